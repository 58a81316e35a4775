package org.isoflop.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.forecast.Objection;
import org.isoflop.law.Law;
import org.isoflop.runs.Column;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

/** Recipes whose truth is planted, fitted and compared. */
class ContestTest {
    private static final Law LAW = Law.parse("loss = E + A/N^alpha + B/D^beta where { E > 0; A > 0; B > 0; "
            + "alpha in (0.05, 1); beta in (0.05, 1) }");

    private static final double[] TRUTH = {1.8, 480, 0.35, 2100, 0.37};

    private record Planted(String name, double[] theta, String grid, long seed) {}

    /** Runs of several recipes, with noise of 0.3 % that runs of one cell have in common where the seeds are the same. */
    private static Runs runs(Planted... recipes) {
        var names = new ArrayList<String>();
        var columns = new ArrayList<double[]>();
        for (Planted recipe : recipes) {
            Runs grid = Grid.parse(recipe.grid).runs();
            var random = new SplittableRandom(recipe.seed);
            for (int i = 0; i < grid.size(); i++) {
                double n = grid.numbers("N")[i];
                double d = grid.numbers("D")[i];
                double[] t = recipe.theta;
                double loss = t[0] + t[1] / Math.pow(n, t[2]) + t[3] / Math.pow(d, t[4]);
                columns.add(new double[] {n, d, loss * Math.exp(0.003 * random.nextGaussian())});
                names.add(recipe.name);
            }
        }
        var all = new ArrayList<Column>();
        all.add(Column.Labels.of("recipe", names));
        for (int j = 0; j < 3; j++) {
            int column = j;
            all.add(new Column.Numbers(
                    List.of("N", "D", "loss").get(j),
                    columns.stream().mapToDouble(c -> c[column]).toArray()));
        }
        return Runs.of(all, Origin.of("planted"));
    }

    private static final String GRID = "N=5e7..1e9*5, D=1e9..3e10*5";

    private static Contest contest(Runs runs, List<String> shared) {
        int[] units = IntStream.range(0, runs.size()).toArray();
        return Contest.of(LAW, runs, "recipe", units, Fitter.withDefaults().starts(8), shared);
    }

    private static List<Contender> contenders(Contest contest) {
        return contest.contenders(new JointDraws(200, 1, 2, Progress.NONE));
    }

    private static double[] with(int index, double value) {
        double[] theta = TRUTH.clone();
        theta[index] = value;
        return theta;
    }

    private static Comparison compare(List<Contender> contenders, double target) {
        return Comparison.of(
                new Comparison.Question(new Path.Ratio(20), target, Map.of(), false, 0.9),
                contenders,
                Optional.empty(),
                2);
    }

    @Test
    void identicalRecipesTieExactly() {
        Runs runs = runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", TRUTH, GRID, 1));
        Contest contest = contest(runs, List.of());
        assertThat(contest.pairing().shared()).isEqualTo(25);
        assertThat(contest.pairing().cells()).isEqualTo(25);
        Duel duel = compare(contenders(contest), 1e23).leading();
        assertThat(duel.better().plain()).hasValue(0.5);
        assertThat(duel.difference().value()).isZero();
    }

    @Test
    void noiseThatCellsHaveInCommonCancels() {
        double[] better = with(0, 1.79);
        Duel paired = compare(
                        contenders(contest(
                                runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", better, GRID, 1)),
                                List.of())),
                        1e23)
                .leading();
        Duel apart = compare(
                        contenders(contest(
                                runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", better, GRID, 2)),
                                List.of())),
                        1e23)
                .leading();
        assertThat(paired.first()).isEqualTo("two");
        assertThat(paired.better().plain().orElseThrow()).isGreaterThan(0.99);
        assertThat(width(paired)).isLessThan(0.3 * width(apart));
    }

    private static double width(Duel duel) {
        return duel.difference().plain().orElseThrow().high()
                - duel.difference().plain().orElseThrow().low();
    }

    @Test
    void runsOfOneNameInTwoRecipesAreTwoRuns() {
        Runs runs = runs(
                new Planted("one", TRUTH, GRID, 1), new Planted("two", TRUTH, "N=6e7..1.1e9*5, D=1.1e9..3.3e10*5", 2));
        int[] units = IntStream.range(0, 50).map(i -> i % 25 / 5).toArray();
        Contest contest = Contest.of(LAW, runs, "recipe", units, Fitter.withDefaults(), List.of());
        assertThat(contest.pairing().cells()).isEqualTo(10);
        assertThat(contest.pairing().shared()).isZero();
        Contest alike = Contest.of(
                LAW,
                runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", TRUTH, GRID, 2)),
                "recipe",
                units,
                Fitter.withDefaults(),
                List.of());
        assertThat(alike.pairing().cells()).isEqualTo(5);
        assertThat(alike.pairing().shared()).isEqualTo(5);
    }

