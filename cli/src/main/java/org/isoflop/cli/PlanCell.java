package org.isoflop.cli;

import java.util.Optional;
import org.isoflop.forecast.Prediction;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Estimate;
import org.isoflop.uncertainty.Interval;

/**
 * A quantity of a plan for a person.
 *
 * @param interval in the same digits; empty without one
 */
record PlanCell(String value, String interval) {
    private static final int LOSS_DIGITS = 4;

    static PlanCell count(Estimate estimate) {
        return new PlanCell(
                Magnitude.count(estimate.value()),
                estimate.interval()
                        .map(i -> ends(Magnitude.count(i.low()), Magnitude.count(i.high())))
                        .orElse(""));
    }

    static PlanCell compute(Estimate estimate) {
        return new PlanCell(
                Magnitude.digits(estimate.value(), 3),
                estimate.interval()
                        .map(i -> ends(
                                Magnitude.digits(i.low(), 3),
                                Double.isInfinite(i.high()) ? "no budget" : Magnitude.digits(i.high(), 3)))
                        .orElse(""));
    }

    static PlanCell loss(PlanStudy.Planned best) {
        double value = best.prediction()
                .map(Prediction::estimate)
                .orElse(best.plan().loss().value());
        Optional<Interval> interval = best.prediction()
                .flatMap(Prediction::run)
                .or(() -> best.plan().loss().interval());
        return new PlanCell(
                Figures.estimate(value, LOSS_DIGITS),
                interval.map(PlanCell::ends).orElse(""));
    }

    static String ends(Interval interval) {
        return ends(Figures.estimate(interval.low(), LOSS_DIGITS), Figures.estimate(interval.high(), LOSS_DIGITS));
    }

    static String ends(String low, String high) {
        return low + " … " + high;
    }

    /** Both on one line of a table. */
    String text() {
        return interval.isEmpty() ? value : value + " (" + interval.replace(" … ", "…") + ")";
    }
}
