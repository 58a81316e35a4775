package org.isoflop.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {
    /** Of n exchangeable values the k-th smallest, k the next whole number from (n + 1) level: the textbook's form. */
    @Test
    void theConformalQuantileIsAnOrderStatistic() {
        assertThat(conformal(9, 0.9)).isEqualTo(9);
        assertThat(conformal(19, 0.9)).isEqualTo(18);
        assertThat(conformal(99, 0.9)).isEqualTo(90);
        assertThat(conformal(3, 0.5)).isEqualTo(2);
    }

    @Test
    void fewerValuesThanTheLevelAsksForHaveNone() {
        assertThat(conformal(8, 0.9)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(conformal(18, 0.95)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void aWeightCountsLikeRepetition() {
        double[] values = {5, 1, 3};
        double[] weights = {1, 20, 2};
        double[] repeated = new double[23];
        Arrays.fill(repeated, 1);
        repeated[20] = 3;
        repeated[21] = 3;
        repeated[22] = 5;
        double[] ones = new double[23];
        Arrays.fill(ones, 1);
        for (double level : new double[] {0.5, 0.8, 0.85, 0.9, 0.95}) {
            assertThat(Quantiles.conformal(values, weights, level, 23))
                    .isEqualTo(Quantiles.conformal(repeated, ones, level, 23));
        }
    }

    /** One more value lies at or below it with the probability that was asked for, or a little more: at most 1/(n+1). */
    @Test
    void theConformalQuantileCoversOneMoreValue() {
        var random = new SplittableRandom(1);
        int tables = 20_000;
        int covered = 0;
        for (int t = 0; t < tables; t++) {
            double[] values = random.doubles(19).toArray();
            double[] ones = new double[19];
            Arrays.fill(ones, 1);
            covered += random.nextDouble() <= Quantiles.conformal(values, ones, 0.9, 19) ? 1 : 0;
        }
        // The standard error is 0.2 %; exactly 18/20 are expected.
        assertThat((double) covered / tables).isCloseTo(0.9, within(0.008));
    }

    /** Tabulated quantiles of Student's distribution. */
    @Test
    void studentIsThatOfTheTables() {
        assertThat(Quantiles.student(0.95, 1)).isCloseTo(6.313752, within(1e-6));
        assertThat(Quantiles.student(0.975, 4)).isCloseTo(2.776445, within(1e-6));
        assertThat(Quantiles.student(0.95, 5)).isCloseTo(2.015048, within(1e-6));
        assertThat(Quantiles.student(0.995, 10)).isCloseTo(3.169273, within(1e-6));
        assertThat(Quantiles.student(0.95, 1000)).isCloseTo(1.646379, within(1e-6));
        assertThat(Quantiles.student(0.05, 5)).isCloseTo(-2.015048, within(1e-6));
    }

    private static double conformal(int n, double level) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[] values = IntStream.rangeClosed(1, n).asDoubleStream().toArray();
        return Quantiles.conformal(values, ones, level, n);
    }
}
