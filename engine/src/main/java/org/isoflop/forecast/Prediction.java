package org.isoflop.forecast;

import java.util.Optional;
import org.isoflop.uncertainty.Interval;

/**
 * What a law expects of a run.
 *
 * @param estimate the law at the estimated parameters
 * @param run the interval for one new run: the spread of the parameters and of runs around the law; empty when there
 *     are no draws
 * @param curve the interval for the law itself, without the spread of runs around it
 * @param calibrated what back-tests make of it; empty where there are none
 */
public record Prediction(
        double estimate, Optional<Interval> run, Optional<Interval> curve, Optional<Outlook.Expected> calibrated) {

    /** A prediction without back-tests. */
    public Prediction(double estimate, Optional<Interval> run, Optional<Interval> curve) {
        this(estimate, run, curve, Optional.empty());
    }

    /** The same with what back-tests make of it, and with their estimate if several laws speak. */
    public Prediction calibrated(Outlook.Expected expected, boolean leads) {
        return new Prediction(leads ? expected.estimate() : estimate, run, curve, Optional.of(expected));
    }
}
