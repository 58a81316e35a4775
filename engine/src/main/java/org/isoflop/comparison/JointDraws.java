package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.fit.SharedSearch;
import org.isoflop.fit.Workers;

/**
 * Resamples of the runs of several recipes at once. Every cell weighs something, exponentially distributed (the Bayesian
 * bootstrap, Rubin 1981), and all runs of a cell weigh the same in all recipes: what runs of one size, data and seed have
 * in common cancels in differences. Where no cell is in two recipes their draws are independent. Weights leave every run
 * in every resample, so that a recipe with few runs can be fitted in all of them.
 *
 * @param resamples how many
 * @param seed of the random streams
 * @param threads how many threads to use; makes no difference to the result
 * @param progress hears how far the work has come
 */
public record JointDraws(int resamples, long seed, int threads, Progress progress) {

    /** For each recipe its parameters at every resample; NaN where a search ended nowhere. */
    List<List<double[]>> of(List<Search> searches, Pairing pairing) {
        return of(List.of(searches), new int[resamples], pairing).stream()
                .map(voices -> voices.stream().map(Voice::theta).toList())
                .toList();
    }

    /**
     * The same where in every resample one of several laws is fitted, to all recipes the same.
     *
     * @param laws for each law the search of every recipe
     * @param speakers for each resample the number of the law
     */
    List<List<Voice>> of(List<List<Search>> laws, int[] speakers, Pairing pairing) {
        int n = laws.getFirst().size();
        Voice[][] drawn = new Voice[n][resamples];
        Workers.run(
                resamples,
                threads,
                () -> laws.stream()
                        .map(searches -> searches.stream().map(Search::refitter).toList())
                        .toList(),
                (k, refitters) -> {
                    double[] share = shares(pairing.cells(), k);
                    for (int r = 0; r < n; r++) {
                        Search search = laws.get(speakers[k]).get(r);
                        double[] weights = weights(
                                share, pairing.cellOf()[r], search.sample().weights());
                        double[] theta = refitters
                                .get(speakers[k])
                                .get(r)
                                .refit(search.sample().response(), weights);
                        drawn[r][k] = new Voice(search.fit().model(), theta);
                    }
                },
                progress,
                "resamples");
        return Arrays.stream(drawn).map(List::of).toList();
    }

    /**
     * The same for recipes that share parameters.
     *
     * @param rowsOf for each recipe its rows among those of the search
     */
    List<List<double[]>> of(SharedSearch search, int[][] rowsOf, Pairing pairing) {
        int n = rowsOf.length;
        int rows = Arrays.stream(rowsOf).mapToInt(r -> r.length).sum();
        double[][][] drawn = new double[n][resamples][];
        Workers.run(
                resamples,
                threads,
                search::refitter,
                (k, refitter) -> {
                    double[] share = shares(pairing.cells(), k);
                    double[] weights = new double[rows];
                    for (int r = 0; r < n; r++) {
                        double[] ones = new double[rowsOf[r].length];
                        Arrays.fill(ones, 1);
                        // What a recipe borrows is drawn instead.
                        double[] own = search.borrows(r) ? ones : weights(share, pairing.cellOf()[r], ones);
                        for (int i = 0; i < own.length; i++) {
                            weights[rowsOf[r][i]] = own[i];
                        }
                    }
                    double[][] thetas = refitter.refit(weights, new SplittableRandom(mixed(~k)));
                    for (int r = 0; r < n; r++) {
                        drawn[r][k] = thetas[r];
                    }
                },
                progress,
                "resamples");
        return Arrays.stream(drawn).map(List::of).toList();
    }

    private long mixed(int k) {
        return seed * 0x9E3779B97F4A7C15L + k;
    }

    private double[] shares(int cells, int k) {
        var random = new SplittableRandom(mixed(k));
        double[] share = new double[cells];
        Arrays.setAll(share, c -> -Math.log(1 - random.nextDouble()));
        return share;
    }

    /** What each row weighs: as much as its cell, and once on average. */
    private static double[] weights(double[] share, int[] cellOf, double[] own) {
        double[] weights = new double[cellOf.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = own[i] * share[cellOf[i]];
            sum += weights[i];
        }
        double mean = sum / weights.length;
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= mean;
        }
        return weights;
    }

    /**
     * Which runs of different recipes belong together.
     *
     * @param cellOf for each recipe and row of it the number of its cell; not to be written to
     * @param cells how many there are
     * @param shared how many of them hold runs of more than one recipe
     */
    public record Pairing(int[][] cellOf, int cells, int shared) {
        /**
         * Runs of different recipes that are alike in what names them are one cell; runs of the same recipe never are,
         * unless they are rows of one unit.
         *
         * @param names for each recipe and row what it has in common with runs of other recipes
         * @param unitOf for each recipe and row the number of its training run
         */
        static Pairing of(List<List<String>> names, List<int[]> unitOf) {
            var numbers = new HashMap<String, Integer>();
            var holders = new ArrayList<Integer>();
            int[][] cellOf = new int[names.size()][];
            for (int r = 0; r < cellOf.length; r++) {
                var times = new HashMap<String, Integer>();
                var ofUnit = new HashMap<Integer, Integer>();
                cellOf[r] = new int[names.get(r).size()];
                for (int i = 0; i < cellOf[r].length; i++) {
                    int row = i;
                    List<String> own = names.get(r);
                    cellOf[r][i] = ofUnit.computeIfAbsent(unitOf.get(r)[i], unit -> {
                        int time = times.merge(own.get(row), 1, Integer::sum);
                        int cell = numbers.computeIfAbsent(own.get(row) + "#" + time, key -> numbers.size());
                        if (cell == holders.size()) {
                            holders.add(0);
                        }
                        holders.set(cell, holders.get(cell) + 1);
                        return cell;
                    });
                }
            }
            return new Pairing(cellOf, numbers.size(), (int)
                    holders.stream().filter(h -> h > 1).count());
        }

        /** The cells of some of the rows of each recipe. */
        Pairing at(List<int[]> rows) {
            int[][] chosen = new int[cellOf.length][];
            for (int r = 0; r < chosen.length; r++) {
                int[] all = cellOf[r];
                chosen[r] = Arrays.stream(rows.get(r)).map(i -> all[i]).toArray();
            }
            return new Pairing(chosen, cells, shared);
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
            return cells + " cells, " + shared + " in common";
        }
    }
}
