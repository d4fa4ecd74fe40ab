/// Notices, their deliveries and channels: anything that must reach a person goes through here.
@NullMarked
package io.qianzhi.alert;

import org.jspecify.annotations.NullMarked;
