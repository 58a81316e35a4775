/**
 * How far the parameters of a fit, and what follows from them, can be trusted.
 *
 * <p>{@link org.isoflop.uncertainty.Bootstrap} turns a finished search into {@link org.isoflop.uncertainty.Draws}, in one
 * of the ways of {@link org.isoflop.uncertainty.Resampling}. {@link org.isoflop.uncertainty.Intervals} makes intervals of
 * any quantity that follows from the parameters: from draws, from the curvature, or by
 * {@link org.isoflop.uncertainty.Profiler}, which needs neither. An {@link org.isoflop.uncertainty.Interval} always says at
 * which level it was taken. {@link org.isoflop.uncertainty.Replicates} reads noise off repeated runs.
 *
 * <p>Rows come in units: all checkpoints of a run are one, and what goes wrong with one goes wrong with the next.
 * {@code docs/uncertainty.md} says which interval to use when.
 */
@NullMarked
package org.isoflop.uncertainty;

import org.jspecify.annotations.NullMarked;
