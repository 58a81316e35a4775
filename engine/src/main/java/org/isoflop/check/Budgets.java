package org.isoflop.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
        int[] order = IntStream.range(0, compute.length)
                .filter(i -> compute[i] > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(compute[a], compute[b]))
                .mapToInt(i -> i)
                .toArray();
        var budgets = new ArrayList<int[]>();
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && compute[order[to]] <= compute[order[from]] * (1 + same)) {
                to++;
            }
            int[] rows = Arrays.copyOfRange(order, from, to);
            if (Arrays.stream(rows).mapToDouble(i -> n[i]).distinct().count() >= ENOUGH_SIZES) {
                budgets.add(rows);
            }
            from = to;
        }
        return budgets.size() < 2 ? List.of() : budgets;
    }
}
