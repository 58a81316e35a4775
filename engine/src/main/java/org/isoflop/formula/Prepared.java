package org.isoflop.formula;

import java.util.Arrays;

/**
 * The columns that compiled formulas read, with all that depends on columns alone (logarithms, mostly) computed.
 *
 * <p>Columns are padded to whole lanes by repeating the last row; padding weighs nothing. Immutable.
 */
public final class Prepared {
    final double[][] columns;
    final int rows;

    /** Which of the columns holds the weight of a row; −1 if rows have none. */
    private final int weight;

    Prepared(double[][] columns, int rows, int weight) {
        this.columns = columns;
        this.rows = rows;
        this.weight = weight;
        for (int c = 0; c < columns.length; c++) {
            double last = c == weight || rows == 0 ? 0 : columns[c][rows - 1];
            Arrays.fill(columns[c], rows, columns[c].length, last);
        }
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /**
     * The rows whose count is not zero, each with its weight times its count: a resample.
     *
     * @param counts how often each row was drawn
     */
    public Prepared drawn(int[] counts) {
        int[] chosen = new int[rows];
        int kept = 0;
        for (int i = 0; i < rows; i++) {
            if (counts[i] > 0) {
                chosen[kept++] = i;
            }
        }
        double[][] drawn = new double[columns.length][Kernel.padded(kept)];
        for (int c = 0; c < columns.length; c++) {
            double[] from = columns[c];
            double[] to = drawn[c];
            for (int k = 0; k < kept; k++) {
                to[k] = from[chosen[k]];
            }
        }
        if (weight >= 0) {
            for (int k = 0; k < kept; k++) {
                drawn[weight][k] *= counts[chosen[k]];
            }
        }
        return new Prepared(drawn, kept, weight);
    }
}
