package org.isoflop.comparison;

import java.util.Optional;
import org.isoflop.uncertainty.Interval;

/**
 * A value with what is known of it.
 *
 * @param value the estimate
 * @param plain the interval over the draws, which takes the laws for right; empty without draws
 * @param calibrated the same widened by what back-tests show; empty where there were none
 */
public record Estimate(double value, Optional<Interval> plain, Optional<Interval> calibrated) {

    /** The interval to believe. */
    public Optional<Interval> believed() {
        return calibrated.or(() -> plain);
    }
}
