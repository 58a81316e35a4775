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
        return drawn(counts, drawnRows(counts));
    }

    /**
     * The same for whoever needs the list of rows as well.
     *
     * @param drawn the rows whose count is not zero
     */
    public Prepared drawn(int[] counts, int[] drawn) {
        double[][] chosen = new double[columns.length][Kernel.padded(drawn.length)];
        for (int c = 0; c < columns.length; c++) {
            gather(columns[c], drawn, chosen[c]);
        }
        if (weight >= 0) {
            for (int k = 0; k < drawn.length; k++) {
                chosen[weight][k] *= counts[drawn[k]];
            }
        }
        return new Prepared(chosen, drawn.length, weight);
    }

    private static void gather(double[] from, int[] rows, double[] to) {
        for (int k = 0; k < rows.length; k++) {
            to[k] = from[rows[k]];
        }
    }

    /** The rows whose count is not zero, in order. */
    public static int[] drawnRows(int[] counts) {
        int[] rows = new int[counts.length + 1];
        int kept = 0;
        for (int i = 0; i < counts.length; i++) {
            rows[kept] = i;
            // Without a branch, of which every third would be foretold wrongly: 1 for a count above zero.
            kept += -counts[i] >>> 31;
        }
        return Arrays.copyOf(rows, kept);
    }
}
