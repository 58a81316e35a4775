package org.isoflop.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Penalty;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Sandwich;
import org.isoflop.fit.Search;
import org.isoflop.fit.Workers;

/**
 * The bootstrap: the runs are drawn anew, in one of the ways of {@link Resampling}, and the law is fitted again,
 * searched from the optimum over all rows.
 *
 * <p>Every {@value #CHECK_EVERY}th resample, but not more than {@value #MOST_CHECKS} of them, is searched from the other local optima as well, so that a warm start that
 * holds on to a worse optimum does not go unseen. Each resample has its own random stream, so that threads make no
 * difference.
 *
 * @param resamples how many
 * @param seed of the random streams
 * @param threads how many threads to use
 * @param progress hears how far the work has come
 * @param resampling what is drawn anew
 */
public record Bootstrap(int resamples, long seed, int threads, Progress progress, Resampling resampling) {
    private static final int CHECK_EVERY = 20;

    /** So many checks find one bad resample in ten with 97 % certainty; more of them only take time. */
    private static final int MOST_CHECKS = 32;

    /** The two points of Mammon 1993: mean 0, second and third moment 1. */
    private static final double MAMMON_LOW = (1 - Math.sqrt(5)) / 2;

    private static final double MAMMON_HIGH = (1 + Math.sqrt(5)) / 2;
    private static final double MAMMON_SHARE_LOW = (Math.sqrt(5) + 1) / (2 * Math.sqrt(5));

    public Bootstrap {
        if (resamples < 0) {
            throw new IllegalArgumentException("resamples: " + resamples);
        }
    }

    /** The bootstrap of pairs. */
    public Bootstrap(int resamples, long seed, int threads, Progress progress) {
        this(resamples, seed, threads, progress, Resampling.PAIRS);
    }

    /** Draws rows as if each were independent of the others. */
    public Draws draw(Search search) {
        return draw(search, IntStream.range(0, search.fit().rows()).toArray());
    }

