package org.isoflop.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.fit.Progress;
import org.isoflop.fit.SharedSearch;
import org.isoflop.fit.Workers;

/**
 * The pairs bootstrap of a law with shared parameters: rows, or units of them, are drawn with repetition within every
 * group, and all groups are fitted again together. A group that borrows keeps its rows, and what it borrows is drawn.
 *
 * @param resamples how many
 * @param seed of the random streams
 * @param threads how many threads to use; makes no difference to the result
 * @param progress hears how far the work has come
 */
public record GroupBootstrap(int resamples, long seed, int threads, Progress progress) {
    private static final int MAX_REDRAWS = 100;

    /**
     * The draws of each group; draw i of every group comes from the same resample.
     *
     * @param groupOf for each row its group
     * @param unitOf for each row the number of its unit, from 0; a unit lies within a group
     */
    public List<Draws> draw(SharedSearch search, int[] groupOf, int[] unitOf) {
        int groups = search.fits().size();
        int[][] rowsOf = IntStream.range(0, groups)
                .mapToObj(g -> IntStream.range(0, groupOf.length)
                        .filter(i -> groupOf[i] == g)
                        .toArray())
                .toArray(int[][]::new);
        double[][][] drawn = new double[resamples][][];
        Workers.run(
                resamples,
                threads,
                search::refitter,
                (i, refitter) -> {
                    var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + i);
                    int[] counts = new int[groupOf.length];
                    for (int g = 0; g < groups; g++) {
                        if (search.borrows(g)) {
                            Arrays.stream(rowsOf[g]).forEach(row -> counts[row] = 1);
                        } else {
                            draw(rowsOf[g], unitOf, search.ownParameters(), counts, random);
                        }
                    }
                    drawn[i] = refitter.refit(counts, random);
                },
                progress,
                "resamples");
        return IntStream.range(0, groups).mapToObj(g -> draws(drawn, g)).toList();
    }

    /** A group needs at least as many different rows as it has parameters of its own. */
    private static void draw(int[] rows, int[] unitOf, int least, int[] counts, SplittableRandom random) {
        int[] units = Arrays.stream(rows).map(row -> unitOf[row]).distinct().toArray();
        for (int attempt = 0; attempt < MAX_REDRAWS; attempt++) {
            var times = new java.util.HashMap<Integer, Integer>();
            for (int k = 0; k < units.length; k++) {
                times.merge(units[random.nextInt(units.length)], 1, Integer::sum);
            }
            int distinct = 0;
            for (int row : rows) {
                counts[row] = times.getOrDefault(unitOf[row], 0);
                distinct += counts[row] > 0 ? 1 : 0;
            }
            if (distinct >= least) {
                return;
            }
        }
    }

    private static Draws draws(double[][][] drawn, int group) {
        var theta = new ArrayList<double[]>();
        for (double[][] one : drawn) {
            if (Arrays.stream(one[group]).allMatch(Double::isFinite)) {
                theta.add(one[group]);
            }
        }
        return new Draws(theta, drawn.length - theta.size(), 0, 0);
    }
}
