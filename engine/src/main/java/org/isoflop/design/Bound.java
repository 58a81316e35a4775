package org.isoflop.design;

/**
 * How low the criterion can be at all: no design within the limits, not even one of parts of runs, does better.
 *
 * <p>The criterion is convex in the numbers of runs, so it lies above its tangent: {@code F(n*) >= F(n) - sum (n*_c - n_c)
 * s_c}, with {@code s_c} the fall per run at candidate c. The largest {@code sum n*_c s_c} within the budget B and R runs
 * is at most {@code lambda B + R max (s_c - lambda cost_c)+} for any price lambda of a FLOP; the least of these is taken.
 * Where the number of runs does not bind this is the equivalence theorem (Kiefer and Wolfowitz 1960, with costs Fedorov
 * 1972): a design is the best if no candidate's fall per FLOP exceeds its own mean.
 */
final class Bound {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 200;

    private Bound() {}

    /** The lower bound that the design on a board proves. */
    static double of(Board board, Limits limits) {
        int n = board.candidates().size();
        double[] slopes = new double[n];
        double[] flops = new double[n];
        double own = 0;
        double highest = 0;
        for (int c = 0; c < n; c++) {
            slopes[c] = board.slope(c);
            flops[c] = board.candidates().get(c).flops();
            own += board.count(c) * slopes[c];
            highest = Math.max(highest, slopes[c] / flops[c]);
        }
        return board.value() + own - cheapest(slopes, flops, highest, limits);
    }

    /** The least over prices, a convex function of them. */
    private static double cheapest(double[] slopes, double[] flops, double highest, Limits limits) {
        double low = 0;
        double high = highest;
        for (int i = 0; i < STEPS && high - low > 1e-14 * highest; i++) {
            double a = high - GOLDEN * (high - low);
            double b = low + GOLDEN * (high - low);
            if (most(slopes, flops, a, limits) < most(slopes, flops, b, limits)) {
                high = b;
            } else {
                low = a;
            }
        }
        return Math.min(most(slopes, flops, highest, limits), most(slopes, flops, 0.5 * (low + high), limits));
    }

    private static double most(double[] slopes, double[] flops, double price, Limits limits) {
        double most = 0;
        for (int c = 0; c < slopes.length; c++) {
            most = Math.max(most, slopes[c] - price * flops[c]);
        }
        return price * limits.flops() + limits.runs() * most;
    }
}
