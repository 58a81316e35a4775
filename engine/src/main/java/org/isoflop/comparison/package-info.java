/**
 * Which of several recipes is better at a scale, how sure that is, and where their curves cross.
 *
 * <p>A {@link org.isoflop.comparison.Contender} is a recipe with its fitted law and joint draws: draw k of one recipe and
 * draw k of another come from the same {@link org.isoflop.comparison.JointDraws resample}, so that what runs of the same
 * size and seed have in common cancels in differences. Laws are compared along a {@link org.isoflop.comparison.Path},
 * which turns one number, the scale (training FLOPs as a rule), into a place:
 *
 * <pre>
 *   Contender ─┬─► Bundle (curves, as estimated and at every draw) ─► Duel: difference, Crossing, Multiplier
 *              └─► Hindcast (below cuts of the runs) ─► Widening ────►        the same, calibrated
 * </pre>
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><td>C</td><td>the scale: training FLOPs {@code 6 N D}, or the one variable that the laws read</td></tr>
 * <tr><td>L_a(C)</td><td>what the law of recipe a expects there; lower is better unless said otherwise</td></tr>
 * <tr><td>difference</td><td>{@code L_a(C) - L_b(C)}: negative where a is better</td></tr>
 * <tr><td>multiplier</td><td>{@code C'/C} with {@code L_b(C') = L_a(C)}: how much more b needs for the loss of a</td></tr>
 * </table>
 *
 * <p>{@link org.isoflop.comparison.Comparison} is the whole answer and where to start reading;
 * {@link org.isoflop.comparison.Nesting} asks which parameters the recipes have in common, and
 * {@link org.isoflop.comparison.Fairness} what a reviewer would hold against the contest itself.
 */
@NullMarked
package org.isoflop.comparison;

import org.jspecify.annotations.NullMarked;
