package org.isoflop.bench.refits;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The first principal components of a few columns, by power iteration.
 *
 * @param first the scores of the rows on the first component
 * @param shares of the variance that each component has
 */
record Components(double[] first, double[] shares) {
    private static final int ITERATIONS = 500;

    /** @param columns their rows in the same order, none missing */
    static Components of(double[][] columns, int count) {
        int n = columns.length;
        double[][] centred = Arrays.stream(columns)
                .map(c -> {
                    double mean = Arrays.stream(c).average().orElse(0);
                    return Arrays.stream(c).map(x -> x - mean).toArray();
                })
                .toArray(double[][]::new);
        double[][] covariance = new double[n][n];
        double total = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                covariance[i][j] = dot(centred[i], centred[j]);
            }
            total += covariance[i][i];
        }
        double[] shares = new double[count];
        double[] first = new double[columns[0].length];
        for (int k = 0; k < count; k++) {
            double[] axis = new double[n];
            Arrays.fill(axis, 1 / Math.sqrt(n));
            double variance = 0;
            for (int step = 0; step < ITERATIONS; step++) {
                double[] next = Arrays.stream(covariance)
                        .mapToDouble(row -> dot(row, axis))
                        .toArray();
                variance = Math.sqrt(dot(next, next));
                for (int i = 0; i < n; i++) {
                    axis[i] = next[i] / variance;
                }
            }
            shares[k] = variance / total;
            if (k == 0) {
                Arrays.setAll(
                        first,
                        row -> IntStream.range(0, n)
                                .mapToDouble(i -> axis[i] * centred[i][row])
                                .sum());
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    covariance[i][j] -= variance * axis[i] * axis[j];
                }
            }
        }
        return new Components(first, shares);
    }

    /** The share of the variance in the first so many components. */
    double share(int count) {
        return Arrays.stream(shares, 0, count).sum();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Components that
                && Arrays.equals(first, that.first)
                && Arrays.equals(shares, that.shares);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(first);
    }

    @Override
    public String toString() {
        return "components " + Arrays.toString(shares);
    }
}
