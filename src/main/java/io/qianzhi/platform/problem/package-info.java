/// How failures leave the server.
@NullMarked
package io.qianzhi.platform.problem;

import org.jspecify.annotations.NullMarked;
