package org.isoflop.comparison;

/**
 * How a recipe stands at the target.
 *
 * @param contender the recipe
 * @param loss what its law expects there
 * @param parameters N there; NaN where the law reads none
 * @param best the probability that it is the best of all
 * @param reach how many times beyond its largest run the target lies; below 1 inside
 */
public record Standing(Contender contender, Estimate loss, double parameters, Chance best, double reach) {}
