package org.isoflop.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.fit.Workers;

/**
 * The pairs bootstrap: rows are drawn with repetition and the law is fitted again, searched from the optimum over all
 * rows (Efron 1979; Freedman 1981 for regression).
 *
 * <p>Every {@value #CHECK_EVERY}th resample, but not more than {@value #MOST_CHECKS} of them, is searched from the other local optima as well, so that a warm start that
 * holds on to a worse optimum does not go unseen. Each resample has its own random stream, so that threads make no
 * difference.
 *
 * @param resamples how many
 * @param seed of the random streams
 * @param threads how many threads to use
 * @param progress hears how far the work has come
 */
public record Bootstrap(int resamples, long seed, int threads, Progress progress) {
    private static final int CHECK_EVERY = 20;

    /** So many checks find one bad resample in ten with 97 % certainty; more of them only take time. */
    private static final int MOST_CHECKS = 32;

    /** A resample with fewer distinct units than parameters says nothing; it is drawn again, at most so often. */
    private static final int MAX_REDRAWS = 100;

    public Bootstrap {
        if (resamples < 0) {
            throw new IllegalArgumentException("resamples: " + resamples);
        }
    }

    /** Draws rows as if each were independent of the others. */
    public Draws draw(Search search) {
        return draw(
                search, java.util.stream.IntStream.range(0, search.fit().rows()).toArray());
    }

    /**
     * Draws whole units, such as training runs with all their checkpoints.
     *
     * @param unitOf for each row the number of its unit, from 0
     */
    public Draws draw(Search search, int[] unitOf) {
        int units = Arrays.stream(unitOf).max().orElse(-1) + 1;
        int parameters = search.fit().theta().length;
        int checkEvery = Math.max(CHECK_EVERY, (resamples + MOST_CHECKS - 1) / MOST_CHECKS);
        double[][] drawn = new double[resamples][];
        boolean[] moved = new boolean[resamples];
        Workers.run(
                resamples,
                threads,
                search::refitter,
                (i, refitter) -> {
                    int[] counts = counts(unitOf, units, parameters, i);
                    double[] warm = refitter.refit(counts);
                    drawn[i] = i % checkEvery == 0 ? refitter.refitThoroughly(counts, warm) : warm;
                    moved[i] = !Arrays.equals(drawn[i], warm);
                },
                progress,
                "resamples");
        var theta = new ArrayList<double[]>();
        int disagreeing = 0;
        for (int i = 0; i < resamples; i++) {
            if (Arrays.stream(drawn[i]).allMatch(Double::isFinite)) {
                theta.add(drawn[i]);
            }
            disagreeing += moved[i] ? 1 : 0;
        }
        int checked = (resamples + checkEvery - 1) / checkEvery;
        return new Draws(theta, resamples - theta.size(), disagreeing, checked);
    }

    private int[] counts(int[] unitOf, int units, int parameters, int resample) {
        var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + resample);
        int[] drawn = new int[units];
        for (int attempt = 0; attempt < MAX_REDRAWS; attempt++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < units; i++) {
                drawn[random.nextInt(units)]++;
            }
            if (distinctRows(unitOf, drawn) >= parameters) {
                break;
            }
        }
        return Arrays.stream(unitOf).map(unit -> drawn[unit]).toArray();
    }

    private static int distinctRows(int[] unitOf, int[] drawn) {
        int distinct = 0;
        for (int unit : unitOf) {
            distinct += drawn[unit] > 0 ? 1 : 0;
        }
        return distinct;
    }
}
