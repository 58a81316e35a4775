/** Forecasts put to the test: fitted to the small runs of public tables, judged on the large ones, beside SciPy. */
@NullMarked
package org.isoflop.bench.trust;

import org.jspecify.annotations.NullMarked;
