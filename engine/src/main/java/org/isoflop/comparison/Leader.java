package org.isoflop.comparison;

/**
 * Who is ahead at a scale.
 *
 * @param scale where
 * @param name of the recipe whose curve is the lowest there, as estimated
 * @param best the probability that it is
 */
public record Leader(double scale, String name, Chance best) {}
