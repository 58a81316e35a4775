/**
 * Described machines: accelerators as their data sheets have them, and clusters of them.
 *
 * <p>Peaks are dense, never those with structured sparsity, in operations per second; memory in bytes; bandwidths in
 * bytes per second, of links in one direction and per accelerator; power in watts. Where a vendor publishes no figure
 * there is none, and whoever needs it must give one. The data themselves are in the catalogue.
 */
@NullMarked
package org.isoflop.hardware;

import org.jspecify.annotations.NullMarked;
