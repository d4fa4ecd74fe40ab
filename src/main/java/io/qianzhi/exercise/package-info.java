/// Exercises (演练): a scenario is run on the same engine with simulated people and units, and scored
/// at its end against the standards. Only ever in the world of exercises.
@NullMarked
package io.qianzhi.exercise;

import org.jspecify.annotations.NullMarked;
