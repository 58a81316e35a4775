package org.isoflop.check;

import java.util.List;
import org.isoflop.plan.Isoflops;
import org.isoflop.runs.Runs;

/** Rows of equal compute. */
final class Budgets {
    /** Compute that differs by less is the same budget, as read off a figure or counted in another way than planned. */
    private static final double SAME = 0.05;

    /** The same where compute is computed from N and D, which may come out alike by chance. */
    private static final double SAME_PRODUCT = 0.005;

    /** A budget is a slice if it has so many sizes. */
    private static final int ENOUGH_SIZES = 4;

    private Budgets() {}

    /** For each budget its rows, cheapest first; those with at least four sizes; none if there are fewer than two. */
    static List<int[]> of(Runs runs) {
        double[] compute = Case.compute(runs).orElse(new double[0]);
        if (compute.length == 0 || !runs.numberNames().contains("N")) {
            return List.of();
        }
        double[] n = runs.numbers("N");
        double same = runs.numberNames().contains("C") ? SAME : SAME_PRODUCT;
        List<int[]> budgets = Isoflops.slices(compute, n, same, ENOUGH_SIZES);
        return budgets.size() < 2 ? List.of() : budgets;
    }
}
