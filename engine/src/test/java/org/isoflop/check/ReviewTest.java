package org.isoflop.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.SharedData;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Search;
import org.isoflop.fit.Tables;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Column;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

/** Each rule: a table that trips it, and one that differs from it in little and does not. */
class ReviewTest {
    private static final Fitter FITTER = Fitter.withDefaults().starts(8);

    /** 96 runs of a law, noise 0.3 %: nothing to object to. */
    private static final Runs CLEAN = Tables.simulate(
                    Tables.CHINCHILLA,
                    Tables.truth(),
                    Grid.parse("N=5e7..5e9*12, D=5e9..3e11*8").runs(),
                    0.003,
                    21)
            .let("C", Formula.parse("6*N*D").body());

    private static List<Objection> table(Runs runs) {
        return Review.of(Case.of(runs));
    }

    private static List<Objection> fitted(String formula, Runs runs) {
        return fitted(formula, runs, Map.of(), Optional.empty());
    }

    private static List<Objection> fitted(
            String formula, Runs runs, Map<String, Double> target, Optional<Case.Backtested> backtested) {
        return fitted(FITTER, formula, runs, target, backtested);
    }

    private static List<Objection> fitted(
            Fitter fitter,
            String formula,
            Runs runs,
            Map<String, Double> target,
            Optional<Case.Backtested> backtested) {
        Search search = Tables.search(fitter, formula, runs);
        int[] unitOf = IntStream.range(0, runs.size()).toArray();
        return Review.of(new Case(
                runs, Optional.of("loss"), Optional.of(new Case.Fitted(search, fitter, unitOf)), target, backtested));
    }

    private static Optional<Case.Backtested> tried(double reach) {
        return Optional.of(new Case.Backtested(reach, OptionalDouble.of(0.012)));
    }

    private static List<String> codes(List<Objection> objections) {
        return objections.stream().map(Objection::code).toList();
    }

    private static Objection only(String code, List<Objection> objections) {
        List<Objection> found =
                objections.stream().filter(o -> o.code().equals(code)).toList();
        assertThat(found).as(code + " among " + codes(objections)).hasSize(1);
        return found.getFirst();
    }

    private static Runs with(Runs runs, String name, IntToDoubleFunction value) {
        return runs.with(new Column.Numbers(
                name, IntStream.range(0, runs.size()).mapToDouble(value).toArray()));
    }

    private static Runs labelled(Runs runs, String name, IntFunction<String> text) {
        return runs.with(Column.Labels.of(
                name, IntStream.range(0, runs.size()).mapToObj(text).toList()));
    }

    private static Runs scaled(Runs runs, String name, IntToDoubleFunction factor) {
        double[] values = runs.numbers(name);
        return with(runs, name, i -> values[i] * factor.applyAsDouble(i));
    }

    @Test
    void aCleanTableIsLeftAlone() {
        assertThat(fitted(Tables.BOUNDED, CLEAN)).isEmpty();
    }

