/**
 * A reviewer's eye: reads a table of runs and a fit, and objects where experience says that one goes wrong.
 *
 * <p>{@link org.isoflop.check.Review} goes through its {@link org.isoflop.check.Rule}s over one
 * {@link org.isoflop.check.Case}; what comes out are objections, the gravest first, each with the evidence in this table
 * and what to do. Nothing is ever removed or changed here. {@code docs/checks.md} describes every rule, and a test holds
 * the two together.
 */
@NullMarked
package org.isoflop.check;

import org.jspecify.annotations.NullMarked;
