package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Prior;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.GroupBootstrap;
import org.isoflop.uncertainty.Interval;
import org.junit.jupiter.api.Test;

/** One law over groups with parameters in common, on runs whose law is known. */
class SharedSearchTest {
    private static final String LAW =
            "loss = E + A/N^alpha where { E > 0; A > 0; alpha in (0, 2); A start 1..1e4; E start 1..3 }";

    private static final Fitter FITTER = Fitter.withDefaults().starts(4).threads(2);

    private static final Fitter SQUARED = FITTER.with(Objective.parse("squared-log"));

    /** Runs of {@code groups} recipes: alpha 0.3 for all, E from 1.5, A around 60. */
    private record Recipes(Runs runs, int[] groupOf, List<String> names, double[] floors) {
        static Recipes of(int groups, int rowsPerGroup, int lastGroup, double noise, long seed) {
            var random = new SplittableRandom(seed);
            var n = new ArrayList<Double>();
            var loss = new ArrayList<Double>();
            var group = new ArrayList<Integer>();
            double[] floors = new double[groups];
            for (int g = 0; g < groups; g++) {
                floors[g] = 1.8 + 0.1 * random.nextGaussian();
                double scale = 60 * Math.exp(0.2 * random.nextGaussian());
                int rows = g == groups - 1 ? lastGroup : rowsPerGroup;
                for (int i = 0; i < rows; i++) {
                    double size = 1e7 * Math.pow(10, 3.0 * (i + random.nextDouble()) / rows);
                    n.add(size);
                    loss.add((floors[g] + scale * Math.pow(size, -0.3)) * Math.exp(noise * random.nextGaussian()));
                    group.add(g);
                }
            }
            int[] groupOf = group.stream().mapToInt(g -> g).toArray();
            return new Recipes(
                    Runs.of(
                            List.of(
                                    new Column.Numbers(
                                            "N", n.stream().mapToDouble(x -> x).toArray()),
                                    new Column.Numbers(
                                            "loss",
                                            loss.stream().mapToDouble(x -> x).toArray())),
                            Origin.of("recipes.csv")),
                    groupOf,
                    IntStream.range(0, groups).mapToObj(g -> "r" + g).toList(),
                    floors);
        }

        SharedSearch search(List<String> shared) {
            return search(FITTER, shared);
        }

        SharedSearch search(Fitter fitter, List<String> shared) {
            Model model = Model.of(Law.parse(LAW), runs);
            return SharedSearch.of(fitter, model, Sample.of(model, runs), groupOf, names, shared);
        }

        Model believing(String prior) {
            return Model.of(Law.parse(LAW).believing(Prior.parse(prior)), runs);
        }

        SharedSearch search(Model model, List<String> shared) {
            return SharedSearch.of(SQUARED, model, Sample.of(model, runs), groupOf, names, shared);
        }
    }

    /** With everything in common it is one fit, whose prior counts once and not once for every group. */
    @Test
    void aPriorOfWhatIsSharedCountsOnce() {
        var recipes = Recipes.of(6, 10, 10, 1e-3, 3);
        Model model = recipes.believing("alpha ~ normal(0.4, 0.03)");
        double one = SQUARED.fit(model, Sample.of(model, recipes.runs())).parameter("alpha");
        SharedSearch search = recipes.search(model, List.of("E", "A", "alpha"));
        assertThat(search.fits().getLast().parameter("alpha")).isCloseTo(one, within(1e-4));
        double without = recipes.search(SQUARED, List.of("E", "A", "alpha"))
                .fits()
                .getLast()
                .parameter("alpha");
        assertThat(one - without).as("what the prior does").isGreaterThan(0.01);
    }

    @Test
    void aPriorOfAnOwnParameterIsBelievedOfEveryGroup() {
        var recipes = Recipes.of(4, 10, 10, 1e-3, 5);
        SharedSearch search = recipes.search(recipes.believing("E ~ normal(1.7, 1e-6)"), List.of("alpha"));
        assertThat(search.fits())
                .allSatisfy(fit -> assertThat(fit.parameter("E")).isCloseTo(1.7, within(1e-6)));
        assertThat(search.fits().getFirst().model().law().priors())
                .as("and told")
                .hasSize(1);
    }

