package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a back-test divides the runs: it fits those below and predicts those above.
 *
 * @param edge the size of the largest run below
 * @param below the rows of runs that are no larger than the edge; not to be written to
 * @param above the rows beyond the edge, all of them of other runs; not to be written to
 */
public record Cut(double edge, int[] below, int[] above) {

    /** Cuts lie between these shares of the runs: with fewer below there is little to fit, above little to predict. */
    private static final double FIRST = 0.35;

    private static final double LAST = 0.9;

    /**
     * Cuts with a rolling origin, evenly spaced over the runs in order of size.
     *
     * <p>A training run is below or above as a whole: its size is that of its largest row. Rows of a run above that are
     * themselves no larger than the edge (early checkpoints) are neither fitted nor predicted.
     *
     * @param sizes of the rows, such as their compute
     * @param unitOf for each row the number of its training run, from 0
     * @param count how many cuts are wanted; runs of equal size make some of them one
     * @param least how many rows there must be below
     */
    public static List<Cut> rolling(double[] sizes, int[] unitOf, int count, int least) {
        double[] largest = largest(sizes, unitOf);
        double[] sorted = Arrays.stream(largest).sorted().toArray();
        var cuts = new ArrayList<Cut>();
        double last = Double.NaN;
        for (int k = 0; k < count && sorted.length > 1; k++) {
            double share = count == 1 ? (FIRST + LAST) / 2 : FIRST + (LAST - FIRST) * k / (count - 1);
            double edge = sorted[(int) (share * (sorted.length - 1))];
            Cut cut = at(edge, sizes, unitOf, largest);
            if (edge != last && cut.below().length >= least && cut.above().length > 0) {
                cuts.add(cut);
                last = edge;
            }
        }
        return List.copyOf(cuts);
    }

    /** The cut at an edge; there may be no rows on a side of it. */
    static Cut at(double edge, double[] sizes, int[] unitOf) {
        return at(edge, sizes, unitOf, largest(sizes, unitOf));
    }

    private static Cut at(double edge, double[] sizes, int[] unitOf, double[] largest) {
        return new Cut(
                edge,
                rows(sizes.length, i -> largest[unitOf[i]] <= edge),
                rows(sizes.length, i -> largest[unitOf[i]] > edge && sizes[i] > edge));
    }

    /** The size of every training run: that of its largest row. */
    private static double[] largest(double[] sizes, int[] unitOf) {
        double[] largest = new double[Arrays.stream(unitOf).max().orElse(-1) + 1];
        for (int i = 0; i < sizes.length; i++) {
            largest[unitOf[i]] = Math.max(largest[unitOf[i]], sizes[i]);
        }
        return largest;
    }

    private static int[] rows(int size, java.util.function.IntPredicate which) {
        return IntStream.range(0, size).filter(which).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "cut at %s: %d rows below, %d above".formatted(edge, below.length, above.length);
    }
}
