/// Reports to those above (信息报告): the clocks of those owed, drafts from what is known, signatures,
/// numbers, sending and receipts.
@NullMarked
package io.qianzhi.command.report;

import org.jspecify.annotations.NullMarked;
