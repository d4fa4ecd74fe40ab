/// Several nodes as one.
@NullMarked
package io.qianzhi.platform.cluster;

import org.jspecify.annotations.NullMarked;
