/// PostgreSQL: one transaction is one block of code on a virtual thread.
@NullMarked
package io.qianzhi.platform.db;

import org.jspecify.annotations.NullMarked;
