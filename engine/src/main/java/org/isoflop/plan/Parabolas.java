package org.isoflop.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.uncertainty.Draws;

/**
 * The best size by approach 2 of Hoffmann et al. 2022: a parabola in log N through the runs of each budget, and a power
 * law through the bottoms.
 *
 * <p>A loss is no parabola in log N. Where the runs of a budget do not lie evenly around its best size, or reach far, or
 * where the exponents of size and data differ, the bottom is shifted, and not by the same factor at every budget: the
 * power law goes off with the distance (Czech et al. 2026, arXiv:2603.22339). {@link #bias} says by how much runs at some
 * places would miss a given law.
 */
public final class Parabolas {
    private static final int FEWEST_BUDGETS = 2;

    /** Compute that differs by less, as a share, is the same budget, as read off a figure or counted otherwise. */
    private static final double SAME = 0.05;

    private Parabolas() {}

    /** The runs of one budget. */
    private record Slice(double flops, double[] x, double[] loss) {
        static Slice of(int[] rows, double[] compute, double[] n, double[] loss) {
            return new Slice(
                    Math.exp(Arrays.stream(rows)
                            .mapToDouble(i -> Math.log(compute[i]))
                            .average()
                            .orElseThrow()),
                    Arrays.stream(rows).mapToDouble(i -> Math.log(n[i])).toArray(),
                    Arrays.stream(rows).mapToDouble(i -> loss[i]).toArray());
        }

        Parabola parabola(int[] counts) {
            return Parabola.fit(x, loss, counts);
        }

        int[] once() {
            int[] counts = new int[x.length];
            Arrays.fill(counts, 1);
            return counts;
        }

        int[] resampled(SplittableRandom random) {
            int[] counts = new int[x.length];
            for (int i = 0; i < x.length; i++) {
                counts[random.nextInt(x.length)]++;
            }
            return counts;
        }
    }

    /**
     * Lays them through runs.
     *
     * @param compute FLOPs of each run
     * @param n parameters of each run
     * @param loss of each run
     * @param resamples how many draws
     * @throws InputException unless two budgets have a bottom
     */
    public static SizeTrend through(double[] compute, double[] n, double[] loss, int resamples, long seed) {
        List<Slice> slices = Isoflops.slices(compute, n, SAME, Parabola.FEWEST).stream()
                .map(rows -> Slice.of(rows, compute, n, loss))
                .toList();
        var bottoms = new ArrayList<SizeTrend.Point>();
        var open = new ArrayList<Double>();
        for (Slice slice : slices) {
            Parabola parabola = slice.parabola(slice.once());
            parabola.bottom()
                    .ifPresentOrElse(
                            x -> bottoms.add(
                                    new SizeTrend.Point(slice.flops, slice.x.length, Math.exp(x), parabola.least())),
                            () -> open.add(slice.flops));
        }
        if (bottoms.size() < FEWEST_BUDGETS) {
            throw new InputException(
                    "parabolas need at least two budgets with four sizes or more, the best among them not at an edge; there %s"
                            .formatted(bottoms.size() == 1 ? "is 1" : "is none"),
                    "Fit a law of N and D instead, which needs no equal budgets: isoflop fit RUNS.");
        }
        return new SizeTrend(bottoms, open, SizeTrend.line(bottoms), draws(slices, resamples, seed));
    }

    private static Draws draws(List<Slice> slices, int resamples, long seed) {
        var root = new SplittableRandom(seed);
        var found = new ArrayList<double[]>();
        for (int k = 0; k < resamples; k++) {
            SplittableRandom random = root.split();
            OptionalDouble[] bottoms = slices.stream()
                    .map(slice -> slice.parabola(slice.resampled(random)).bottom())
                    .toArray(OptionalDouble[]::new);
            int[] kept = IntStream.range(0, bottoms.length)
                    .filter(i -> bottoms[i].isPresent())
                    .toArray();
            if (kept.length >= FEWEST_BUDGETS) {
                PowerLine line = PowerLine.through(
                        Arrays.stream(kept)
                                .mapToDouble(i -> Math.log(slices.get(i).flops))
                                .toArray(),
                        Arrays.stream(kept)
                                .mapToDouble(i -> bottoms[i].getAsDouble())
                                .toArray());
                found.add(new double[] {line.level(), line.exponent()});
            }
        }
        return new Draws(found, resamples - found.size(), 0, 0);
    }

    /**
     * By which factor parabolas through runs at these places would miss the best N of a law, had the law been true and
     * the runs without noise.
     *
     * @param law in N and D, such as one fitted to the same runs
     * @param flops the budget at which N is wanted
     * @return N by parabolas over the best N; NaN where there is none
     */
    public static double bias(
            Allocation law, double[] theta, double[] compute, double[] n, double[] tokens, double flops) {
        double[] loss = IntStream.range(0, n.length)
                .mapToDouble(i -> law.landscape().loss(n[i], tokens[i], theta))
                .toArray();
        try {
            return through(compute, n, loss, 0, 0).line().at(flops)
                    / law.parameters(flops, theta).orElse(Double.NaN);
        } catch (InputException _) {
            return Double.NaN;
        }
    }
}
