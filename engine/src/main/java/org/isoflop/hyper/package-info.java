/**
 * Hyperparameters: where the loss of a sweep is least, and how that place moves with size and data.
 *
 * <pre>
 *   Sweep ─ {@link org.isoflop.hyper.Cell}s of equal N, D ─ {@link org.isoflop.hyper.Surface} per cell ─ {@link org.isoflop.hyper.Optimum}
 *                                                                              │
 *                                {@link org.isoflop.hyper.OptimumLaw}  lr = a N^b D^c  ◄──┘   drawn again by {@link org.isoflop.hyper.SweepFit}
 * </pre>
 *
 * <p>Start with {@link org.isoflop.hyper.SweepFit}. A factor is a hyperparameter that was swept, such as {@code lr} or
 * {@code batch}; a scale is what the cells differ in, such as {@code N} and {@code D}. All arithmetic is in natural
 * logarithms of factors, scales and losses; a loss that is not a finite positive number belongs to a run that diverged.
 *
 * <p>{@link org.isoflop.hyper.Timescale} and {@link org.isoflop.hyper.Collapse} hold runs against what is known of weight
 * decay: how far back AdamW remembers, and which runs should have the same loss curve.
 * {@link org.isoflop.hyper.PlantedSweep} draws sweeps whose truth is known.
 */
@NullMarked
package org.isoflop.hyper;

import org.jspecify.annotations.NullMarked;
