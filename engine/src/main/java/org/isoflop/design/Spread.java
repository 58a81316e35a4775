package org.isoflop.design;

/**
 * The standard deviation of a target, on the scale of residuals for a response and of logarithms for a size; where all
 * parameters are wanted, the geometric mean of their relative errors along the axes of their ellipsoid.
 *
 * @param law if the law is right
 * @param total with the misfit of the law
 */
public record Spread(double law, double total) {}
