package org.isoflop.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.isoflop.InputException;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.junit.jupiter.api.Test;

/** Curves with known parameters, whose crossings and multipliers have closed forms. */
class ComparisonTest {
    private static final Model POWER = model("loss = a*C^(-b)", "C");

    private static final Model SHORTAGES = model("loss = E + A/N^alpha + B/D^beta", "N", "D");

    private static final Span RUNS = new Span(1e18, 1e21);

    /** Root finding ends at 1e-14 of a logarithm of some 50. */
    private static final double DIGITS = 1e-11;

    private static Model model(String law, String... variables) {
        var columns = new LinkedHashSet<>(List.of(variables));
        columns.add("loss");
        return Model.of(Law.parse(law), columns);
    }

    private static Contender exact(String name, Model model, double... theta) {
        return Contender.of(name, model, theta, List.of(), 40, RUNS);
    }

    /** With draws around the parameters, of a relative standard deviation. */
    private static Contender spread(String name, Model model, double deviation, long seed, double... theta) {
        var random = new SplittableRandom(seed);
        List<double[]> draws = IntStream.range(0, 2000)
                .mapToObj(k -> {
                    double[] draw = theta.clone();
                    draw[0] *= Math.exp(deviation * random.nextGaussian());
                    return draw;
                })
                .toList();
        return Contender.of(name, model, theta, draws, 40, RUNS);
    }

    private static Comparison compare(Path path, double target, Contender... contenders) {
        return Comparison.of(
                new Comparison.Question(path, target, Map.of(), false, 0.9), List.of(contenders), Optional.empty(), 1);
    }

    private static Comparison alongCompute(double target, Contender... contenders) {
        return compare(new Path.Along("C"), target, contenders);
    }

    @Test
    void purePowerLawsCrossWhereTheClosedFormSays() {
        Duel duel = alongCompute(1e24, exact("a", POWER, 10, 0.05), exact("b", POWER, 20, 0.065))
                .leading();
        double crossing = Math.pow(20.0 / 10, 1 / (0.065 - 0.05));
        assertThat(duel.first()).isEqualTo("b");
        assertThat(duel.crossings()).hasSize(1);
        assertThat(duel.crossings().getFirst().scale().value()).isCloseTo(crossing, Percentage.withPercentage(1e-8));
        assertThat(duel.crossings().getFirst().below()).isEqualTo("a");
        assertThat(duel.crossings().getFirst().above()).isEqualTo("b");
    }

    @Test
    void multipliersOfPurePowerLawsHaveTheirClosedForm() {
        Duel duel = alongCompute(1e22, exact("a", POWER, 10, 0.05), exact("b", POWER, 20, 0.062))
                .leading();
        assertThat(duel.first()).isEqualTo("a");
        for (Multiplier m : duel.ofSecond()) {
            double known = Math.pow(20.0 / 10, 1 / 0.062) * Math.pow(m.scale(), 0.05 / 0.062 - 1);
            assertThat(m.times().value()).isCloseTo(known, within(known * DIGITS * 100));
        }
        for (Multiplier m : duel.ofFirst()) {
            double known = Math.pow(10.0 / 20, 1 / 0.05) * Math.pow(m.scale(), 0.062 / 0.05 - 1);
            assertThat(m.times().value()).isCloseTo(known, within(known * DIGITS * 100));
        }
        assertThat(duel.ofSecond().getFirst().times().value())
                .as("a speed-up that fades")
                .isGreaterThan(duel.ofSecond().getLast().times().value());
        assertThat(duel.ofSecond().getLast().scale()).isEqualTo(1e22);
    }

