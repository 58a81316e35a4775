/**
 * From a fit to a decision: how to spend a budget.
 *
 * <p>A {@link org.isoflop.plan.Landscape} is a law as a surface over parameters N and tokens D; a
 * {@link org.isoflop.plan.Spending} says what FLOPs buy, {@code f(N) D} for training as a
 * {@link org.isoflop.plan.TokenCost} counts it and {@code g(N)} for every token that is served, within
 * {@link org.isoflop.plan.Limits} and before a {@link org.isoflop.plan.Deadline}.
 * {@link org.isoflop.plan.Allocation} finds the least loss for a budget, or the least budget for a loss;
 * {@link org.isoflop.plan.Planner} does so for all draws of a fit and makes a {@link org.isoflop.plan.Plan} of it.
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><td>N</td><td>parameters, as the law counts them</td></tr>
 * <tr><td>D</td><td>training tokens, every repetition counted</td></tr>
 * <tr><td>U</td><td>different tokens among them</td></tr>
 * <tr><td>C</td><td>FLOPs to spend, 6ND where nothing else is said</td></tr>
 * </table>
 *
 * <p>Start with {@link org.isoflop.plan.Planner#spend}. Plans without a law of the loss:
 * {@link org.isoflop.plan.AllocationRule}, {@link org.isoflop.plan.Parabolas}, {@link org.isoflop.plan.Envelope}. One run
 * through several shapes: {@link org.isoflop.plan.ShapeSchedule} along {@link org.isoflop.plan.Course}s. What
 * accelerators do for money and time: {@link org.isoflop.plan.Throughput}.
 */
@NullMarked
package org.isoflop.plan;

import org.jspecify.annotations.NullMarked;
