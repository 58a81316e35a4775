package org.isoflop.fit;

import java.util.Arrays;

/**
 * Rows with the weight each has in a fit: all rows once, or the rows of a bootstrap resample as often as it drew them.
 *
 * @param columns what the kernel's {@code prepare} gave, for these rows
 * @param weights the weight of each row
 * @param rows how many rows there are
 */
record Weighed(double[][] columns, double[] weights, int rows) {

    static Weighed once(double[][] columns, int rows) {
        double[] weights = new double[rows];
        Arrays.fill(weights, 1);
        return new Weighed(columns, weights, rows);
    }

    /** The rows whose count is not zero, weighed by it times their own weight. */
    Weighed times(int[] counts) {
        int kept = 0;
        for (int count : counts) {
            kept += count > 0 ? 1 : 0;
        }
        double[][] chosen = new double[columns.length][kept];
        double[] chosenWeights = new double[kept];
        for (int i = 0, k = 0; i < rows; i++) {
            if (counts[i] > 0) {
                for (int c = 0; c < columns.length; c++) {
                    chosen[c][k] = columns[c][i];
                }
                chosenWeights[k++] = weights[i] * counts[i];
            }
        }
        return new Weighed(chosen, chosenWeights, kept);
    }
}