    @Test
    void aRecipeThatMakesEveryFlopCountMoreHasOneMultiplierAtAllScales() {
        double[] theta = {1.8, 480, 0.35, 2100, 0.37};
        // Half of the parameters and two thirds of the tokens are lost: three times the compute for the same loss.
        double[] wasteful = {1.8, 480 * Math.pow(2, 0.35), 0.35, 2100 * Math.pow(1.5, 0.37), 0.37};
        Duel duel = compare(
                        new Path.Optimal(), 1e24, exact("good", SHORTAGES, theta), exact("bad", SHORTAGES, wasteful))
                .leading();
        assertThat(duel.first()).isEqualTo("good");
        assertThat(duel.crossings()).isEmpty();
        assertThat(duel.ofSecond())
                .allSatisfy(m -> assertThat(m.times().value()).isCloseTo(3, within(1e-6)));
        assertThat(duel.ofFirst()).allSatisfy(m -> assertThat(m.times().value()).isCloseTo(1.0 / 3, within(1e-6)));
    }

    @Test
    void bestSizesOfDrawsAreThoseOfAFullSearch() {
        Curve curve = Curve.of(SHORTAGES, new Path.Optimal(), Map.of(), false);
        var random = new SplittableRandom(5);
        for (int i = 0; i < 200; i++) {
            double scale = Math.pow(10, 17 + 8 * random.nextDouble());
            double[] theta = {1.7, 400 * Math.exp(random.nextGaussian()), 0.34, 2000, 0.36};
            double[] near = {1.7, 400, 0.34, 2000, 0.36};
            double fast = curve.at(scale, theta, curve.parameters(scale, near));
            // The loss is flat there: what is left of the distance to the vertex enters squared.
            assertThat(fast).isCloseTo(curve.at(scale, theta), within(1e-7));
        }
    }

    @Test
    void anUnreachableLossIsNeverBought() {
        Duel duel = alongCompute(
                        1e24,
                        exact("a", model("loss = E + a*C^(-b)", "C"), 1, 10, 0.05),
                        exact("b", model("loss = E + a*C^(-b)", "C"), 2.5, 1, 0.05))
                .leading();
        assertThat(duel.ofSecond().getLast().times().value()).isInfinite();
    }

    @Test
    void probabilityIsThatOfTheDraws() {
        // log L_b - log L_a = log(10.1/10) against a standard deviation of sqrt(2) 0.01: Phi(0.70) = 0.759.
        Duel duel = alongCompute(1e22, spread("a", POWER, 0.01, 1, 10, 0.05), spread("b", POWER, 0.01, 2, 10.1, 0.05))
                .leading();
        // Over 2000 draws the standard error is 0.01.
        assertThat(duel.better().plain().orElseThrow()).isCloseTo(0.759, within(0.03));
    }

