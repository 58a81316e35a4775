package org.isoflop.hyper;

/** What a cell says about the best factors: a place, or why there is none to be had. */
public sealed interface Optimum {

    /**
     * The lowest point of the surface through the runs near the best.
     *
     * @param at the logarithm of each factor
     * @param logLoss the logarithm of the loss there
     * @param inverse the inverse of the surface's second derivatives, by pairs of factors
     * @param near how many runs the surface was fitted to
     * @param noise the standard deviation of the logarithm of the loss around the surface; 0 where nothing is left over
     */
    record Found(double[] at, double logLoss, double[][] inverse, int near, double noise) implements Optimum {
        /**
         * By how much the logarithm of a factor may be off, the other factors following, before the loss is a share
         * higher: {@code sqrt(2 ln(1 + share) inverse_jj)}.
         *
         * @param share such as 0.001
         */
        public double reach(int factor, double share) {
            return Math.sqrt(2 * Math.log1p(share) * inverse[factor][factor]);
        }
    }

    /** There are too few runs, or too few values of a factor, near the best one. */
    record TooFew(String what) implements Optimum {}

    /**
     * The best run, or the lowest point of the surface, lies where the sweep ends or beyond.
     *
     * @param factor that would have to be swept further
     * @param high whether beyond its largest value, not below its smallest
     */
    record AtEdge(String factor, boolean high) implements Optimum {}

    /** The runs near the best one lie on no valley. */
    record NoValley() implements Optimum {}
}
