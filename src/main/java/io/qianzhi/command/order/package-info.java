/// Orders to a working group, a unit or a person, from the draft to their verification.
@NullMarked
package io.qianzhi.command.order;

import org.jspecify.annotations.NullMarked;
