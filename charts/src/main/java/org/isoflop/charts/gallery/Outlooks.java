package org.isoflop.charts.gallery;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.isoflop.forecast.Prediction;

/** Forecasts along the way that the chart of the loss shows, for tables beside it. */
public final class Outlooks {
    private Outlooks() {}

    /**
     * Forecasts.
     *
     * @param column what grows
     * @param sizes its values
     * @param predictions at each of them
     */
    public record Table(String column, double[] sizes, List<Prediction> predictions) {}

    /**
     * Forecasts around a target.
     *
     * @param multiples of the target
     * @throws org.isoflop.InputException if the law cannot be followed to larger runs in one variable
     */
    public static Table of(Evidence evidence, OptionalDouble target, double... multiples) {
        Course course = Course.of(evidence);
        double at = course.target(target);
        double[] sizes = Arrays.stream(multiples).map(m -> m * at).toArray();
        return new Table(course.column(), sizes, evidence.predictions(course.columns(sizes)));
    }
}
