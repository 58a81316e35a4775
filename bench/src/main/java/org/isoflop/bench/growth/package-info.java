/** How time and memory grow with rows, parameters and resamples, measured and drawn. */
@NullMarked
package org.isoflop.bench.growth;

import org.jspecify.annotations.NullMarked;
