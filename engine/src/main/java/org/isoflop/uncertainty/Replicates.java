package org.isoflop.uncertainty;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.isoflop.fit.LogGamma;
import org.isoflop.fit.Penalty;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Cells;
import org.isoflop.runs.Column;
import org.isoflop.runs.Role;

/**
 * What runs that differ in nothing but their seed say about noise. Rows are repetitions of each other if they are equal
 * in every column but results, seeds and names of runs.
 *
 * <p>The variance of the logarithm of the response is taken to be {@code exp(a + b log response)}: small losses of large
 * runs are steadier. a and b come from the variances within cells by weighted least squares on their logarithms, whose
 * mean and variance under normal errors are known (digamma and trigamma of half the degrees of freedom).
 *
 * @param cells how many cells have several rows
 * @param rows how many rows these have together
 * @param noise the standard deviation of the logarithm of the response in a typical cell
 * @param intercept a; NaN where there are too few cells to tell
 * @param slope b
 */
public record Replicates(int cells, int rows, double noise, double intercept, double slope) {
    /** Fewer cells do not say how noise changes. */
    private static final int ENOUGH_CELLS = 5;

    /** No row weighs more than this many times another on the word of a few repetitions. */
    private static final double MOST = 10;

    /** Looks for repetitions among the rows. */
    public static Replicates of(Model model, Sample sample) {
        List<String> design = sample.runs().columns().stream()
                .map(Column::name)
                .filter(name -> !Role.isOutcome(name)
                        && !Role.SEED.fits(name)
                        && !Role.RUN.fits(name)
                        && !Set.copyOf(model.observed()).contains(name))
                .toList();
        List<int[]> repeated = Cells.of(sample.runs(), design).atLeast(2);
        int rows = 0;
        double[][] points = new double[repeated.size()][];
        for (int c = 0; c < points.length; c++) {
            double[] logs = Arrays.stream(repeated.get(c))
                    .mapToDouble(row -> Math.log(sample.response()[row]))
                    .toArray();
            double mean = Arrays.stream(logs).average().orElseThrow();
            double sum = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum();
            points[c] = new double[] {mean, sum, logs.length - 1};
            rows += logs.length;
        }
        double noise = typical(points);
        double[] line = line(points);
        return new Replicates(points.length, rows, noise, line[0], line[1]);
    }

    /** The median over cells, each as large as the variance that would typically give it: one run may have diverged. */
    private static double typical(double[][] points) {
        double[] deviations = Arrays.stream(points)
                .mapToDouble(point -> {
                    // The median of chi-squared over its degrees of freedom (Wilson and Hilferty 1931).
                    double median = Math.pow(1 - 2 / (9 * point[2]), 3);
                    return Math.sqrt(point[1] / point[2] / median);
                })
                .sorted()
                .toArray();
        int n = deviations.length;
        return n == 0 ? Double.NaN : 0.5 * (deviations[(n - 1) / 2] + deviations[n / 2]);
    }

    private static double[] line(double[][] points) {
        double sw = 0;
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        int used = 0;
        for (double[] point : points) {
            double half = point[2] / 2;
            if (point[1] > 0) {
                double y = Math.log(point[1] / point[2]) - (digamma(half) - Math.log(half));
                double w = 1 / trigamma(half);
                sw += w;
                sx += w * point[0];
                sy += w * y;
                sxx += w * point[0] * point[0];
                sxy += w * point[0] * y;
                used++;
            }
        }
        double spread = sxx - sx * sx / sw;
        if (used < ENOUGH_CELLS || !(spread > 1e-9 * Math.abs(sxx))) {
            return new double[] {Double.NaN, 0};
        }
        double slope = (sxy - sx * sy / sw) / spread;
        return new double[] {(sy - slope * sx) / sw, slope};
    }

    private static double digamma(double x) {
        double h = 1e-4 * Math.max(x, 1);
        return (LogGamma.at(x + h) - LogGamma.at(x - h)) / (2 * h);
    }

    private static double trigamma(double x) {
        double h = 1e-3 * Math.max(x, 1);
        return (LogGamma.at(x + h) - 2 * LogGamma.at(x) + LogGamma.at(x - h)) / (h * h);
    }

    /** Whether there are enough repetitions to say how noise changes from row to row. */
    public boolean tells() {
        return !Double.isNaN(intercept);
    }

    /**
     * What each row should weigh: one over the variance for squares, one over the standard deviation for absolute
     * values and Huber's cost, which is mostly that; likewise for likelihoods.
     *
     * @return one weight per row, all 1 unless repetitions {@linkplain #tells tell}
     */
    public double[] weights(Sample sample, Penalty penalty) {
        double power = penalty instanceof Penalty.Squared ? 1 : 0.5;
        double[] weights = new double[sample.size()];
        double heaviest = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = tells() ? Math.exp(-power * slope * Math.log(sample.response()[i])) : 1;
            heaviest = Math.max(heaviest, weights[i]);
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.max(weights[i], heaviest / MOST);
        }
        return weights;
    }
}
