/// Run cards, recommendations and assignments.
@NullMarked
package io.qianzhi.dispatch;

import org.jspecify.annotations.NullMarked;
