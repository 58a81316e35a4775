package org.isoflop.formula;

/** What {@link VectorCode} makes: a summation over one block of rows. */
interface VectorSum {
    /**
     * Adds the terms of a block's rows to their lanes.
     *
     * @param columns the prepared columns, padded
     * @param from the first row
     * @param n how many rows, whole lanes
     * @param values an array for each of the program's instructions and one to spare, as long as a block
     * @param scalars what is the same for all rows, in the order of {@link Program#scalars}
     * @param lanes eight sums per term
     */
    void add(double[][] columns, int from, int n, double[][] values, double[] scalars, double[] lanes);
}
