package org.isoflop.comparison;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.uncertainty.Interval;

/** Intervals and shares over draws, of which some may lie at infinity. */
final class Spread {
    private final double level;

    Spread(double level) {
        this.level = level;
    }

    /**
     * The central interval, its ends at draws and not between them, so that draws at infinity stay what they are; NaN
     * does not count.
     */
    Optional<Interval> interval(double[] sample) {
        double[] sorted =
                Arrays.stream(sample).filter(x -> !Double.isNaN(x)).sorted().toArray();
        if (sorted.length == 0) {
            return Optional.empty();
        }
        double last = sorted.length - 1;
        double low = sorted[(int) Math.floor(last * (1 - level) / 2)];
        double high = sorted[(int) Math.ceil(last * (1 + level) / 2)];
        return Optional.of(new Interval(low, high, level));
    }

    /** The mean of what is no NaN; empty if there is nothing. */
    static OptionalDouble share(double[] votes) {
        return Arrays.stream(votes).filter(v -> !Double.isNaN(v)).average();
    }

    /** 1 if the first is less, 1/2 if they are the same but for rounding, else 0; NaN if one of them is. */
    static double vote(double first, double second) {
        if (Double.isNaN(first) || Double.isNaN(second)) {
            return Double.NaN;
        }
        return first == second || Bundle.isTie(first, second) ? 0.5 : first < second ? 1 : 0;
    }
}