    /** With nothing in common a prior weighs as in a fit of the group alone, but that all groups tell the noise. */
    @Test
    void anOwnPriorWeighsByTheNoiseOfAllGroups() {
        var recipes = Recipes.of(3, 40, 40, 0.02, 6);
        var prior = Prior.parse("log(alpha) ~ normal(-0.9, 0.2)").getFirst();
        SharedSearch search = recipes.search(recipes.believing("log(alpha) ~ normal(-0.9, 0.2)"), List.of());
        Sample sample = Sample.of(Model.of(Law.parse(LAW), recipes.runs()), recipes.runs());
        List<Sample> groups = IntStream.range(0, 3)
                .mapToObj(g -> sample.at(IntStream.range(0, recipes.groupOf().length)
                        .filter(i -> recipes.groupOf()[i] == g)
                        .toArray()))
                .toList();
        double[] squares = groups.stream()
                .mapToDouble(rows -> Arrays.stream(SQUARED.fit(Model.of(Law.parse(LAW), rows.runs()), rows)
                                .residuals())
                        .map(r -> r * r)
                        .sum())
                .toArray();
        double all = Arrays.stream(squares).sum() / (120 - 9);
        for (int g = 0; g < 3; g++) {
            double own = squares[g] / (40 - 3);
            Runs rows = groups.get(g).runs();
            Model model = Model.of(Law.parse(LAW).believing(List.of(prior.weighing(all / own))), rows);
            assertThat(search.fits().get(g).parameter("alpha"))
                    .isCloseTo(SQUARED.fit(model, groups.get(g)).parameter("alpha"), within(1e-4));
        }
    }

    /** Rows that weigh nothing might as well not be there; neither in the fit nor in resamples. */
    @Test
    void rowsCountByTheirWeights() {
        var recipes = Recipes.of(4, 12, 12, 1e-3, 8);
        double[] spoilt = recipes.runs().numbers("loss").clone();
        double[] weights = new double[spoilt.length];
        for (int i = 0; i < spoilt.length; i++) {
            boolean bad = i % 6 == 0;
            spoilt[i] *= bad ? 1.2 : 1;
            weights[i] = bad ? 1e-12 : 1;
        }
        Runs runs = recipes.runs().with(new Column.Numbers("loss", spoilt));
        Model model = Model.of(Law.parse(LAW), runs);
        SharedSearch weighed = SharedSearch.of(
                SQUARED,
                model,
                Sample.of(model, runs).weighed(weights),
                recipes.groupOf(),
                recipes.names(),
                List.of("alpha"));
        double alpha = weighed.fits().getFirst().parameter("alpha");
        assertThat(alpha).isCloseTo(0.3, within(0.01));
        double[] ones = new double[spoilt.length];
        Arrays.fill(ones, 1);
        assertThat(model.value("alpha", weighed.refitter().refit(ones, new SplittableRandom(1))[0]))
                .isCloseTo(alpha, within(1e-4));
    }

    @Test
    void recoversWhatIsCommonAndWhatIsNot() {
        var recipes = Recipes.of(8, 12, 12, 1e-3, 1);
        SharedSearch search = recipes.search(List.of("alpha"));
        for (int g = 0; g < 8; g++) {
            Fit fit = search.fits().get(g);
            assertThat(fit.diagnostics().stop().converged()).isTrue();
            assertThat(fit.parameter("alpha")).isCloseTo(0.3, within(0.01));
            assertThat(fit.parameter("alpha"))
                    .isEqualTo(search.fits().getFirst().parameter("alpha"));
            assertThat(fit.parameter("E")).isCloseTo(recipes.floors()[g], within(0.03));
        }
    }

    /** Nothing shared is a fit for every group by itself. */
    @Test
    void withNothingInCommonGroupsAreFittedByThemselves() {
        var recipes = Recipes.of(3, 10, 10, 1e-3, 2);
        var squared = FITTER.with(Objective.parse("squared-log"));
        SharedSearch search = recipes.search(squared, List.of());
        for (int g = 0; g < 3; g++) {
            int own = g;
            int[] rows = IntStream.range(0, recipes.groupOf().length)
                    .filter(i -> recipes.groupOf()[i] == own)
                    .toArray();
            Runs alone = recipes.runs().at(rows);
            Model model = Model.of(Law.parse(LAW), alone);
            Fit fit = squared.fit(model, Sample.of(model, alone));
            assertThat(search.fits().get(g).parameter("E")).isCloseTo(fit.parameter("E"), within(1e-5));
            assertThat(search.fits().get(g).parameter("alpha")).isCloseTo(fit.parameter("alpha"), within(1e-5));
        }
    }

