/**
 * How far the parameters of a fit can be trusted: resamples of the runs, refitted, and the intervals they span.
 *
 * <p>{@link org.isoflop.uncertainty.Bootstrap} turns a finished search into {@link org.isoflop.uncertainty.Draws}; an
 * {@link org.isoflop.uncertainty.Interval} always says at which level it was taken. Runs are drawn, never the
 * checkpoints of one run as if they were independent, when the bootstrap is told which column tells runs apart.
 */
@NullMarked
package org.isoflop.uncertainty;

import org.jspecify.annotations.NullMarked;
