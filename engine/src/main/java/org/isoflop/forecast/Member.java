package org.isoflop.forecast;

import java.util.Arrays;
import java.util.List;
import org.isoflop.law.Model;
import org.isoflop.runs.Runs;

/**
 * A law that takes part in a forecast, fitted once for each emphasis on large runs.
 *
 * @param model the law
 * @param weight its share of the forecast; shares need not add up to one
 * @param thetas its parameters, one vector per emphasis; not to be written to
 * @param draws what resamples made of the parameters at the middle emphasis; not to be written to
 */
public record Member(Model model, double weight, List<double[]> thetas, List<double[]> draws) {
    /** Between the 10th and the 90th percentile of a normal distribution lie so many standard deviations. */
    private static final double DECILES = 2.5631;

    /** Spread beyond this (in logarithms, or shares of the response) says only that nothing is known. */
    private static final double MOST_SPREAD = 0.3;

    public Member {
        thetas = List.copyOf(thetas);
        draws = List.copyOf(draws);
    }

    Member drawing(List<double[]> draws) {
        return new Member(model, weight, thetas, draws);
    }

    Member weighing(double weight) {
        return new Member(model, weight, thetas, draws);
    }

    /**
     * What it says of a place.
     *
     * @param row the values of the model's variables
     * @param logarithmic whether on a scale of logarithms
     */
    Reading reading(double[] row, boolean logarithmic) {
        double[] values = at(thetas, row, logarithmic);
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double between = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0);
        double most = MOST_SPREAD * (logarithmic ? 1 : Math.abs(mean));
        double spread = Math.min(spread(at(draws, row, logarithmic)), most);
        return new Reading(mean, between + spread * spread);
    }

    /** What it says of a row of a table with the columns of the law. */
    Reading reading(Runs places, int row, boolean logarithmic) {
        return reading(
                model.variables().stream()
                        .mapToDouble(name -> places.numbers(name)[row])
                        .toArray(),
                logarithmic);
    }

    private double[] at(List<double[]> thetas, double[] row, boolean logarithmic) {
        double[] values = new double[thetas.size()];
        for (int k = 0; k < values.length; k++) {
            double value = model.predict(row, thetas.get(k));
            values[k] = logarithmic ? Math.log(value) : value;
        }
        return values;
    }

    /** A standard deviation that a few resamples gone astray do not rule. */
    private static double spread(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        int n = sorted.length;
        return n < 2 ? 0 : (sorted[(int) (0.9 * n)] - sorted[(int) (0.1 * n)]) / DECILES;
    }
}
