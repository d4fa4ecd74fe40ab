/// Units, their crews, capabilities and duty.
@NullMarked
package io.qianzhi.unit;

import org.jspecify.annotations.NullMarked;
