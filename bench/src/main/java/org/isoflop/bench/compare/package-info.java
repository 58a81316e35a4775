/** Comparisons of recipes put to the test: simulated crossings, and whether intervals and probabilities hold them. */
@NullMarked
package org.isoflop.bench.compare;

import org.jspecify.annotations.NullMarked;
