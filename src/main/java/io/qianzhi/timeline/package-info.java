/// Everything that happened: append-only, hash-chained per stream, one ordered feed for all nodes.
@NullMarked
package io.qianzhi.timeline;

import org.jspecify.annotations.NullMarked;
