package org.isoflop.comparison;

import java.util.Optional;
import org.isoflop.uncertainty.Interval;

/**
 * How a recipe stands at the target.
 *
 * @param contender the recipe
 * @param loss what its law expects there
 * @param parameters N there; NaN where the law reads none
 * @param best the probability that it is the best of all of which enough is known; empty for one of the others
 * @param reach how many times beyond its largest run the target lies; below 1 inside
 */
public record Standing(Contender contender, Estimate loss, double parameters, Chance best, double reach) {
    /** An interval wider than this share of the value says only that nothing is known. */
    private static final double MOST_WIDTH = 0.5;

    /** Whether enough is known of the recipe at the target to rank it; without draws nobody can tell that it is not. */
    public boolean known() {
        return isKnown(loss.value(), loss.believed());
    }

    static boolean isKnown(double value, Optional<Interval> interval) {
        return interval.map(i -> i.high() - i.low() <= MOST_WIDTH * Math.abs(value))
                .orElse(true);
    }
}
