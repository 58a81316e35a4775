package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not change a fit. */
class InvarianceTest {
    /** Sums in another order differ by rounding; the condition of the problem, a few hundred, magnifies it. */
    private static final Percentage ROUNDING = Percentage.withPercentage(1e-7);

    private final Runs runs = Tables.chinchilla(0.005, 11);

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        var order = new ArrayList<>(IntStream.range(0, runs.size()).boxed().toList());
        Collections.shuffle(order, new Random(3));
        Fit shuffled = Tables.fit(
                Tables.BOUNDED, runs.at(order.stream().mapToInt(i -> i).toArray()));
        Fit straight = Tables.fit(Tables.BOUNDED, runs);
        for (int j = 0; j < 5; j++) {
            assertThat(shuffled.theta()[j]).isCloseTo(straight.theta()[j], ROUNDING);
        }
    }

    /** N in millions and D in billions: A becomes A * 1e6^-alpha, B becomes B * 1e9^-beta. */
    @Test
    void theUnitsOfTheColumnsDoNotMatter() {
        Runs others = Tables.scaled(Tables.scaled(runs, "N", 1e-6), "D", 1e-9);
        Fit fit = Tables.fit(Tables.BOUNDED, runs);
        Fit scaled = Tables.fit(Tables.BOUNDED, others);
        assertThat(scaled.value()).isCloseTo(fit.value(), Percentage.withPercentage(1e-8));
        assertThat(scaled.parameter("alpha")).isCloseTo(fit.parameter("alpha"), ROUNDING);
        assertThat(scaled.parameter("beta")).isCloseTo(fit.parameter("beta"), ROUNDING);
        assertThat(scaled.parameter("E")).isCloseTo(fit.parameter("E"), ROUNDING);
        double expected = fit.parameter("A") * Math.pow(1e6, -fit.parameter("alpha"));
        assertThat(scaled.parameter("A")).isCloseTo(expected, Percentage.withPercentage(1e-5));
    }

    @Test
    void threadsDoNotChangeABit() {
        Search one = Tables.search(Fitter.withDefaults().threads(1), Tables.BOUNDED, runs);
        Search four = Tables.search(Fitter.withDefaults().threads(4), Tables.BOUNDED, runs);
        assertThat(four.fit().theta()).isEqualTo(one.fit().theta());
        Draws alone = new Bootstrap(60, 5, 1, Progress.NONE).draw(one);
        Draws together = new Bootstrap(60, 5, 4, Progress.NONE).draw(four);
        assertThat(together.theta()).hasSameSizeAs(alone.theta());
        for (int k = 0; k < 60; k++) {
            assertThat(together.theta().get(k)).isEqualTo(alone.theta().get(k));
        }
    }

    /** Where tangents fail and leave numbers behind that are none, too: the work of threads differs from run to run. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                Tables.BOUNDED,
                "loss = (A/N^(a/b) + B/D)^b + E",
                "loss = E + ((P/N)^(a/b) + Q/D)^b where { P > 0; Q > 0; a in (0, 2); b in (0, 2); E > 0 }",
                "loss = E + A*exp(-c*log(N)) + B*exp(-d*log(D)^2)",
            })
    void whatARefitterWasAskedBeforeDoesNotMatter(String formula) {
        Search search = Tables.search(Fitter.withDefaults().starts(8), formula, Tables.chinchilla(0.02, 3));
        Search.Refitter busy = search.refitter();
        for (int k = 0; k < 60; k++) {
            int[] counts = drawn(search.fit().rows(), k);
            double[] warm = busy.refit(counts);
            assertThat(warm).as("resample %d", k).isEqualTo(search.refitter().refit(counts));
            assertThat(busy.refitThoroughly(counts, warm))
                    .as("resample %d, thoroughly", k)
                    .isEqualTo(search.refitter().refitThoroughly(counts, warm));
        }
    }

    /** Small tables drawn from, so that many resamples determine nothing. */
    private static int[] drawn(int rows, int seed) {
        int[] counts = new int[rows];
        var random = new SplittableRandom(seed);
        random.ints(rows, 0, seed % 3 == 0 ? 7 : rows).forEach(i -> counts[i]++);
        return counts;
    }

    @Test
    void theSeedOfTheSearchMovesTheOptimumByNoMoreThanRounding() {
        Fit first = Tables.search(Fitter.withDefaults().seed(1), Tables.BOUNDED, runs)
                .fit();
        Fit second = Tables.search(Fitter.withDefaults().seed(2), Tables.BOUNDED, runs)
                .fit();
        assertThat(second.theta()[0]).isCloseTo(first.theta()[0], within(1e-8));
    }

    @Test
    void noiseFreeRunsGiveBackTheirLaw() {
        Fit fit = Tables.fit(Tables.BOUNDED, Tables.chinchilla(0, 1));
        for (int j = 0; j < 5; j++) {
            assertThat(fit.parameter(new String[] {"E", "A", "alpha", "B", "beta"}[j]))
                    .isCloseTo(Tables.truth()[j], Percentage.withPercentage(1e-6));
        }
        assertThat(fit.diagnostics().stop()).isInstanceOf(Stop.Exact.class);
        assertThat(fit.value()).isCloseTo(0, offset(1e-20));
    }
}
