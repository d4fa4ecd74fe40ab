/// The position pipeline: in, checked, live picture, stored, replayed.
@NullMarked
package io.qianzhi.tracking;

import org.jspecify.annotations.NullMarked;
