package org.isoflop.uncertainty;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Parameter vectors that resamples of the runs led to.
 *
 * @param theta one vector per resample, in the order of the model's free parameters; not to be written to
 * @param failed how many further resamples could not be fitted
 * @param disagreeing among the {@code checked} resamples that were searched again from other optima, how many found a
 *     better one
 * @param checked how many resamples were searched again
 * @param smoothed how many resamples left too few distinct rows, so that rows were weighed instead of drawn
 */
public record Draws(List<double[]> theta, int failed, int disagreeing, int checked, int smoothed) {

    /** No draws: a published law, or a fit without a bootstrap. */
    public static final Draws NONE = new Draws(List.of(), 0, 0, 0);

    public Draws {
        theta = List.copyOf(theta);
    }

    /** Draws none of which had to be smoothed. */
    public Draws(List<double[]> theta, int failed, int disagreeing, int checked) {
        this(theta, failed, disagreeing, checked, 0);
    }

    public int size() {
        return theta.size();
    }

    public boolean isEmpty() {
        return theta.isEmpty();
    }

    /** The percentile interval of any quantity that follows from the parameters. */
    public Interval interval(ToDoubleFunction<double[]> quantity, double level) {
        return Interval.ofSample(values(quantity), level);
    }

    /** The standard deviation over the draws of any quantity that follows from the parameters. */
    public double standardError(ToDoubleFunction<double[]> quantity) {
        double[] values =
                Arrays.stream(values(quantity)).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double sum = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(sum / (values.length - 1));
    }

    /** The quantity at each draw. */
    double[] values(ToDoubleFunction<double[]> quantity) {
        return theta.stream().mapToDouble(quantity).toArray();
    }
}
