package org.isoflop.bench.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.comparison.Chance;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Crossing;
import org.isoflop.comparison.Duel;
import org.isoflop.comparison.Estimate;
import org.isoflop.comparison.Hindcast;
import org.isoflop.comparison.JointDraws;
import org.isoflop.comparison.Multiplier;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Interval;

/** How often, over simulated tables of one scenario, the truth was where the comparison said. */
final class Tally {
    private static final double LEVEL = 0.9;

    private static final int RESAMPLES = 200;

    private static final int SEARCHES = 8;

    /** What is said with more certainty than this should be right as often. */
    private static final double SURE = 0.9;

    private final Scenario scenario;
    private final Duel truth;
    private int tables;
    private int[] crossing = new int[2];
    private int[] difference = new int[2];
    private int[] multiplier = new int[2];
    private int[] sure = new int[2];
    private int[] right = new int[2];

    private Tally(Scenario scenario) {
        this.scenario = scenario;
        truth = Comparison.of(question(), scenario.exact(), Optional.empty(), 1).leading();
    }

    /** Compares in so many tables. */
    static Tally of(Scenario scenario, int tables, int threads) {
        var tally = new Tally(scenario);
        for (int t = 0; t < tables; t++) {
            tally.add(t, threads);
        }
        return tally;
    }

    private Comparison.Question question() {
        return new Comparison.Question(scenario.path(), scenario.target(), Map.of(), false, LEVEL);
    }

    private void add(int table, int threads) {
        Runs runs = scenario.draw(table);
        int[] units = IntStream.range(0, runs.size()).toArray();
        Contest contest = Contest.of(
                scenario.law(),
                runs,
                "recipe",
                units,
                Fitter.withDefaults().starts(SEARCHES).threads(threads),
                List.of());
        List<Contender> contenders = contest.contenders(new JointDraws(RESAMPLES, 1, threads, Progress.NONE));
        Optional<Hindcast> hindcast = Hindcast.of(contest, contenders, threads, Progress.NONE);
        Duel duel = Comparison.of(question(), contenders, hindcast, threads).leading();
        tables++;
        boolean same = duel.first().equals(truth.first());
        double sign = same ? 1 : -1;
        count(difference, duel.difference(), sign * truth.difference().value());
        List<Multiplier> known = same ? truth.ofSecond() : truth.ofFirst();
        count(
                multiplier,
                duel.ofSecond().getLast().times(),
                known.getLast().times().value());
        crossing(duel);
        said(duel.better(), same);
    }

    private static void count(int[] into, Estimate estimate, double truth) {
        into[0] += holds(estimate.plain(), truth);
        into[1] += holds(estimate.believed(), truth);
    }

    private static int holds(Optional<Interval> interval, double truth) {
        return interval.isPresent() && interval.get().contains(truth) ? 1 : 0;
    }

    /** Where none is found, the comparison says before which scale there is none; one the other way round is a miss. */
    private void crossing(Duel duel) {
        Crossing known = truth.crossing().orElseThrow();
        double place = known.scale().value();
        if (duel.crossings().isEmpty()) {
            boolean holds = place >= duel.notBefore().orElse(Double.POSITIVE_INFINITY);
            crossing[0] += holds ? 1 : 0;
            crossing[1] += holds ? 1 : 0;
        }
        duel.crossings().stream()
                .filter(c -> c.below().equals(known.below()))
                .min(Comparator.comparingDouble(c -> Math.abs(Math.log(c.scale().value() / place))))
                .ifPresent(c -> count(crossing, c.scale(), place));
    }

    private void said(Chance better, boolean isRight) {
        double[] said = {better.plain().orElse(Double.NaN), better.believed().orElse(Double.NaN)};
        for (int k = 0; k < 2; k++) {
            sure[k] += said[k] > SURE ? 1 : 0;
            right[k] += said[k] > SURE && isRight ? 1 : 0;
        }
    }

    /** The share of tables in which the calibrated interval of the crossing held it. */
    double crossingCoverage() {
        return (double) crossing[1] / tables;
    }

    /** The same of the difference at the target. */
    double differenceCoverage() {
        return (double) difference[1] / tables;
    }

    /** Of what was said with more certainty than 0.9, how much was right; 1 if nothing was. */
    double rightWhenSure() {
        return sure[1] == 0 ? 1 : (double) right[1] / sure[1];
    }

    /** As cells of a row. */
    List<String> row() {
        return List.of(
                scenario.text(),
                "%.1e".formatted(truth.crossing().orElseThrow().scale().value()),
                share(crossing[0]),
                share(crossing[1]),
                share(difference[0]),
                share(difference[1]),
                share(multiplier[0]),
                share(multiplier[1]),
                right[0] + "/" + sure[0],
                right[1] + "/" + sure[1]);
    }

    private String share(int count) {
        return "%d %%".formatted(Math.round(100.0 * count / tables));
    }
}
