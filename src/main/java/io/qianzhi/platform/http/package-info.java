/// The front door: contract, token, permission, then a virtual thread.
@NullMarked
package io.qianzhi.platform.http;

import org.jspecify.annotations.NullMarked;