    @Test
    void theSharesOfBestAddUpToOne() {
        List<Standing> standings = alongCompute(
                        1e22,
                        spread("a", POWER, 0.02, 1, 10, 0.05),
                        spread("b", POWER, 0.02, 2, 10.1, 0.05),
                        spread("c", POWER, 0.02, 3, 10.2, 0.05))
                .standings();
        assertThat(standings.stream().map(s -> s.contender().name())).containsExactly("a", "b", "c");
        assertThat(standings.stream()
                        .mapToDouble(s -> s.best().plain().orElseThrow())
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void thoseThatAreTheSameTie() {
        Contender a = spread("a", POWER, 0.02, 1, 10, 0.05);
        Contender b = spread("b", POWER, 0.02, 1, 10, 0.05);
        Comparison comparison = alongCompute(1e22, a, b);
        assertThat(comparison.leading().better().plain()).hasValue(0.5);
        assertThat(comparison.leading().difference().value()).isZero();
        assertThat(comparison.leading().crossings()).isEmpty();
        assertThat(comparison.standings())
                .allSatisfy(s -> assertThat(s.best().plain().orElseThrow()).isCloseTo(0.5, within(1e-9)));
        assertThat(comparison.leading().ofSecond())
                .allSatisfy(m -> assertThat(m.times().value()).isCloseTo(1, within(1e-12)));
    }

    @Test
    void whereDrawsDoNotCrossTheIntervalIsOpen() {
        // A wide spread of levels: in some draws b is ahead everywhere, in others never.
        Duel duel = alongCompute(1e24, spread("a", POWER, 0.5, 1, 10, 0.05), spread("b", POWER, 0.5, 2, 20, 0.065))
                .leading();
        Crossing crossing = duel.crossing().orElseThrow();
        assertThat(crossing.scale().plain().orElseThrow().low()).isZero();
        assertThat(crossing.scale().plain().orElseThrow().high()).isInfinite();
        Crossing.Shares shares = duel.shares().orElseThrow();
        assertThat(shares.within() + shares.before() + shares.beyond() + shares.never())
                .isCloseTo(1, within(1e-9));
        assertThat(shares.never()).isGreaterThan(0.2);
    }

    @Test
    void widerDrawsMakeLessCertain() {
        var widening = new Widening(
                List.of(new Widening.Score(0, 1, 4), new Widening.Score(1, 1, -4), new Widening.Score(2, 1.5, 4)));
        var question = new Comparison.Question(new Path.Along("C"), 1e22, Map.of(), false, 0.9);
        List<Contender> pair = List.of(spread("a", POWER, 0.01, 1, 10, 0.05), spread("b", POWER, 0.01, 2, 10.2, 0.05));
        Duel duel = Comparison.of(question, pair, Optional.of(new Hindcast(widening, widening)), 1)
                .leading();
        double plain = duel.better().plain().orElseThrow();
        double calibrated = duel.better().calibrated().orElseThrow();
        assertThat(calibrated).isLessThan(plain).isGreaterThan(0.5);
        assertThat(duel.difference().calibrated().orElseThrow().low())
                .isLessThan(duel.difference().plain().orElseThrow().low());
    }

    @Test
    void moreCanBeBetter() {
        Model accuracy = model("loss = top - a*C^(-b)", "C");
        var question = new Comparison.Question(new Path.Along("C"), 1e22, Map.of(), true, 0.9);
        Comparison comparison = Comparison.of(
                question,
                List.of(exact("low", accuracy, 0.8, 3, 0.05), exact("high", accuracy, 0.9, 3, 0.05)),
                Optional.empty(),
                1);
        assertThat(comparison.leading().first()).isEqualTo("high");
        assertThat(comparison.standings().getFirst().loss().value())
                .isCloseTo(0.9 - 3 * Math.pow(1e22, -0.05), within(1e-12));
    }

    @Test
    void pathsThatAreStatedAreFollowed() {
        Contender a = exact("a", SHORTAGES, 1.8, 480, 0.35, 2100, 0.37);
        Contender b = exact("b", SHORTAGES, 1.9, 480, 0.35, 2000, 0.37);
        for (Path path : List.of(new Path.Ratio(20), new Path.Parameters(1e9), new Path.Tokens(1e12))) {
            Standing best = compare(path, 1.2e23, a, b).standings().getFirst();
            double n = switch (path) {
                case Path.Ratio(var ratio) -> Math.sqrt(1.2e23 / 6 / ratio);
                case Path.Parameters(var size) -> size;
                case Path.Tokens(var tokens) -> 1.2e23 / 6 / tokens;
                case Path.Optimal _, Path.Along _ -> Double.NaN;
            };
            double d = 1.2e23 / 6 / n;
            assertThat(best.loss().value())
                    .isCloseTo(1.8 + 480 / Math.pow(n, 0.35) + 2100 / Math.pow(d, 0.37), within(1e-9));
            assertThat(best.parameters()).isCloseTo(n, Percentage.withPercentage(1e-9));
        }
    }

    @Test
    void aLawThatReadsMoreAsksForIt() {
        Model withStreams = model("loss = E + A/(N*(1 + k*log(P)))^alpha + B/D^beta", "N", "D", "P");
        Contender a = exact("a", withStreams, 1.8, 480, 0.3, 0.35, 2100, 0.37);
        assertThatThrownBy(() -> compare(new Path.Ratio(20), 1e22, a, a))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("reads P, of which the comparison knows no value");
        assertThatThrownBy(() -> Curve.of(withStreams, new Path.Optimal(), Map.of("P", 2.0), false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no best N and D to be found");
    }
}
