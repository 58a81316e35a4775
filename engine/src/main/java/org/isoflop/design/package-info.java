/**
 * Which runs to make next: those that teach most about a decision for the FLOPs they cost.
 *
 * <p>A run at a place x tells of the parameters {@code h(x) f(x) f(x)'}, with f the slope of the law in its parameters and
 * h the {@link org.isoflop.design.Precision} of one run under the objective of the fit. The runs that are there and those
 * that are proposed add up to the information M, and a {@link org.isoflop.design.Target} with slope g is then known with
 * the variance {@code g' M^-1 g}.
 *
 * <pre>
 *   Knowledge ─┐
 *   Target    ─┼─► Design ─► Proposal ─► Trial
 *   Candidate ─┤   (Board: greedy, then exchanges; Bound: how far from the best at most)
 *   Limits    ─┘
 * </pre>
 *
 * <p>What a law says far away is wrong for more reasons than that its parameters are not known. A
 * {@link org.isoflop.design.Misfit} lets the truth drift away from the law on the way to large runs as fast as back-tests
 * have seen it drift; that, and not the textbook, draws a design towards large runs. Since the slopes depend on the
 * parameters, a design is made for several draws of them at once.
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><td>f</td><td>slope of the response, or of its logarithm where the objective takes it, in each parameter</td></tr>
 * <tr><td>h</td><td>information of one run about the response there, one over a variance</td></tr>
 * <tr><td>M</td><td>information about the parameters and the steps of the misfit</td></tr>
 * <tr><td>g</td><td>slope of the target in the same</td></tr>
 * </table>
 *
 * <p>{@code docs/design-of-runs.md} says what all of this is for.
 */
@NullMarked
package org.isoflop.design;

import org.jspecify.annotations.NullMarked;
