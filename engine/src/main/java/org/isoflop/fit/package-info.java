/**
 * Fitting: from a law and a table of runs to an optimum, and the reasons to believe it.
 *
 * <p>A fit minimises {@code F(theta) = sum over rows of weight * loss(r)}, where the residual {@code r} is the
 * predicted minus the observed response, or the difference of their logarithms, and {@code loss} is chosen by an
 * {@link org.isoflop.fit.Objective}. {@link org.isoflop.fit.Fitter} is where to start reading: it scans the start
 * ranges of the nonlinear parameters (the linear ones are solved for), polishes the best candidates on the true
 * objective, and returns a {@link org.isoflop.fit.Fit} that says how many of them agree.
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><td>theta</td><td>the free parameters, in the order of the model</td></tr>
 * <tr><td>r</td><td>residual of a row; {@code J} its derivative by theta, one column per parameter</td></tr>
 * <tr><td>psi</td><td>derivative of the loss; {@code psi/r} is the weight of a row in an equivalent least-squares fit</td></tr>
 * </table>
 *
 * <p>Same input, same seed, same bits, on any number of threads.
 */
@NullMarked
package org.isoflop.fit;

import org.jspecify.annotations.NullMarked;
