package org.isoflop.charts.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.isoflop.charts.Format;
import org.isoflop.charts.Scale;
import org.junit.jupiter.api.Test;

class ContoursTest {
    private static final Scale X = Scale.linear("", -2, 2, Format.NUMBER);
    private static final int STEPS = 81;

    private static Contours of(java.util.function.DoubleBinaryOperator surface) {
        double[] at = X.steps(STEPS);
        double[][] values = new double[STEPS][STEPS];
        for (int i = 0; i < STEPS; i++) {
            for (int j = 0; j < STEPS; j++) {
                values[i][j] = surface.applyAsDouble(at[i], at[j]);
            }
        }
        return new Contours(X, X, values);
    }

    /** Linear interpolation between points 0.05 apart errs by at most 0.05²/8 times the second derivative, 2. */
    @Test
    void theLevelsOfACircleAreACircle() {
        List<Contours.Path> paths = of((x, y) -> x * x + y * y).at(1);
        assertThat(paths).hasSize(1);
        Contours.Path circle = paths.getFirst();
        int last = circle.x().length - 1;
        assertThat(circle.x()[0]).isEqualTo(circle.x()[last], within(1e-12));
        assertThat(circle.y()[0]).isEqualTo(circle.y()[last], within(1e-12));
        for (int i = 0; i <= last; i++) {
            assertThat(Math.hypot(circle.x()[i], circle.y()[i])).isEqualTo(1, within(1e-3));
        }
        assertThat(last).isGreaterThan(100);
    }

    @Test
    void aPlaneHasOneLineFromEdgeToEdge() {
        List<Contours.Path> paths = of((x, y) -> x + 2 * y).at(0.5);
        assertThat(paths).hasSize(1);
        Contours.Path line = paths.getFirst();
        for (int i = 0; i < line.x().length; i++) {
            assertThat(line.x()[i] + 2 * line.y()[i]).isEqualTo(0.5, within(1e-9));
        }
        assertThat(Math.abs(line.x()[0] - line.x()[line.x().length - 1])).isEqualTo(4, within(1e-9));
    }

    @Test
    void twoHillsHaveTwoLines() {
        assertThat(of((x, y) -> Math.min(Math.hypot(x - 1, y), Math.hypot(x + 1, y)))
                        .at(0.5))
                .hasSize(2);
    }

    @Test
    void whereTheLevelIsNotReachedThereIsNoLine() {
        assertThat(of((x, y) -> x * x + y * y).at(-1)).isEmpty();
    }
}
