/// Afterwards: an incident's whole log for the slider, proved, measured and reported.
@NullMarked
package io.qianzhi.command.review;

import org.jspecify.annotations.NullMarked;
