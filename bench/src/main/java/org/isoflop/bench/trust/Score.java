package org.isoflop.bench.trust;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How forecasts met the runs.
 *
 * @param error mean absolute relative error
 * @param bias mean relative error; positive where forecasts were too high
 * @param inside how many runs lay inside their interval
 * @param runs how many runs there were
 * @param width median relative width of the intervals
 * @param interval the mean interval score over the observed value: the width, and for a run outside 2/(1 - level) times
 *     its distance from the interval (Gneiting and Raftery 2007)
 */
record Score(double error, double bias, int inside, int runs, double width, double interval) {
    /** A forecast with its interval. */
    record Forecast(double estimate, double low, double high) {}

    static Score of(List<Forecast> forecasts, double[] observed, double level) {
        double error = 0;
        double bias = 0;
        double score = 0;
        int inside = 0;
        double[] widths = new double[observed.length];
        for (int i = 0; i < observed.length; i++) {
            Forecast f = forecasts.get(i);
            double y = observed[i];
            error += Math.abs(f.estimate() / y - 1) / observed.length;
            bias += (f.estimate() / y - 1) / observed.length;
            inside += f.low() <= y && y <= f.high() ? 1 : 0;
            widths[i] = (f.high() - f.low()) / Math.abs(y);
            double outside = Math.max(0, Math.max(f.low() - y, y - f.high()));
            score += (widths[i] + 2 / (1 - level) * outside / Math.abs(y)) / observed.length;
        }
        Arrays.sort(widths);
        int n = widths.length;
        return new Score(error, bias, inside, n, (widths[(n - 1) / 2] + widths[n / 2]) / 2, score);
    }

    /** The mean absolute relative error. */
    static double error(double[] estimates, double[] observed) {
        return IntStream.range(0, observed.length)
                .mapToDouble(i -> Math.abs(estimates[i] / observed[i] - 1))
                .average()
                .orElse(Double.NaN);
    }

    double coverage() {
        return (double) inside / runs;
    }
}
