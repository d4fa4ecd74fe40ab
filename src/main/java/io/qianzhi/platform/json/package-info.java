/// JSON and YAML in and out of records.
@NullMarked
package io.qianzhi.platform.json;

import org.jspecify.annotations.NullMarked;
