/// Things that must happen at a time, kept in the database.
@NullMarked
package io.qianzhi.platform.deadline;

import org.jspecify.annotations.NullMarked;
