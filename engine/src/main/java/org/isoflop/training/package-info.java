/**
 * Training a described model on a described cluster: does it fit, and how long does a step take.
 *
 * <pre>
 *   {@link org.isoflop.training.Job} (model, batch, numbers) + {@link org.isoflop.training.Layout} ──► {@link org.isoflop.training.Memory}   bytes per accelerator
 *                                     + {@link org.isoflop.hardware.Cluster} ──► {@link org.isoflop.training.StepTime} seconds per step, by what they go to
 *   {@link org.isoflop.training.LayoutSearch} tries all layouts and keeps the reasons why others fail
 * </pre>
 *
 * <p>Symbols: {@code s} context, {@code b} sequences in a microbatch, {@code h} width, {@code a} heads, {@code l} layers,
 * {@code t} tensor-parallel, {@code p} pipeline, {@code d} data-parallel, {@code c} sequence-parallel over the context,
 * {@code e} expert-parallel, {@code v} chunks per device, {@code m} microbatches per step. Memory in bytes, time in
 * seconds. What is not known and yet needed is an {@link org.isoflop.training.Assumptions assumption} with a reason.
 */
@NullMarked
package org.isoflop.training;

import org.jspecify.annotations.NullMarked;
