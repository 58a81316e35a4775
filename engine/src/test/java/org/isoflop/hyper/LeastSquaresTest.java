package org.isoflop.hyper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
    private static double[][] line(int n) {
        double[][] design = new double[n][];
        for (int i = 0; i < n; i++) {
            design[i] = new double[] {1, i};
        }
        return design;
    }

    /** Anscombe's first set: intercept 3.0001, slope 0.5001. */
    @Test
    void anscombesLine() {
        double[] x = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
        double[] y = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
        double[][] design = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            design[i] = new double[] {1, x[i]};
        }
        LeastSquares fit = LeastSquares.of(design, y).orElseThrow();
        assertThat(fit.coefficients()).containsExactly(new double[] {3.00009, 0.50009}, within(1e-5));
        assertThat(fit.freedom()).isEqualTo(9);
    }

    @Test
    void residualsAreOrthogonalToTheColumns() {
        var random = new SplittableRandom(4);
        double[][] design = new double[30][];
        double[] y = new double[30];
        for (int i = 0; i < y.length; i++) {
            design[i] = new double[] {1, random.nextGaussian(), random.nextGaussian()};
            y[i] = random.nextGaussian();
        }
        LeastSquares fit = LeastSquares.of(design, y).orElseThrow();
        for (int j = 0; j < 3; j++) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                sum += design[i][j] * fit.residuals()[i];
            }
            assertThat(sum).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void columnsThatDependOnEachOtherHaveNoFit() {
        double[][] design = {{1, 2, 4}, {1, 3, 6}, {1, 5, 10}, {1, 7, 14}};
        assertThat(LeastSquares.of(design, new double[] {1, 2, 3, 4})).isEmpty();
        assertThat(LeastSquares.of(line(1), new double[] {1})).isEmpty();
    }

    @Test
    void anOutlierHardlyMovesTheRobustLine() {
        var random = new SplittableRandom(1);
        double[] y = new double[40];
        for (int i = 0; i < y.length; i++) {
            y[i] = 2 + 3 * i + 0.01 * random.nextGaussian();
        }
        y[35] += 100;
        assertThat(LeastSquares.of(line(40), y).orElseThrow().coefficients()[1]).isNotCloseTo(3, within(0.1));
        assertThat(LeastSquares.robust(line(40), y).orElseThrow().coefficients()[1])
                .isCloseTo(3, within(0.001));
    }
}
