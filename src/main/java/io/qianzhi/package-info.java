/// Qianzhi 前指: where its parts are put together.
@NullMarked
package io.qianzhi;

import org.jspecify.annotations.NullMarked;
