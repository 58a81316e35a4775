package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Workers;
import org.isoflop.forecast.Cut;
import org.jspecify.annotations.Nullable;

/**
 * What the small runs would have said of the large ones: below several cuts all recipes are fitted anew, and at the
 * places of the runs above, their curves are held against those of the fits to all runs. Of most interest is how far
 * recipes lie apart: what the law gets wrong in all recipes alike cancels, and only the rest enters a decision.
 *
 * @param ofDifferences scores of each curve's distance from the mean of all
 * @param ofLevels scores of the curves themselves
 */
public record Hindcast(Widening ofDifferences, Widening ofLevels) {
    static final int CUTS = 6;

    private static final int SEARCHES = 8;

    private static final int SCANNED = 96;

    private static final int DRAWS = 40;

    /** Rows beyond its own parameters that a recipe needs below a cut. */
    private static final int SPARE = 2;

    private static final int FEWEST_CUTS = 2;

    private static final int PLACES_PER_CUT = 30;

    /** Between the 10th and the 90th percentile of a normal distribution lie so many standard deviations. */
    private static final double DECILES = 2.5631;

    /**
     * Cuts, fits and compares; empty if too few cuts leave two recipes enough runs.
     *
     * @param whole the recipes fitted to all their runs
     */
    public static Optional<Hindcast> of(Forecaster contest, List<Contender> whole, int threads, Progress progress) {
        List<Cut> cuts = cuts(contest);
        var found = new @Nullable Scores[cuts.size()];
        Fitter light = light(contest.fitter());
        Workers.run(
                cuts.size(),
                threads,
                () -> light,
                (c, fitter) -> found[c] = scores(contest.searching(fitter), whole, cuts.get(c), c),
                progress,
                "back-test cuts");
        var differences = new ArrayList<Widening.Score>();
        var levels = new ArrayList<Widening.Score>();
        for (Scores scores : found) {
            if (scores != null) {
                differences.addAll(scores.differences);
                levels.addAll(scores.levels);
            }
        }
        var hindcast = new Hindcast(new Widening(differences), new Widening(levels));
        return hindcast.ofDifferences.cuts() < FEWEST_CUTS ? Optional.empty() : Optional.of(hindcast);
    }

    /**
     * What to widen the difference of two recipes by. With a published law nothing cancels that is not known to err in the
     * same way.
     */
    public Widening ofContrasts(List<Contender> contenders) {
        return contenders.stream().anyMatch(Contender::isPublished) ? ofLevels : ofDifferences;
    }

    /** Cuts of the runs of all recipes together. */
    static List<Cut> cuts(Forecaster contest) {
        return Cut.rolling(
                contest.recipes().scales(), contest.recipes().unitOf(), CUTS, 2 * (contest.parameters() + SPARE));
    }

    static Fitter light(Fitter fitter) {
        return fitter.scan(SCANNED).starts(SEARCHES).threads(1).progress(Progress.NONE);
    }

    private record Scores(List<Widening.Score> differences, List<Widening.Score> levels) {}

    private static @Nullable Scores scores(Forecaster contest, List<Contender> whole, Cut cut, int number) {
        int[] chosen = recipesBelow(contest, cut);
        if (chosen.length < 2) {
            return null;
        }
        Recipes recipes = contest.recipes();
        List<Contender> below;
        try {
            below = contest.at(cut.below(), chosen)
                    .contenders(new JointDraws(DRAWS, contest.fitter().seed(), 1, Progress.NONE));
        } catch (InputException _) {
            return null;
        }
        // Where one of them has no runs any more, the fit to all runs is a forecast itself.
        double common = Arrays.stream(chosen)
                .mapToDouble(r -> whole.get(r).span().high())
                .min()
                .orElseThrow();
        int[] places = Arrays.stream(cut.above())
                .filter(i -> recipes.scales()[i] <= common)
                .toArray();
        var scores = new Scores(new ArrayList<>(), new ArrayList<>());
        int step = Math.max(1, places.length / PLACES_PER_CUT);
        for (int p = 0; p < places.length; p += step) {
            int row = places[p];
            double reach = Math.log(recipes.scales()[row] / cut.edge());
            double[][] drawn = new double[chosen.length][];
            double[] error = new double[chosen.length];
            for (int r = 0; r < chosen.length; r++) {
                Contender fitted = below.get(r);
                double now = fitted.estimate().at(recipes.runs(), row);
                double then = whole.get(chosen[r]).estimate().at(recipes.runs(), row);
                error[r] = now - then;
                drawn[r] = fitted.draws().stream()
                        .mapToDouble(draw -> draw.at(recipes.runs(), row))
                        .toArray();
            }
            for (int r = 0; r < chosen.length; r++) {
                add(scores.levels, number, reach, error[r], deviation(drawn[r]));
                add(scores.differences, number, reach, error[r] - mean(error), deviation(apart(drawn, r)));
            }
        }
        return scores;
    }

    static int[] recipesBelow(Forecaster contest, Cut cut) {
        var isBelow = new java.util.BitSet();
        Arrays.stream(cut.below()).forEach(isBelow::set);
        return IntStream.range(0, contest.recipes().size())
                .filter(r -> Arrays.stream(contest.recipes().rowsOf().get(r))
                                .filter(isBelow::get)
                                .count()
                        >= contest.parameters() + SPARE)
                .toArray();
    }

    private static void add(List<Widening.Score> into, int cut, double reach, double error, double claimed) {
        // Recipes with the same runs differ in nothing, and nothing is to be learnt from them.
        if (Double.isFinite(error) && claimed > 0 && !Bundle.isTie(claimed + 1, 1)) {
            into.add(new Widening.Score(cut, reach, error / claimed));
        }
    }

    private static double[] apart(double[][] drawn, int r) {
        return IntStream.range(0, drawn[r].length)
                .mapToDouble(k -> drawn[r][k]
                        - Arrays.stream(drawn).mapToDouble(d -> d[k]).average().orElse(0))
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** A standard deviation that a few resamples gone astray do not rule. */
    private static double deviation(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        int n = sorted.length;
        return n < 2 ? 0 : (sorted[(int) (0.9 * n)] - sorted[(int) (0.1 * n)]) / DECILES;
    }
}
