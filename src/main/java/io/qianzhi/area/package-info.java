/// The jurisdiction tree.
@NullMarked
package io.qianzhi.area;

import org.jspecify.annotations.NullMarked;
