/// Working groups at the scene, the counting of who is there, and the withdrawal signal.
@NullMarked
package io.qianzhi.command.group;

import org.jspecify.annotations.NullMarked;
