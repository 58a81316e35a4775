/** Problems whose solutions NIST has certified to eleven digits, fitted from the official starts. */
@NullMarked
package org.isoflop.bench.nist;

import org.jspecify.annotations.NullMarked;