    @Test
    void objectionsComeGravestFirst() {
        List<Severity> severities = fitted(Tables.BOUNDED, SharedData.read("chinchilla_epoch.csv")).stream()
                .map(Objection::severity)
                .toList();
        assertThat(severities).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void aSlipOfUnitStandsAlone() {
        Objection slip = only("isolated-value", table(scaled(CLEAN, "D", i -> i == 95 ? 1000 : 1)));
        assertThat(slip.severity()).isEqualTo(Severity.GRAVE);
        assertThat(slip.message()).contains("D is 300T").contains("1000 times less");
        assertThat(codes(table(scaled(CLEAN, "D", i -> i == 95 ? 10 : 1)))).doesNotContain("isolated-value");
    }

    @Test
    void oneStepOfARunWithTwoLosses() {
        Runs steps = labelled(with(CLEAN, "step", i -> i % 8), "run", i -> "r" + i / 8);
        assertThat(codes(table(steps))).doesNotContain("conflicting-rows");
        Runs twice = with(steps, "step", i -> i == 5 ? 4 : i % 8);
        assertThat(only("conflicting-rows", table(twice)).message()).startsWith("2 rows have the same run and step");
    }

    @Test
    void aRowReadTwice() {
        int[] rows = IntStream.concat(IntStream.range(0, 96), IntStream.of(3)).toArray();
        assertThat(only("repeated-rows", table(CLEAN.at(rows))).message()).startsWith("1 row is equal");
        assertThat(codes(table(CLEAN))).doesNotContain("repeated-rows");
    }

    @Test
    void checkpointsOfADecayingScheduleTakenAsFinals() {
        Runs steps = with(with(CLEAN, "step", i -> 1000 * (i % 8 + 1)), "total_steps", i -> 8000);
        Runs decaying = with(with(steps, "lr", i -> 3e-4), "lr_end", i -> 3e-5);
        Objection early = only("checkpoints-as-finals", table(decaying));
        assertThat(early.severity()).isEqualTo(Severity.GRAVE);
        assertThat(early.message())
                .isEqualTo("84 of 96 rows are checkpoints before the end of their runs (step < total_steps), with a "
                        + "learning rate that decays later");
        Runs constant = with(decaying, "lr_end", i -> 3e-4);
        assertThat(only("checkpoints-as-finals", table(constant)).severity()).isEqualTo(Severity.NOTE);
        assertThat(codes(table(with(decaying, "step", i -> 8000)))).doesNotContain("checkpoints-as-finals");
    }

    @Test
    void rowsOfARunTakenAsIndependent() {
        Runs runs = labelled(CLEAN, "run", i -> "r" + i / 8);
        assertThat(only("dependent-rows", fitted(Tables.BOUNDED, runs)).advice())
                .contains("--unit run");
        assertThat(codes(fitted(Tables.BOUNDED, labelled(CLEAN, "run", i -> "r" + i))))
                .doesNotContain("dependent-rows");
    }

    /** Five rates for each of 24 cells; the best is the one in the middle, or the largest. */
    private static Runs sweep(double best) {
        Runs cells = CLEAN.at(IntStream.range(0, 120).map(i -> i / 5 * 4).toArray());
        Runs rates = with(cells, "lr", i -> 1e-4 * Math.pow(2, i % 5));
        return scaled(rates, "loss", i -> 1 + 0.02 * Math.pow(i % 5 - best, 2));
    }

    @Test
    void aRateAtTheEdgeOfItsSweep() {
        Objection edge = only("rate-at-edge", table(sweep(4)));
        assertThat(edge.severity()).isEqualTo(Severity.GRAVE);
        assertThat(edge.message()).contains("in 24 of 24 sweeps").contains("0.0016, the largest of 5");
        assertThat(codes(table(sweep(2)))).doesNotContain("rate-at-edge");
    }

    @Test
    void aBatchAtTheEdgeOfItsSweep() {
        Runs low = with(sweep(0), "batch", i -> 1e5 * Math.pow(2, i % 5));
        assertThat(only("batch-at-edge", table(low)).advice()).contains("a smaller batch");
        Runs middle = with(sweep(2), "batch", i -> 1e5 * Math.pow(2, i % 5));
        assertThat(codes(table(middle))).doesNotContain("batch-at-edge");
    }

    @Test
    void runsAboveTheBestOfTheirCell() {
        assertThat(only("untuned-runs", table(sweep(2))).message()).contains("96 of the 120 tried");
        Runs best = sweep(2);
        int[] kept = org.isoflop.runs.Cells.of(best, List.of("N", "D")).least(best.numbers("loss"));
        assertThat(codes(table(best.at(kept)))).doesNotContain("untuned-runs");
    }

    @Test
    void computeThatIsNotSixTimesNTimesD() {
        Runs bare = with(CLEAN, "N_no_emb", i -> CLEAN.numbers("N")[i] - 4e7);
        Runs other = bare.let("C", Formula.parse("6*N_no_emb*D").body());
        assertThat(only("compute-count", table(other)).message()).contains("C is 6 N_no_emb D, and N counts more");
        assertThat(only("compute-count", table(scaled(CLEAN, "C", i -> 2))).message())
                .isEqualTo("C is 2 times 6 N D in every row");
        assertThat(codes(table(CLEAN))).doesNotContain("compute-count");
    }

    @Test
    void embeddingsThatAreMuchOfASmallModel() {
        Runs much = with(CLEAN, "N_no_emb", i -> CLEAN.numbers("N")[i] - 2.5e7);
        assertThat(only("embeddings", table(much)).message()).startsWith("embeddings are 50 % of N at 50M");
        Runs little = with(CLEAN, "N_no_emb", i -> 0.95 * CLEAN.numbers("N")[i]);
        assertThat(codes(table(little))).doesNotContain("embeddings");
        Runs small = scaled(CLEAN, "N", i -> 0.1);
        assertThat(only("embeddings", table(small)).severity()).isEqualTo(Severity.NOTE);
    }

    /** Seven sizes at each of six budgets, the sizes being moved away from the optimum by a factor. */
    private static Runs slices(double away, double noise) {
        var n = new ArrayList<Double>();
        var c = new ArrayList<Double>();
        for (int budget = 0; budget < 6; budget++) {
            double flops = 1e19 * Math.pow(3, budget);
            double best = 0.09 * Math.pow(flops, 0.513);
            for (int k = -3; k <= 3; k++) {
                n.add(away * best * Math.pow(1.6, k));
                c.add(flops);
            }
        }
        Runs places = Runs.of(
                List.of(
                        new Column.Numbers("N", n.stream().mapToDouble(v -> v).toArray()),
                        new Column.Numbers("C", c.stream().mapToDouble(v -> v).toArray())),
                Origin.of("slices"));
        Runs full = places.let("D", Formula.parse("C/(6*N)").body());
        return Tables.simulate(Tables.CHINCHILLA, Tables.truth(), full, noise, 5);
    }

    @Test
    void budgetsThatDoNotBracketTheirMinimum() {
        Objection open = only("minimum-at-edge", table(slices(10, 0.001)));
        assertThat(open.severity()).isEqualTo(Severity.GRAVE);
        assertThat(open.message()).contains("in 6 of 6 budgets");
        assertThat(open.advice()).contains("a smaller model");
        assertThat(codes(table(slices(1, 0.001)))).doesNotContain("minimum-at-edge");
    }

    @Test
    void aLossThatRisesAgain() {
        Runs bent =
                scaled(CLEAN, "loss", i -> 1 + 0.1 * Math.pow(Math.max(0, Math.log10(CLEAN.numbers("D")[i]) - 10), 2));
        assertThat(only("rising-loss", table(bent)).message()).contains("series of equal runs but for D");
        assertThat(codes(table(CLEAN))).doesNotContain("rising-loss");
    }

    @Test
    void recipesThatCross() {
        double[] c = CLEAN.numbers("C");
        Runs recipes = labelled(CLEAN, "recipe", i -> i % 2 == 0 ? "plain" : "new");
        Runs crossing = scaled(recipes, "loss", i -> i % 2 == 0 ? 1 : Math.pow(c[i] / 1e20, -0.03));
        assertThat(only("crossing-recipes", table(crossing)).message())
                .contains("recipe plain is better than new in small runs and worse in large ones");
        Runs apart = scaled(recipes, "loss", i -> i % 2 == 0 ? 1 : 0.9);
        assertThat(codes(table(apart))).doesNotContain("crossing-recipes");
    }

    @Test
    void whatAFitSaysOfItselfIsPassedOn() {
        assertThat(only("undetermined", fitted("loss = E + F + B/D^beta", CLEAN))
                        .severity())
                .isEqualTo(Severity.GRAVE);
        String tight = Tables.BOUNDED.replace("alpha in (0, 2)", "alpha in (0.5, 2)");
        assertThat(codes(fitted(tight, CLEAN))).contains("at-bound");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("at-bound", "undetermined");
    }

    @Test
    void tooFewRunsForTheParameters() {
        int[] nine = {0, 11, 22, 33, 44, 55, 66, 77, 88};
        Objection few = only("few-runs", fitted(Tables.BOUNDED, CLEAN.at(nine)));
        assertThat(few.severity()).isEqualTo(Severity.GRAVE);
        assertThat(few.message()).isEqualTo("9 independent runs for 5 parameters");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("few-runs");
    }

    @Test
    void manyRowsAtFewPlaces() {
        Runs places =
                CLEAN.at(IntStream.range(0, 96).map(i -> i % 8 * 12 + i % 8).toArray());
        Runs noisy = scaled(places, "loss", i -> 1 + 1e-4 * i);
        assertThat(only("few-places", fitted(Tables.BOUNDED, noisy)).message()).contains("8 distinct values of N, D");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("few-places");
    }

    @Test
    void columnsThatHardlyVary() {
        Runs narrow = SharedData.where(CLEAN, "N < 4e8");
        assertThat(only("narrow-range", fitted(Tables.BOUNDED, narrow)).message())
                .startsWith("N spans a factor of");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("narrow-range");
    }

    @Test
    void tokensThatFollowParameters() {
        Runs line = Tables.simulate(
                Tables.CHINCHILLA,
                Tables.truth(),
                Grid.parse("N=5e7..5e9*40")
                        .runs()
                        .let("D", Formula.parse("20*N").body()),
                0.003,
                22);
        Objection objection = only("one-line", fitted(Tables.BOUNDED, line));
        assertThat(objection.severity()).isEqualTo(Severity.GRAVE);
        assertThat(objection.message()).isEqualTo("D follows N, within a factor of 1; 20 tokens per parameter");
        Runs wider = scaled(line, "D", i -> i % 2 == 0 ? 0.6 : 1.7);
        assertThat(only("one-line", fitted(Tables.BOUNDED, wider)).severity()).isEqualTo(Severity.CAUTION);
        Runs wide = scaled(line, "D", i -> i % 2 == 0 ? 0.4 : 2.5);
        assertThat(codes(fitted(Tables.BOUNDED, wide))).doesNotContain("one-line");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("one-line");
    }

    @Test
    void targetsFurtherThanTheRunsCarry() {
        Optional<Case.Backtested> none = Optional.empty();
        Objection far = only("far-target", fitted(Tables.BOUNDED, CLEAN, Map.of("C", 1e29), none));
        assertThat(far.severity()).isEqualTo(Severity.GRAVE);
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN, Map.of("C", 1e23), none)))
                .doesNotContain("far-target");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN, Map.of("C", 1e23), tried(3))))
                .contains("beyond-back-test");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN, Map.of("C", 1e23), tried(20))))
                .doesNotContain("beyond-back-test");
    }

    @Test
    void aFloorThatTheRunsDoNotTell() {
        Runs straight = Tables.simulate(
                "loss = A/N^alpha + B/D^beta",
                new double[] {20, 0.1, 60, 0.1},
                Grid.parse("N=5e7..1e9*8, D=1e9..3e10*8").runs(),
                0.01,
                4);
        assertThat(codes(fitted(Tables.BOUNDED, straight))).contains("floor-unknown");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("floor-unknown");
    }

    /** A law without a floor, fitted to runs that near one. */
    @Test
    void residualsThatBend() {
        List<Objection> bent = fitted("loss = k/N^a/D^b where { k > 0; a in (0, 1); b in (0, 1) }", CLEAN);
        assertThat(only("bent-residuals", bent).message()).contains("above the law at both ends");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("bent-residuals");
    }

    @Test
    void theDearestRunsLieOffTheLaw() {
        double[] c = CLEAN.numbers("C");
        double[] sorted = c.clone();
        Arrays.sort(sorted);
        Runs drifting = scaled(CLEAN, "loss", i -> c[i] > sorted[80] ? 0.97 : 1);
        Objection drift = only("drift-at-top", fitted(Tables.BOUNDED, drifting));
        assertThat(drift.message()).contains("below the law");
        assertThat(drift.advice()).contains("too high");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("drift-at-top");
    }

    @Test
    void runsFarFromTheLaw() {
        Runs spoilt = scaled(CLEAN, "loss", i -> i == 10 || i == 40 || i == 70 ? 1.1 : 1);
        Objection outliers = only("outlier-runs", fitted(Tables.BOUNDED, spoilt));
        assertThat(outliers.message())
                .startsWith("3 runs lie far from the others")
                .contains("3 above the law");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("outlier-runs");
    }

    @Test
    void aRunFarFromAllOthersInSize() {
        Runs places = CLEAN.without("loss");
        Runs moved = scaled(places, "N", i -> i == 0 ? 1e-5 : 1);
        Runs lonely = Tables.simulate(Tables.CHINCHILLA, Tables.truth(), moved, 0.003, 6);
        assertThat(codes(fitted(Tables.BOUNDED, lonely))).contains("lonely-runs");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("lonely-runs");
    }

    @Test
    void noiseThatShrinksWithScale() {
        double[] c = CLEAN.numbers("C");
        var random = new SplittableRandom(8);
        double[] z = random.doubles(96).map(u -> 2 * u - 1).toArray();
        Runs uneven = scaled(CLEAN, "loss", i -> c[i] < 3e19 ? 1 + 0.03 * z[i] : 1);
        assertThat(codes(fitted(Tables.BOUNDED, uneven))).contains("uneven-noise");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("uneven-noise");
    }

    /** Under squares one bad run at the corner of the range moves the optimum; under Huber's cost it does not. */
    @Test
    void oneRunThatDecides() {
        Runs few = CLEAN.at(IntStream.range(0, 32).map(i -> i < 31 ? 3 * i : 95).toArray());
        double[] n = few.numbers("N");
        double[] d = few.numbers("D");
        int widest = IntStream.range(0, 32)
                .reduce((a, b) -> n[b] / d[b] > n[a] / d[a] ? b : a)
                .orElseThrow();
        Runs spoilt = scaled(few, "loss", i -> i == widest ? 1.25 : 1);
        var squares = FITTER.with(Objective.parse("squared-log"));
        assertThat(codes(fitted(squares, Tables.BOUNDED, spoilt, Map.of(), Optional.empty())))
                .contains("one-run-decides");
        assertThat(codes(fitted(Tables.BOUNDED, few))).doesNotContain("one-run-decides");
    }

    @Test
    void oneBudgetThatDecides() {
        Runs slices = slices(1, 0.001);
        // The dearest budget alone has its minimum elsewhere.
        double[] n = slices.numbers("N");
        Runs tilted = scaled(slices, "loss", i -> i >= 35 ? 1 + 0.03 * Math.log(n[i] / n[38]) : 1);
        var squares = FITTER.with(Objective.parse("squared-log"));
        Optional<Case.Backtested> none = Optional.empty();
        assertThat(codes(fitted(squares, Tables.BOUNDED, tilted, Map.of("C", 1e23), none)))
                .contains("one-budget-decides");
        assertThat(codes(fitted(squares, Tables.BOUNDED, slices, Map.of("C", 1e23), none)))
                .doesNotContain("one-budget-decides");
    }

    @Test
    void anObjectiveThatDecides() {
        double[] n = CLEAN.numbers("N");
        double[] d = CLEAN.numbers("D");
        Runs spoilt = scaled(CLEAN, "loss", i -> n[i] > 2e9 && d[i] < 2e10 && i % 2 == 0 ? 1.25 : 1);
        assertThat(codes(fitted(Tables.BOUNDED, spoilt))).contains("objective-decides");
        assertThat(codes(fitted(Tables.BOUNDED, CLEAN))).doesNotContain("objective-decides");
    }

    /** The five rows that Besiroglu et al. left out are the five farthest ones, without anybody having been told. */
    @Test
    void theFiveRowsOfChinchillaAreFound() {
        Runs runs = SharedData.read("chinchilla_epoch.csv");
        Search search = Tables.search(FITTER, Tables.BOUNDED, runs);
        double[] residuals = search.fit().residuals();
        var distance = RobustDistance.of(new double[][] {
            Arrays.stream(runs.numbers("N")).map(Math::log).toArray(),
            Arrays.stream(runs.numbers("D")).map(Math::log).toArray(),
            residuals
        });
        double[] dropped = runs.numbers("dropped_by_besiroglu");
        int[] farthest = IntStream.range(0, runs.size())
                .boxed()
                .filter(i -> residuals[i] < 0)
                .sorted((a, b) -> Double.compare(distance.distances()[b], distance.distances()[a]))
                .limit(5)
                .mapToInt(i -> i)
                .toArray();
        assertThat(Arrays.stream(farthest)).allMatch(i -> dropped[i] == 1);
    }

    @Test
    void realTablesAreSaidWhatIsKnownOfThem() {
        assertThat(only("isolated-value", table(SharedData.read("downstream_base_llms.csv")))
                        .message())
                .contains("D is 627T");
        assertThat(codes(table(SharedData.read("misfitting_c4.csv"))))
                .contains("conflicting-rows", "checkpoints-as-finals", "untuned-runs", "rate-at-edge", "embeddings");
        assertThat(codes(table(SharedData.read("data_constrained_c4.csv")))).contains("rising-loss");
    }
}