    @Test
    void theOrderOfRowsMakesNoDifference() {
        Runs runs = runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", with(0, 1.85), GRID, 2));
        var order = new ArrayList<>(IntStream.range(0, runs.size()).boxed().toList());
        Collections.shuffle(order, new java.util.Random(4));
        Runs shuffled = runs.at(order.stream().mapToInt(i -> i).toArray());
        Comparison straight = compare(contenders(contest(runs, List.of())), 1e23);
        Comparison mixed = compare(contenders(contest(shuffled, List.of())), 1e23);
        // Sums run in another order, and cells are numbered by first appearance: other resamples of the same kind.
        assertThat(mixed.leading().difference().value())
                .isCloseTo(straight.leading().difference().value(), within(1e-6));
        assertThat(mixed.leading().better().plain().orElseThrow())
                .isCloseTo(straight.leading().better().plain().orElseThrow(), within(0.1));
    }

    @Test
    void threadsMakeNoDifference() {
        Runs runs = runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", with(0, 1.85), GRID, 2));
        Contest contest = contest(runs, List.of());
        List<Contender> one = contest.contenders(new JointDraws(20, 1, 1, Progress.NONE));
        List<Contender> four = contest.contenders(new JointDraws(20, 1, 4, Progress.NONE));
        for (int k = 0; k < 20; k++) {
            assertThat(four.get(1).draws().get(k).theta())
                    .isEqualTo(one.get(1).draws().get(k).theta());
        }
        Hindcast first = Hindcast.of(contest, one, 1, Progress.NONE).orElseThrow();
        Hindcast second = Hindcast.of(contest, one, 3, Progress.NONE).orElseThrow();
        assertThat(second.ofDifferences()).isEqualTo(first.ofDifferences());
    }

    @Test
    void aRecipeWithFewRunsLeansOnTheOthers() {
        Runs runs = runs(
                new Planted("a", TRUTH, GRID, 1),
                new Planted("b", with(0, 1.85), GRID, 2),
                new Planted("c", with(0, 1.75), GRID, 3),
                new Planted("few", with(0, 1.78), "N=1e8..3e8*2, D=1e10..2e10*2", 4));
        Contest contest = contest(runs, List.of("alpha", "beta", "A", "B"));
        List<Contender> contenders = contenders(contest);
        Contender few = contenders.get(3);
        assertThat(few.rows()).isEqualTo(4);
        // The floor of all is known to 0.03 only; how far one lies below the other to much less.
        assertThat(contenders.getFirst().theta()[0] - few.theta()[0]).isCloseTo(0.02, within(0.01));
        assertThat(few.theta()[2]).isEqualTo(contenders.getFirst().theta()[2]);
        Comparison comparison = compare(contenders, 1e22);
        assertThat(comparison.standings().stream().map(s -> s.contender().name()))
                .containsExactly("c", "few", "a", "b");
    }

    @Test
    void belowACutRecipesWithoutRunsThereAreLeftOut() {
        Runs runs = runs(
                new Planted("a", TRUTH, GRID, 1),
                new Planted("few", TRUTH, "N=5e7..1e9*2, D=1e9..3e10*2", 2),
                new Planted("b", with(0, 1.85), GRID, 3));
        for (List<String> shared : List.of(List.<String>of(), List.of("alpha", "beta"))) {
            Contest all = contest(runs, shared);
            Contest two = all.among(new int[] {0, 2});
            assertThat(two.recipes().names()).containsExactly("a", "b");
            assertThat(two.recipes().runs().size()).isEqualTo(50);
            assertThat(two.recipes().runsOf(1).numbers("loss"))
                    .isEqualTo(all.recipes().runsOf(2).numbers("loss"));
        }
        Contest shared = contest(runs, List.of("alpha", "beta"));
        assertThat(Hindcast.of(shared, contenders(shared), 1, Progress.NONE)).isPresent();
    }

