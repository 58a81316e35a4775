/** Hyperparameters: whether the intervals of laws from sweeps cover the truth, and how activations grow with width. */
@NullMarked
package org.isoflop.bench.hyper;

import org.jspecify.annotations.NullMarked;