    /**
     * Draws whole units, such as training runs with all their checkpoints.
     *
     * @param unitOf for each row the number of its unit, from 0
     * @throws IllegalArgumentException if residuals are to be moved from row to row although rows come in units
     */
    public Draws draw(Search search, int[] unitOf) {
        int checkEvery = Math.max(CHECK_EVERY, (resamples + MOST_CHECKS - 1) / MOST_CHECKS);
        Redraw redraw = redraw(search, unitOf);
        double[][] drawn = new double[resamples][];
        boolean[] moved = new boolean[resamples];
        boolean[] smoothed = new boolean[resamples];
        Workers.run(
                resamples,
                threads,
                search::refitter,
                (i, refitter) -> {
                    Resample resample = redraw.resample(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + i));
                    double[] warm = resample.refit(refitter);
                    drawn[i] = i % checkEvery == 0 ? resample.refitThoroughly(refitter, warm) : warm;
                    moved[i] = !Arrays.equals(drawn[i], warm);
                    smoothed[i] = resample.smoothed();
                },
                progress,
                "resamples");
        var theta = new ArrayList<double[]>();
        int disagreeing = 0;
        int weighed = 0;
        for (int i = 0; i < resamples; i++) {
            if (Arrays.stream(drawn[i]).allMatch(Double::isFinite)) {
                theta.add(drawn[i]);
            }
            disagreeing += moved[i] ? 1 : 0;
            weighed += smoothed[i] ? 1 : 0;
        }
        int checked = (resamples + checkEvery - 1) / checkEvery;
        return new Draws(theta, resamples - theta.size(), disagreeing, checked, weighed);
    }

    /** A resample: rows with their counts, or all rows with another response and other weights. */
    private sealed interface Resample {
        double[] refit(Search.Refitter refitter);

        double[] refitThoroughly(Search.Refitter refitter, double[] warm);

        boolean smoothed();
    }

    private record Counted(int[] counts) implements Resample {
        @Override
        public double[] refit(Search.Refitter refitter) {
            return refitter.refit(counts);
        }

        @Override
        public double[] refitThoroughly(Search.Refitter refitter, double[] warm) {
            return refitter.refitThoroughly(counts, warm);
        }

        @Override
        public boolean smoothed() {
            return false;
        }
    }

    private record Changed(double[] response, double[] weights, boolean smoothed) implements Resample {
        @Override
        public double[] refit(Search.Refitter refitter) {
            return refitter.refit(response, weights);
        }

        @Override
        public double[] refitThoroughly(Search.Refitter refitter, double[] warm) {
            return refitter.refitThoroughly(response, weights, warm);
        }
    }

    @FunctionalInterface
    private interface Redraw {
        Resample resample(SplittableRandom random);
    }

    private Redraw redraw(Search search, int[] unitOf) {
        int units = Arrays.stream(unitOf).max().orElse(-1) + 1;
        return switch (resampling) {
            case PAIRS -> random -> pairs(search, unitOf, units, random);
            case RESIDUALS -> {
                if (units < unitOf.length) {
                    throw new IllegalArgumentException("residuals of dependent rows cannot change places");
                }
                double[] residuals = standardised(search, unitOf, 0.5);
                if (search.fit().objective().penalty() instanceof Penalty.Squared) {
                    residuals = centred(residuals);
                }
                double[] pool = residuals;
                yield random -> changed(search, i -> pool[random.nextInt(pool.length)]);
            }
            case WILD, WILD_MAMMON -> {
                if (!search.fit().objective().isSymmetric()) {
                    throw new IllegalArgumentException("residuals that cost more on one side cannot change their sign");
                }
                // HC3 (MacKinnon and White 1985): a row that pulls the law towards itself has too small a residual.
                double[] residuals = standardised(search, unitOf, 1);
                yield random -> {
                    double[] signs = IntStream.range(0, units)
                            .mapToDouble(u -> sign(random))
                            .toArray();
                    return changed(search, i -> residuals[i] * signs[unitOf[i]]);
                };
            }
        };
    }

    private double sign(SplittableRandom random) {
        return resampling == Resampling.WILD
                ? random.nextBoolean() ? 1 : -1
                : random.nextDouble() < MAMMON_SHARE_LOW ? MAMMON_LOW : MAMMON_HIGH;
    }

    /** The runs as the law has them, with other residuals. */
    private static Resample changed(Search search, java.util.function.IntToDoubleFunction residual) {
        Fit fit = search.fit();
        double[] observed = search.sample().response();
        double[] response = new double[observed.length];
        for (int i = 0; i < response.length; i++) {
            double predicted = predicted(fit, observed[i], i);
            response[i] = fit.objective().observation(predicted, residual.applyAsDouble(i));
        }
        return new Changed(response, search.sample().weights(), false);
    }

    private static double predicted(Fit fit, double observed, int row) {
        return fit.objective().observation(observed, -fit.residuals()[row]);
    }

    /** Residuals as large as those of rows that the law had not seen: over {@code (1 - leverage)^power}. */
    private static double[] standardised(Search search, int[] unitOf, double power) {
        Sandwich sandwich = search.sandwich(unitOf);
        double[] leverages = sandwich.leverages();
        double[] residuals = search.fit().residuals().clone();
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] /= Math.pow(Math.max(1 - leverages[i], 0.1), power);
        }
        return residuals;
    }

    private static double[] centred(double[] residuals) {
        double mean = Arrays.stream(residuals).average().orElse(0);
        return Arrays.stream(residuals).map(r -> r - mean).toArray();
    }

    /**
     * Rows with the counts of their units. Too few distinct rows determine no law: then every unit weighs something,
     * exponentially distributed, as in the Bayesian bootstrap (Rubin 1981), whose spread is the same.
     */
    private static Resample pairs(Search search, int[] unitOf, int units, SplittableRandom random) {
        int[] drawn = new int[units];
        for (int i = 0; i < units; i++) {
            drawn[random.nextInt(units)]++;
        }
        if (distinctRows(unitOf, drawn) > search.fit().theta().length) {
            return new Counted(ofUnits(drawn, unitOf));
        }
        double[] share = new double[units];
        for (int u = 0; u < units; u++) {
            share[u] = -Math.log(1 - random.nextDouble());
        }
        double all = Arrays.stream(share).sum();
        double[] weights = search.sample().weights().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= share[unitOf[i]] * units / all;
        }
        return new Changed(search.sample().response(), weights, true);
    }

    private static int[] ofUnits(int[] counts, int[] unitOf) {
        int[] ofRows = new int[unitOf.length];
        for (int i = 0; i < ofRows.length; i++) {
            ofRows[i] = counts[unitOf[i]];
        }
        return ofRows;
    }

    private static int distinctRows(int[] unitOf, int[] drawn) {
        int distinct = 0;
        for (int unit : unitOf) {
            distinct += -drawn[unit] >>> 31;
        }
        return distinct;
    }
}
