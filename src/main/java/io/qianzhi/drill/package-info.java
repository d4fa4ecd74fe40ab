/// The simulated city: crews that drive on real roads and people who call. Only the demo has it.
@NullMarked
package io.qianzhi.drill;

import org.jspecify.annotations.NullMarked;
