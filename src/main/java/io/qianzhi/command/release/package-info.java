/// What the public is told of an incident: drafted, checked, approved, published, corrected.
@NullMarked
package io.qianzhi.command.release;

import org.jspecify.annotations.NullMarked;