    @Test
    void nestedFitsFindWhatDiffers() {
        Runs floor = runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", with(0, 1.9), GRID, 2));
        Contest contest = contest(floor, List.of());
        Nesting nesting = Nesting.of(contest, contenders(contest), 0.9, 2, Progress.NONE);
        assertThat(nesting.hypotheses().getFirst().shared()).containsExactly("E", "A", "alpha", "B", "beta");
        assertThat(nesting.hypotheses().getLast().shared()).isEmpty();
        assertThat(nesting.hypotheses().stream().map(Nesting.Hypothesis::parameters))
                .containsExactly(5, 7, 8, 9, 10);
        // Floor and exponents make up for each other: which of them is common can be told from chance only together.
        assertThat(nesting.hypotheses().get(0).aic()).isGreaterThan(50);
        assertThat(nesting.hypotheses().get(1).aic()).isGreaterThan(20);
        assertThat(nesting.preferred().parameters()).isBetween(8, 9);
        assertThat(nesting.hypotheses().getFirst().error().orElseThrow())
                .as("one law for both")
                .isGreaterThan(2 * nesting.preferred().error().orElseThrow());
    }

    @Test
    void whatIsTheSameIsFoundTheSame() {
        Runs same = runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", TRUTH, GRID, 2));
        Contest contest = contest(same, List.of());
        Nesting nesting = Nesting.of(contest, contenders(contest), 0.9, 2, Progress.NONE);
        assertThat(nesting.preferred().parameters()).isEqualTo(5);
        assertThat(nesting.gaps()).filteredOn(Nesting.Gap::credible).isEmpty();
    }

    private static List<String> codes(Contest contest, double target) {
        List<Contender> contenders = contest.contenders(new JointDraws(0, 1, 1, Progress.NONE));
        return Fairness.of(contenders, Optional.of(contest), target).stream()
                .map(Objection::code)
                .toList();
    }

    @Test
    void aFairContestIsNotObjectedTo() {
        Runs fair = runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", TRUTH, GRID, 2));
        assertThat(codes(contest(fair, List.of()), 1e22)).isEmpty();
    }

    @Test
    void unevenContestsAreObjectedTo() {
        Runs uneven =
                runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", TRUTH, "N=5e7..1e8*3, D=1e9..1e10*3", 2));
        assertThat(codes(contest(uneven, List.of()), 1e22))
                .contains("uneven-runs", "few-recipe-runs", "uneven-budgets", "uneven-reach");
        Runs regime =
                runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", TRUTH, "N=5e7..1e9*5, D=1e10..3e11*5", 2));
        assertThat(codes(contest(regime, List.of()), 1e22)).contains("uneven-regime");
    }

    @Test
    void countingInTwoWaysIsObjectedTo() {
        Runs plain = runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", TRUTH, GRID, 2));
        double[] c = new double[plain.size()];
        double[] bare = new double[plain.size()];
        for (int i = 0; i < c.length; i++) {
            double count = i < 25 ? 1 : 1.2;
            c[i] = 6 * plain.numbers("N")[i] * plain.numbers("D")[i] * count;
            bare[i] = plain.numbers("N")[i] * (i < 25 ? 0.9 : 0.6);
        }
        Runs counted = plain.with(new Column.Numbers("C", c)).with(new Column.Numbers("N_no_emb", bare));
        assertThat(codes(contest(counted, List.of()), 1e22)).contains("uneven-count", "uneven-embeddings");
    }

    @Test
    void ratesThatOnlyOneRecipeSweptAreObjectedTo() {
        Runs plain = runs(
                new Planted("one", TRUTH, GRID, 1),
                new Planted("one", TRUTH, GRID, 3),
                new Planted("one", TRUTH, GRID, 4),
                new Planted("two", TRUTH, GRID, 2));
        double[] swept = IntStream.range(0, plain.size())
                .mapToDouble(i -> i < 75 ? 1e-3 * (1 + i / 25) : 1e-3)
                .toArray();
        Runs uneven = plain.with(new Column.Numbers("lr", swept));
        assertThat(codes(contest(uneven, List.of()), 1e22)).contains("uneven-sweeps", "recipe-rate-at-edge");
        double[] one = IntStream.range(0, plain.size()).mapToDouble(i -> 1e-3).toArray();
        assertThat(codes(contest(plain.with(new Column.Numbers("lr", one)), List.of()), 1e22))
                .contains("one-rate-for-all");
    }

    @Test
    void everyCodeIsKnown() {
        Runs uneven =
                runs(new Planted("one", TRUTH, GRID, 1), new Planted("two", TRUTH, "N=5e7..1e8*3, D=1e9..1e10*3", 2));
        assertThat(Fairness.codes()).containsAll(codes(contest(uneven, List.of()), 1e22));
    }
}
