/**
 * Formulas: from a line of text to numbers.
 *
 * <pre>
 *   "loss = E + A / N^alpha"  ─ {@link org.isoflop.formula.Formula} ─ {@link org.isoflop.formula.Expr}
 *                                        │ {@link org.isoflop.formula.Binding}: which names are columns
 *                                        ▼
 *            {@link org.isoflop.formula.Derivative}, {@link org.isoflop.formula.Linearity} ─ {@link org.isoflop.formula.Kernel} over columns
 * </pre>
 *
 * <p>In comes text; out go trees, and kernels that evaluate several trees at once over the rows of a table. The
 * {@link org.isoflop.formula.Interpreter} is the plain meaning of a tree. Logarithms are natural unless their name says
 * otherwise; what is not defined is NaN, never an exception. A formula can do arithmetic and nothing else.
 */
@NullMarked
package org.isoflop.formula;

import org.jspecify.annotations.NullMarked;
