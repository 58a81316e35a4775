package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.isoflop.InputException;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {
    private static final Runs SKEWED = Runs.of(
            java.util.List.of(
                    new Column.Numbers("x", new double[] {1, 1, 1, 1, 1, 2, 2, 2, 2, 2}),
                    new Column.Numbers("y", new double[] {1, 2, 3, 4, 50, 11, 12, 13, 14, 60})),
            Origin.of("skewed"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "huber-log:0.001",
                "huber:0.5",
                "squared",
                "squared-log",
                "absolute",
                "absolute-log",
                "quantile:0.9",
                "asymmetric-log:0.2",
                "asymmetric-log:0.1,0.01",
                "student-log:4",
                "laplace-log",
                "huber-free-log:0.001"
            })
    void textReadsBack(String text) {
        assertThat(Objective.parse(text)).hasToString(text);
        assertThat(Objective.parse(Objective.parse(text).toString())).isEqualTo(Objective.parse(text));
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> Objective.parse("hubber"))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no objective 'hubber'")
                .extracting(e -> ((InputException) e).wayOut())
                .isEqualTo("Did you mean huber?");
        assertThatThrownBy(() -> Objective.parse("huber:-1")).hasMessageContaining("delta must be positive, not -1.0");
        assertThatThrownBy(() -> Objective.parse("quantile:2")).hasMessageContaining("between 0 and 1");
    }

    /** The least absolute error is the median of each group, the 0.9-quantile its largest but none of five. */
    @Test
    void absoluteAndQuantileFitsPassThroughOrderStatistics() {
        Fit median = fit("absolute");
        assertThat(median.predict(new double[] {1})).isCloseTo(3, within(1e-4));
        assertThat(median.predict(new double[] {2})).isCloseTo(13, within(1e-4));
        Fit high = fit("quantile:0.9");
        assertThat(high.predict(new double[] {1})).isCloseTo(50, within(1e-3));
        assertThat(high.predict(new double[] {2})).isCloseTo(60, within(1e-3));
    }

    @Test
    void squaredFitsPassThroughMeansAndReportTheResidualSumOfSquares() {
        Fit mean = fit("squared");
        assertThat(mean.predict(new double[] {1})).isCloseTo(12, within(1e-9));
        assertThat(mean.predict(new double[] {2})).isCloseTo(22, within(1e-9));
        double sum = Arrays.stream(mean.residuals()).map(r -> r * r).sum();
        assertThat(mean.value()).isCloseTo(sum, within(1e-9));
    }

    private static Fit fit(String objective) {
        return Tables.search(Fitter.withDefaults().with(Objective.parse(objective)), "y = a + b*x", SKEWED)
                .fit();
    }
}
