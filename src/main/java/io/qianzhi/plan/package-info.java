/// Plans of the city, the responses that run them, and the clocks of their steps.
@NullMarked
package io.qianzhi.plan;

import org.jspecify.annotations.NullMarked;
