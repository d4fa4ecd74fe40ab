/// Settings from conf/ and the environment.
@NullMarked
package io.qianzhi.platform.config;

import org.jspecify.annotations.NullMarked;
