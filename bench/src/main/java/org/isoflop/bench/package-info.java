/** Benchmarks of the engine, and comparisons with other tools. */
@NullMarked
package org.isoflop.bench;

import org.jspecify.annotations.NullMarked;
