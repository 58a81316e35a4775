package org.isoflop.design;

import java.util.Arrays;

/**
 * Where runs are or might be, as a law reads them.
 *
 * @param columns for each variable of the law its values, one per place; not to be written to
 * @param flops what a run at each place costs, which is also what makes it large; not to be written to
 */
public record Places(double[][] columns, double[] flops) {
    public Places {
        for (double[] column : columns) {
            if (column.length != flops.length) {
                throw new IllegalArgumentException("columns of different lengths");
            }
        }
    }

    /** No place at all, for a law in so many variables. */
    public static Places none(int variables) {
        return new Places(new double[variables][0], new double[0]);
    }

    public int size() {
        return flops.length;
    }

    /** The values of the variables at one place. */
    public double[] row(int i) {
        return Arrays.stream(columns).mapToDouble(column -> column[i]).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Places that
                && Arrays.deepEquals(columns, that.columns)
                && Arrays.equals(flops, that.flops);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(flops);
    }

    @Override
    public String toString() {
        return size() + " places";
    }
}
