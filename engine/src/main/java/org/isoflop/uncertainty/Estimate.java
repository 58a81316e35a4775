package org.isoflop.uncertainty;

import java.util.Optional;

/**
 * A value with its interval.
 *
 * @param value the estimate
 * @param interval where resamples put it; empty where there were none
 */
public record Estimate(double value, Optional<Interval> interval) {

    /** A value of which nothing more is known. */
    public static Estimate of(double value) {
        return new Estimate(value, Optional.empty());
    }

    /** A value with the percentile interval of a sample, if there is one. */
    public static Estimate of(double value, double[] sample, double level) {
        return sample.length == 0 ? of(value) : new Estimate(value, Optional.of(Interval.ofSample(sample, level)));
    }
}
