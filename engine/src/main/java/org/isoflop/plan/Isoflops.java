package org.isoflop.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of equal compute: the slices of an IsoFLOP study. */
public final class Isoflops {
    private Isoflops() {}

    /**
     * For each budget its rows, cheapest budget first; those with enough sizes.
     *
     * @param compute FLOPs of each row; a row without a positive one belongs to no slice
     * @param n the parameters of each row
     * @param same compute that differs by less, as a share, is the same budget
     * @param sizes how many different sizes a slice has at least
     */
    public static List<int[]> slices(double[] compute, double[] n, double same, int sizes) {
        int[] order = IntStream.range(0, compute.length)
                .filter(i -> compute[i] > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(compute[a], compute[b]))
                .mapToInt(i -> i)
                .toArray();
        var slices = new ArrayList<int[]>();
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && compute[order[to]] <= compute[order[from]] * (1 + same)) {
                to++;
            }
            int[] rows = Arrays.copyOfRange(order, from, to);
            if (Arrays.stream(rows).mapToDouble(i -> n[i]).distinct().count() >= sizes) {
                slices.add(rows);
            }
            from = to;
        }
        return slices;
    }
}
