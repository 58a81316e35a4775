/**
 * Described models: what a shape costs in parameters, in operations per token and in cache, before anybody trains it.
 *
 * <pre>
 *   {@link org.isoflop.architecture.Transformer} ── parameters() ──► {@link org.isoflop.architecture.ParameterCount}   total · active · without embeddings
 *          ▲           └──── {@link org.isoflop.architecture.FlopCount} ──► FLOP per token, by a named convention
 *          └── {@link org.isoflop.architecture.ShapeStyle} proposes one for a number of parameters
 *   {@link org.isoflop.architecture.VisionTransformer}, {@link org.isoflop.architecture.CompoundScaling}: the same for images
 * </pre>
 *
 * <p>Symbols: {@code l} layers, {@code h} width (hidden size), {@code a} heads, {@code s} context in tokens, {@code V}
 * vocabulary, {@code N} parameters. One multiply-add is two operations. Counts are exact, as a sum over the tensors of
 * the model; a convention that leaves something out says so. What a model needs on a machine (memory, time) is counted
 * in {@code training} and {@code inference}.
 */
@NullMarked
package org.isoflop.architecture;

import org.jspecify.annotations.NullMarked;
