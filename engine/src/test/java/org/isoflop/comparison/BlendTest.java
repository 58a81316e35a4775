package org.isoflop.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Practice;
import org.isoflop.forecast.Selection;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

/** Several laws that speak for a recipe together. */
class BlendTest {
    private static final Set<String> COLUMNS = Set.of("C", "N", "D", "loss");

    private static final Model POWER = Model.of(Law.parse("loss = a*C^(-b)"), COLUMNS);

    private static final Model ADDITIVE = Model.of(Law.parse("loss = E + A/N^alpha + B/D^beta"), COLUMNS);

    private static final Span RUNS = new Span(1e18, 1e21);

    private static Blend power(double share, double[] first, double[] second) {
        return new Blend(List.of(new Voice(POWER, first), new Voice(POWER, second)), new double[] {share, 1 - share});
    }

    private static Contender exact(String name, Blend blend) {
        return blend.contender(name, true, List.of(List.of(), List.of()), 0, 20, RUNS);
    }

    private static Comparison compare(Path path, double target, Contender... contenders) {
        return Comparison.of(
                new Comparison.Question(path, target, Map.of(), false, 0.9), List.of(contenders), Optional.empty(), 1);
    }

    @Test
    void powerLawsTogetherAreAPowerLawWithItsCrossingAndItsMultiplier() {
        Blend late = power(0.3, new double[] {20, 0.06}, new double[] {24, 0.07});
        Blend early = power(0.8, new double[] {9, 0.045}, new double[] {11, 0.05});
        // The mean of logarithms is linear in log C: both coefficients are weighted means.
        double a1 = Math.exp(0.3 * Math.log(20) + 0.7 * Math.log(24));
        double b1 = 0.3 * 0.06 + 0.7 * 0.07;
        double a2 = Math.exp(0.8 * Math.log(9) + 0.2 * Math.log(11));
        double b2 = 0.8 * 0.045 + 0.2 * 0.05;
        double crossing = Math.pow(a1 / a2, 1 / (b1 - b2));
        double target = 100 * crossing;
        Duel duel = compare(new Path.Along("C"), target, exact("early", early), exact("late", late))
                .leading();
        assertThat(duel.first()).isEqualTo("late");
        // Root finding ends at 1e-14 of a logarithm of some 50.
        assertThat(duel.crossings().getFirst().scale().value() / crossing).isCloseTo(1, within(1e-10));
        for (Multiplier m : duel.ofSecond()) {
            double known = Math.pow(a2 / a1, 1 / b2) * Math.pow(m.scale(), b1 / b2 - 1);
            assertThat(m.times().value() / known).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void whereOneLawHasNoResamplesTheSpreadOfAllIsUnknown() {
        Blend blend = power(0.5, new double[] {20, 0.06}, new double[] {24, 0.07});
        List<double[]> some = List.of(new double[] {20.1, 0.06});
        assertThat(blend.contender("a", true, List.of(some, List.of()), 10, 20, RUNS)
                        .draws())
                .isEmpty();
        assertThat(blend.contender("a", true, List.of(some, some), 10, 20, RUNS).draws())
                .hasSize(10);
    }

    @Test
    void theBestSizeIsThatOfTheBlendAndNoLawIsBetterThere() {
        double[] one = {1.8, 480, 0.35, 2100, 0.37};
        double[] other = {1.6, 300, 0.31, 900, 0.30};
        var blend = new Blend(
                List.of(new Voice(ADDITIVE, one), new Voice(ADDITIVE, other), new Voice(POWER, new double[] {20, 0.05
                })),
                new double[] {0.5, 0.3, 0.2});
        Contender recipe = blend.contender("a", true, List.of(List.of(), List.of(), List.of()), 0, 20, RUNS);
        Standing standing =
                compare(new Path.Optimal(), 1e22, recipe, recipe).standings().getFirst();
        double least = Double.POSITIVE_INFINITY;
        for (double n = 1e8; n < 1e12; n *= 1.001) {
            double d = 1e22 / 6 / n;
            double log = 0.5 * Math.log(ADDITIVE.predict(row(ADDITIVE, n, d), one))
                    + 0.3 * Math.log(ADDITIVE.predict(row(ADDITIVE, n, d), other))
                    + 0.2 * Math.log(20 * Math.pow(1e22, -0.05));
            least = Math.min(least, Math.exp(log));
        }
        // The grid misses the bottom by half a step at most: 0.0005^2 of a curvature below 1.
        assertThat(standing.loss().value()).isCloseTo(least, within(1e-6)).isLessThanOrEqualTo(least);
    }

    private static double[] row(Model model, double n, double d) {
        return model.variables().stream()
                .mapToDouble(name -> name.equals("N") ? n : d)
                .toArray();
    }

    @Test
    void lawsSpeakInAsManyDrawsAsTheyHaveShares() {
        Blend blend = power(0.7, new double[] {20, 0.06}, new double[] {24, 0.07});
        int[] speakers = blend.speakers(1000);
        // A golden-ratio sequence of n points misses a share by a few of them.
        assertThat(IntStream.of(speakers).filter(k -> k == 0).count()).isBetween(695L, 705L);
        assertThat(IntStream.of(speakers).limit(20).filter(k -> k == 0).count()).isBetween(12L, 16L);
    }

    @Test
    void whatLawsDoNotAgreeInIsInTheIntervals() {
        double[] low = {20, 0.05};
        double[] high = {20.4, 0.05};
        Contender blended =
                power(0.5, low, high).contender("a", true, List.of(List.of(low), List.of(high)), 200, 20, RUNS);
        Standing standing =
                compare(new Path.Along("C"), 1e22, blended, blended).standings().getFirst();
        double at = Math.pow(1e22, -0.05);
        assertThat(standing.loss().plain().orElseThrow().low()).isCloseTo(20 * at, within(1e-12));
        assertThat(standing.loss().plain().orElseThrow().high()).isCloseTo(20.4 * at, within(1e-12));
        assertThat(standing.loss().value()).isCloseTo(Math.sqrt(20 * 20.4) * at, within(1e-12));
    }

    @Test
    void aLawThatIsWrongInAllRecipesAlikeCancelsInTheirDifference() {
        // In every draw the same law speaks for both, so that what it says of both cancels.
        double[] one = {20, 0.05};
        double[] two = {30, 0.05};
        Contender first =
                power(0.5, one, two).contender("first", true, List.of(List.of(one), List.of(two)), 200, 20, RUNS);
        double[] better = {19.8, 0.05};
        double[] best = {29.7, 0.05};
        Contender second = power(0.5, better, best)
                .contender("second", true, List.of(List.of(better), List.of(best)), 200, 20, RUNS);
        Duel duel = compare(new Path.Along("C"), 1e22, first, second).leading();
        assertThat(duel.first()).isEqualTo("second");
        assertThat(duel.relative().plain().orElseThrow().low()).isCloseTo(0.01, within(1e-12));
        assertThat(duel.relative().plain().orElseThrow().high()).isCloseTo(0.01, within(1e-12));
    }

    private static Runs recipes(long seed) {
        var random = new SplittableRandom(seed);
        var names = new ArrayList<String>();
        double[] c = new double[36];
        double[] loss = new double[36];
        for (int i = 0; i < c.length; i++) {
            boolean late = i >= 18;
            c[i] = 1e18 * Math.pow(10, 3.0 * (i % 18) / 17);
            names.add(late ? "late" : "early");
            loss[i] = (late ? 1.7 + 700 * Math.pow(c[i], -0.155) : 1.75 + 600 * Math.pow(c[i], -0.155))
                    * Math.exp(0.002 * random.nextGaussian());
        }
        return Runs.of(
                List.of(
                        Column.Labels.of("recipe", names),
                        new Column.Numbers("C", c),
                        new Column.Numbers("loss", loss)),
                Origin.of("simulated"));
    }

    private static Ensemble ensemble(Runs runs, int threads) {
        List<Law> laws = List.of(
                Law.parse("loss = E + a*C^(-b) where { E in (0, 3); b in (0.01, 1) }"),
                Law.of("power", org.isoflop.formula.Formula.parse("loss = a*C^(-b)")));
        Fitter fitter = Fitter.withDefaults().starts(8).threads(threads);
        var chosen = new LinkedHashMap<String, Selection>();
        runs.groups("recipe").forEach((name, own) -> {
            int[] units = IntStream.range(0, own.size()).toArray();
            chosen.put(
                    name,
                    Selection.of(Backtest.of(
                            Practice.averaged(fitter),
                            laws,
                            own,
                            own.numbers("C"),
                            units,
                            Backtest.CUTS,
                            1,
                            Progress.NONE)));
        });
        int[] units = IntStream.range(0, runs.size()).toArray();
        return Ensemble.of(chosen, runs, "recipe", units, fitter);
    }

    @Test
    void recipesOfATableAreForecastByTheLawsThatBackTestsChose() {
        Runs runs = recipes(3);
        Ensemble ensemble = ensemble(runs, 2);
        assertThat(ensemble.laws().stream().mapToDouble(Map.Entry::getValue).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(ensemble.laws().getFirst().getKey().id())
                .as("the law that the runs follow has most of the say")
                .isEqualTo("formula");
        List<Contender> contenders = ensemble.contenders(new JointDraws(200, 1, 2, Progress.NONE));
        Hindcast hindcast = Hindcast.of(ensemble, contenders, 2, Progress.NONE).orElseThrow();
        Duel duel = Comparison.of(
                        new Comparison.Question(new Path.Along("C"), 1e23, Map.of(), false, 0.9),
                        contenders,
                        Optional.of(hindcast),
                        2)
                .leading();
        assertThat(duel.first()).isEqualTo("late");
        double truth = Math.pow(100 / 0.05, 1 / 0.155);
        assertThat(duel.crossings().getFirst().scale().believed().orElseThrow().contains(truth))
                .as("crossing %s holds %.3g", duel.crossings().getFirst(), truth)
                .isTrue();
    }

    @Test
    void threadsMakeNoDifference() {
        Runs runs = recipes(4);
        List<Contender> one = ensemble(runs, 1).contenders(new JointDraws(30, 1, 1, Progress.NONE));
        List<Contender> many = ensemble(runs, 4).contenders(new JointDraws(30, 1, 4, Progress.NONE));
        for (int k = 0; k < 30; k++) {
            assertThat(many.get(1).draws().get(k).theta())
                    .isEqualTo(one.get(1).draws().get(k).theta());
        }
        assertThat(many.getFirst().model().predict(new double[] {1e22}, new double[0]))
                .isEqualTo(one.getFirst().model().predict(new double[] {1e22}, new double[0]));
    }
}
