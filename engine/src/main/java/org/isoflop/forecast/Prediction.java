package org.isoflop.forecast;

import java.util.Optional;
import org.isoflop.fit.FreeDirection;
import org.isoflop.uncertainty.Interval;

/**
 * What a law expects of a run.
 *
 * @param estimate the law at the estimated parameters
 * @param run the interval for one new run: the spread of the parameters and of runs around the law; empty when there
 *     are no draws
 * @param curve the interval for the law itself, without the spread of runs around it
 * @param calibrated what back-tests make of it; empty where there are none
 * @param free a direction along which it changes and no prediction for a run of the fit does: then its intervals are
 *     open; empty where the runs determine it
 */
public record Prediction(
        double estimate,
        Optional<Interval> run,
        Optional<Interval> curve,
        Optional<Outlook.Expected> calibrated,
        Optional<FreeDirection> free) {

    /** A prediction without back-tests. */
    public Prediction(double estimate, Optional<Interval> run, Optional<Interval> curve) {
        this(estimate, run, curve, Optional.empty(), Optional.empty());
    }

    /** The same where the runs do not determine what the law says there: its intervals are open. */
    public Prediction undetermined(FreeDirection direction, double level) {
        return new Prediction(
                estimate,
                Optional.of(Interval.open(level)),
                Optional.of(Interval.open(level)),
                Optional.empty(),
                Optional.of(direction));
    }

    /**
     * The same with what back-tests make of it, and with their estimate if several laws speak; what one law cannot tell,
     * back-tests of that law cannot tell either.
     */
    public Prediction calibrated(Outlook.Expected expected, boolean leads) {
        if (free.isPresent() && !leads) {
            return this;
        }
        return new Prediction(leads ? expected.estimate() : estimate, run, curve, Optional.of(expected), free);
    }
}
