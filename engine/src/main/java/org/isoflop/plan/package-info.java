/**
 * From a fit to a decision: how to spend a budget.
 *
 * <p>{@link org.isoflop.plan.Allocation} finds the parameters and tokens that give the least loss for a number of
 * training FLOPs, counted as {@code C = 6 N D}.
 */
@NullMarked
package org.isoflop.plan;

import org.jspecify.annotations.NullMarked;
