/// Printed pages: HTML and CSS become PDF.
@NullMarked
package io.qianzhi.platform.pdf;

import org.jspecify.annotations.NullMarked;
