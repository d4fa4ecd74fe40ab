/// Who is at the scene and who is in command there.
@NullMarked
package io.qianzhi.command;

import org.jspecify.annotations.NullMarked;
