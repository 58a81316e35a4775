package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Robust regressions with known answers, and random ones that nothing near them beats. */
class RegressionTest {
    private static final double FAR = Double.POSITIVE_INFINITY;

    /** Where the sum of the rows' costs is least when all move alike. */
    private static double location(double width, double below, double above, double low, double high, double... rows) {
        var regression = new Regression(1, width, below, above);
        regression.resize(rows.length);
        System.arraycopy(rows, 0, regression.residuals, 0, rows.length);
        Arrays.fill(regression.weights, 1);
        Arrays.fill(regression.slopes[0], 1);
        double[] theta = {0};
        regression.measure();
        regression.begin();
        assertThat(regression.solve(theta, new double[] {low}, new double[] {high}, 1e-20))
                .isTrue();
        return theta[0];
    }

    @Test
    void locationsAreThoseOfTheBook() {
        // Squares: the mean.
        assertThat(location(FAR, 1, 1, -FAR, FAR, 1, 2, 6)).isCloseTo(-3, within(1e-9));
        // The outlier pulls with the strength of the bend: 3 d + 1 = 0.
        assertThat(location(1, 1, 1, -FAR, FAR, 0, 0, 0, 10)).isCloseTo(-1.0 / 3, within(1e-9));
        // 0.4 (d - 1) + 1.6 (d + 1) = 0.
        assertThat(location(FAR, 0.4, 1.6, -FAR, FAR, -1, 1)).isCloseTo(-0.6, within(1e-9));
        assertThat(location(FAR, 1, 1, -2, FAR, 1, 2, 6)).isEqualTo(-2);
    }

    @Test
    void nothingNearAMinimumIsLower() {
        var random = new SplittableRandom(4);
        for (int k = 0; k < 200; k++) {
            int parameters = 1 + random.nextInt(4);
            int rows = 20 + random.nextInt(60);
            double ratio = k % 2 == 0 ? 1 : 4;
            var regression = new Regression(parameters, 0.3, 1, ratio);
            regression.resize(rows);
            for (int i = 0; i < rows; i++) {
                regression.residuals[i] = random.nextGaussian();
                regression.weights[i] = 1 + random.nextInt(3);
                for (int j = 0; j < parameters; j++) {
                    regression.slopes[j][i] = random.nextGaussian();
                }
            }
            double[] theta = new double[parameters];
            double[] low = new double[parameters];
            double[] high = new double[parameters];
            Arrays.fill(low, k % 3 == 0 ? -0.05 : -FAR);
            Arrays.fill(high, FAR);
            regression.measure();
            regression.begin();
            assertThat(regression.solve(theta, low, high, 1e-12)).isTrue();
            double least = regression.value();
            double[] there = regression.residuals.clone();
            for (int trial = 0; trial < 50; trial++) {
                System.arraycopy(there, 0, regression.residuals, 0, rows);
                for (int j = 0; j < parameters; j++) {
                    double move = 0.01 * random.nextGaussian();
                    move = Math.max(move, low[j] - theta[j]);
                    for (int i = 0; i < rows; i++) {
                        regression.residuals[i] += move * regression.slopes[j][i];
                    }
                }
                regression.begin();
                // Rounding of a sum of some tens of numbers of size one.
                assertThat(regression.value()).isGreaterThanOrEqualTo(least - 1e-12);
            }
        }
    }
}
