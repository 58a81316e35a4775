package org.isoflop.check;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isoflop.uncertainty.Normal;

/**
 * How far each row of a table of numbers lies from the bulk of the others, in standard deviations that the bulk itself
 * defines (Mahalanobis 1936, with centre and scatter from the three quarters of the rows that lie closest together:
 * Rousseeuw and Van Driessen, A fast algorithm for the minimum covariance determinant estimator, 1999).
 *
 * <p>Columns are brought to median 0 and spread 1 first; the scatter is shrunk towards its diagonal, by as much as there
 * are few rows per column, so that it can be inverted and rare directions are not over-read.
 *
 * @param distances one per row
 * @param limit beyond which a row of a normal sample lies once in a thousand
 * @param scaled the rows in units of spread, by column
 */
record RobustDistance(double[] distances, double limit, double[][] scaled) {
    private static final double BULK = 0.75;

    private static final int MOST_STEPS = 50;

    private static final double RARE = 0.999;

    /** @param columns the numbers by column, all finite */
    static RobustDistance of(double[][] columns) {
        int p = columns.length;
        int n = columns[0].length;
        double[][] scaled = new double[p][];
        for (int j = 0; j < p; j++) {
            double center = Say.median(columns[j]);
            double spread = Say.spread(columns[j]);
            double unit = spread > 0 ? spread : 1;
            scaled[j] = Arrays.stream(columns[j]).map(v -> (v - center) / unit).toArray();
        }
        double[] distances = new double[n];
        for (int i = 0; i < n; i++) {
            for (double[] column : scaled) {
                distances[i] += column[i] * column[i];
            }
        }
        int bulk = Math.max(Math.min(n, p + 2), (int) Math.ceil(BULK * n));
        int[] chosen = nearest(distances, bulk);
        double shrinkage = Math.min(1, (double) (p + 1) / n + 0.02);
        for (int step = 0; step < MOST_STEPS; step++) {
            distances = squares(scaled, chosen, shrinkage);
            int[] next = nearest(distances, bulk);
            if (Arrays.equals(next, chosen)) {
                break;
            }
            chosen = next;
        }
        // The bulk is narrower than the whole: its median row should lie where a normal sample's does.
        double factor = Say.median(distances) / chiSquared(0.5, p);
        double[] roots =
                Arrays.stream(distances).map(d -> Math.sqrt(d / factor)).toArray();
        return new RobustDistance(roots, Math.sqrt(chiSquared(RARE, p)), scaled);
    }

    private static int[] nearest(double[] distances, int count) {
        return IntStream.range(0, distances.length)
                .boxed()
                .sorted((a, b) -> Double.compare(distances[a], distances[b]))
                .limit(count)
                .mapToInt(i -> i)
                .sorted()
                .toArray();
    }

    private static double[] squares(double[][] x, int[] chosen, double shrinkage) {
        int p = x.length;
        double[] center = new double[p];
        double[][] scatter = new double[p][p];
        for (int j = 0; j < p; j++) {
            for (int i : chosen) {
                center[j] += x[j][i] / chosen.length;
            }
        }
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                for (int i : chosen) {
                    scatter[j][k] += (x[j][i] - center[j]) * (x[k][i] - center[k]) / chosen.length;
                }
                scatter[j][k] *= j == k ? 1 : 1 - shrinkage;
            }
            scatter[j][j] = Math.max(scatter[j][j], 1e-12);
        }
        double[][] inverse = Regression.inverse(scatter);
        double[] squares = new double[x[0].length];
        for (int i = 0; i < squares.length; i++) {
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    squares[i] += (x[j][i] - center[j]) * inverse[j][k] * (x[k][i] - center[k]);
                }
            }
        }
        return squares;
    }

    /** The approximation of Wilson and Hilferty 1931. */
    static double chiSquared(double probability, int freedom) {
        double v = 2.0 / (9 * freedom);
        return freedom * Math.pow(1 - v + Normal.quantile(probability) * Math.sqrt(v), 3);
    }
}