    /** Everything shared is one fit to all rows. */
    @Test
    void withEverythingInCommonItIsOneFit() {
        var recipes = Recipes.of(3, 10, 10, 1e-3, 3);
        Model model = Model.of(Law.parse(LAW), recipes.runs());
        var squared = FITTER.with(Objective.parse("squared-log"));
        Fit fit = squared.fit(model, Sample.of(model, recipes.runs()));
        SharedSearch search = recipes.search(squared, List.of("E", "A", "alpha"));
        for (String name : List.of("E", "A", "alpha")) {
            assertThat(search.fits().getLast().parameter(name))
                    .isCloseTo(fit.parameter(name), within(1e-5 * fit.parameter(name)));
        }
    }

    /** One run of a new recipe: its floor is foreseen better than the mean of the others would. */
    @Test
    void aGroupWithOneRunBorrows() {
        double borrowed = 0;
        double mean = 0;
        for (long seed = 10; seed < 30; seed++) {
            var recipes = Recipes.of(10, 12, 1, 1e-3, seed);
            SharedSearch search = recipes.search(List.of("alpha"));
            assertThat(search.borrows(9)).isTrue();
            assertThat(search.borrows(0)).isFalse();
            double truth = recipes.floors()[9];
            double average = Arrays.stream(recipes.floors(), 0, 9).average().orElseThrow();
            borrowed += Math.pow(search.fits().get(9).parameter("E") - truth, 2);
            mean += Math.pow(average - truth, 2);
        }
        assertThat(borrowed).isLessThan(0.7 * mean);
    }

    /** Intervals at 90 % of the shared exponent and of a group's own floor hold the truth about so often. */
    @Test
    void intervalsHoldTheTruth() {
        int held = 0;
        int floors = 0;
        int trials = 30;
        for (long seed = 100; seed < 100 + trials; seed++) {
            var recipes = Recipes.of(5, 14, 14, 3e-3, seed);
            SharedSearch search = recipes.search(FITTER.with(Objective.parse("squared-log")), List.of("alpha"));
            int[] rows = IntStream.range(0, recipes.groupOf().length).toArray();
            List<Draws> draws = new GroupBootstrap(200, seed, 2, Progress.NONE).draw(search, recipes.groupOf(), rows);
            Model model = search.fits().getFirst().model();
            Interval alpha = draws.getFirst().interval(t -> model.value("alpha", t), 0.9);
            Interval floor = draws.get(2).interval(t -> model.value("E", t), 0.9);
            held += alpha.contains(0.3) ? 1 : 0;
            floors += floor.contains(recipes.floors()[2]) ? 1 : 0;
        }
        // 27 expected; pairs of few rows fall somewhat short.
        assertThat(held).isBetween(21, 30);
        assertThat(floors).isBetween(21, 30);
    }

    @Test
    void drawsOfGroupsComeFromOneResample() {
        var recipes = Recipes.of(4, 10, 10, 3e-3, 7);
        SharedSearch search = recipes.search(List.of("alpha"));
        int[] rows = IntStream.range(0, recipes.groupOf().length).toArray();
        List<Draws> draws = new GroupBootstrap(20, 1, 2, Progress.NONE).draw(search, recipes.groupOf(), rows);
        Model model = search.fits().getFirst().model();
        for (int i = 0; i < 20; i++) {
            assertThat(model.value("alpha", draws.get(0).theta().get(i)))
                    .isEqualTo(model.value("alpha", draws.get(3).theta().get(i)));
        }
        assertThat(new GroupBootstrap(20, 1, 1, Progress.NONE)
                        .draw(search, recipes.groupOf(), rows)
                        .get(1)
                        .theta())
                .usingRecursiveComparison()
                .isEqualTo(draws.get(1).theta());
    }

    @Test
    void fewGroupsHaveNothingToLend() {
        var recipes = Recipes.of(3, 10, 1, 1e-3, 4);
        assertThatThrownBy(() -> recipes.search(List.of("alpha")))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("only 2 other groups have enough to borrow from");
    }
}
