/// People, their roles and permissions, and how they sign in.
@NullMarked
package io.qianzhi.identity;

import org.jspecify.annotations.NullMarked;
