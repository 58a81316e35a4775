/** Whole processes, in turn with those of other tools that do the same work. */
@NullMarked
package org.isoflop.bench.pair;

import org.jspecify.annotations.NullMarked;
