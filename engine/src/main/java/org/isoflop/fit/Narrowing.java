package org.isoflop.fit;

import org.isoflop.formula.Prepared;

/**
 * The way to the minimum of a penalty that is bent much more sharply than residuals are large, such as absolute values:
 * over wider bends, each a quarter of the one before. At a sharp bend the minimum passes through as many rows as there
 * are parameters, and which ones these are is found on the way.
 */
final class Narrowing {
    /** The first bend, as a share of the residuals. */
    private static final double FIRST = 0.5;

    private static final double NARROWER = 4;

    /** With all rows but a few beyond the bend, a row too many on one side is worth about this cosine at full width. */
    private static final double GOAL = 3e-4;

    private static final int MOST_STEPS = 60;

    private Narrowing() {}

    /**
     * A point from which the search at the last width is short.
     *
     * @param size of the residuals
     * @param last the width at which the search will end
     */
    static double[] towards(
            Minimizer minimizer, double[] from, Prepared rows, double size, double last, int maxIterations) {
        double[] theta = from;
        int steps = Math.min(maxIterations, MOST_STEPS);
        for (double width = FIRST * size; width > last * NARROWER; width /= NARROWER) {
            double goal = GOAL * Math.sqrt(width / size);
            theta = minimizer
                    .search(theta, width, rows, goal, Minimizer.NEAR_DAMPING, steps)
                    .theta();
        }
        return theta;
    }
}
