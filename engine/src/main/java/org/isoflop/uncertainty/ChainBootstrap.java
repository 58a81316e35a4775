package org.isoflop.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.fit.Workers;

/**
 * The pairs bootstrap of laws that are fitted in stages: the units of the table are drawn once for a resample, and
 * every stage is fitted to the same ones, so that errors of one stage meet those of the next as they do in the runs.
 *
 * @param resamples how many
 * @param seed of the random streams
 * @param threads how many threads to use; makes no difference to the result
 * @param progress hears how far the work has come
 */
public record ChainBootstrap(int resamples, long seed, int threads, Progress progress) {
    private static final int MAX_REDRAWS = 100;

    /**
     * The draws of every stage; draw i of each comes from the same resample.
     *
     * @param searches one per stage
     * @param rowsOf for each stage the rows of the table that it was fitted to
     * @param unitOf for each row of the table the number of its unit, from 0
     */
    public List<Draws> draw(List<Search> searches, List<int[]> rowsOf, int[] unitOf) {
        int units = Arrays.stream(unitOf).max().orElse(-1) + 1;
        double[][][] drawn = new double[resamples][][];
        Workers.run(
                resamples,
                threads,
                () -> searches.stream().map(Search::refitter).toList(),
                (i, refitters) -> {
                    int[] times = times(searches, rowsOf, unitOf, units, i);
                    drawn[i] = IntStream.range(0, searches.size())
                            .mapToObj(k -> refitters.get(k).refit(counts(rowsOf.get(k), unitOf, times)))
                            .toArray(double[][]::new);
                },
                progress,
                "resamples");
        List<double[][]> usable = Arrays.stream(drawn)
                .filter(one ->
                        Arrays.stream(one).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite))
                .toList();
        var draws = new ArrayList<Draws>();
        for (int k = 0; k < searches.size(); k++) {
            int stage = k;
            draws.add(new Draws(usable.stream().map(one -> one[stage]).toList(), resamples - usable.size(), 0, 0));
        }
        return draws;
    }

    /** How often each unit was drawn; every stage is left with at least as many rows as it has parameters. */
    private int[] times(List<Search> searches, List<int[]> rowsOf, int[] unitOf, int units, int resample) {
        var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + resample);
        int[] times = new int[units];
        for (int attempt = 0; attempt < MAX_REDRAWS; attempt++) {
            Arrays.fill(times, 0);
            for (int u = 0; u < units; u++) {
                times[random.nextInt(units)]++;
            }
            boolean enough = IntStream.range(0, searches.size())
                    .allMatch(k -> Arrays.stream(rowsOf.get(k))
                                    .filter(row -> times[unitOf[row]] > 0)
                                    .count()
                            >= searches.get(k).fit().theta().length);
            if (enough) {
                break;
            }
        }
        return times;
    }

    private static int[] counts(int[] rows, int[] unitOf, int[] times) {
        return Arrays.stream(rows).map(row -> times[unitOf[row]]).toArray();
    }
}
