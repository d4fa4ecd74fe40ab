/// Calls and incidents: taken, placed, graded, told apart from duplicates, closed.
@NullMarked
package io.qianzhi.incident;

import org.jspecify.annotations.NullMarked;
