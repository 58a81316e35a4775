package org.isoflop.charts.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Examples;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.law.Law;
import org.isoflop.uncertainty.Draws;
import org.junit.jupiter.api.Test;

class FitChartTest {
    private static final Evidence FITTED = Examples.fitted();
    private static final OptionalDouble TARGET = OptionalDouble.of(1e24);

    private static Layer named(Chart chart, String label) {
        return chart.layers()
                .filter(layer -> layer.look().label().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + label));
    }

    /** For a Chinchilla law the best split is known in closed form (Hoffmann et al. 2022, equation 4). */
    private static double bestParameters(double flops) {
        double a = FITTED.fit().parameter("A");
        double alpha = FITTED.fit().parameter("alpha");
        double b = FITTED.fit().parameter("B");
        double beta = FITTED.fit().parameter("beta");
        double g = Math.pow(alpha * a / (beta * b), 1 / (alpha + beta));
        return g * Math.pow(flops / 6, beta / (alpha + beta));
    }

    private static double loss(double n, double d) {
        return FITTED.fit().parameter("E")
                + FITTED.fit().parameter("A") / Math.pow(n, FITTED.fit().parameter("alpha"))
                + FITTED.fit().parameter("B") / Math.pow(d, FITTED.fit().parameter("beta"));
    }

    @Test
    void theEnvelopeIsTheBestLossForEachCompute() {
        var line = (Layer.Line) named(FitChart.LOSS.of(FITTED, TARGET), "best loss for each compute");
        for (int i = 0; i < line.x().length; i++) {
            double n = bestParameters(line.x()[i]);
            // The allocation is found to rounding, and the loss is flat there.
            assertThat(line.y()[i]).isEqualTo(loss(n, line.x()[i] / 6 / n), within(1e-9));
        }
    }

    @Test
    void theFanHoldsTheEnvelopeAndWidens() {
        Chart chart = FitChart.LOSS.of(FITTED, TARGET);
        var law = (Layer.Band) named(chart, "the law itself");
        var run = (Layer.Band) named(chart, "a new run, by back-tests");
        int last = law.x().length - 1;
        assertThat(run.high()[last] - run.low()[last]).isGreaterThan(law.high()[last] - law.low()[last]);
        assertThat(law.high()[last] - law.low()[last]).isGreaterThan(3 * (law.high()[last / 2] - law.low()[last / 2]));
    }

    @Test
    void minimaOfEqualComputeAreThoseOfTheClosedForm() {
        Chart chart = FitChart.ISOFLOP.of(FITTED, TARGET);
        var minima = (Layer.Points) chart.layers()
                .filter(layer -> layer instanceof Layer.Points && layer.look().shape() == Look.Shape.DIAMOND)
                .findFirst()
                .orElseThrow();
        int last = minima.x().length - 1;
        assertThat(minima.x()[last] / bestParameters(1e24)).isEqualTo(1, within(1e-6));
        double exponent = FITTED.fit().parameter("beta")
                / (FITTED.fit().parameter("alpha") + FITTED.fit().parameter("beta"));
        assertThat(chart.title()).contains("to the power %.2f".formatted(exponent));
    }

    @Test
    void everyRunIsInTheChartOfEqualCompute() {
        long runs = FitChart.ISOFLOP
                .of(FITTED, TARGET)
                .layers()
                .filter(layer -> layer instanceof Layer.Points && layer.look().shape() == Look.Shape.CIRCLE)
                .mapToLong(layer -> ((Layer.Points) layer).x().length)
                .sum();
        assertThat(runs).isEqualTo(FITTED.fit().rows());
    }

    @Test
    void contoursOfTheSurfaceAreLinesOfEqualLoss() {
        var contour = (Layer.Line)
                FitChart.SURFACE.of(FITTED, TARGET).layers().findFirst().orElseThrow();
        double[] losses = new double[contour.x().length];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = loss(contour.x()[i], contour.y()[i]);
        }
        double spread = Arrays.stream(losses).max().orElseThrow()
                - Arrays.stream(losses).min().orElseThrow();
        // A grid of 72 steps over three decades: interpolation errs in the third digit where it is steep.
        assertThat(spread).isLessThan(0.02);
    }

    @Test
    void residualsAreObservedOverPredicted() {
        Chart chart = FitChart.RESIDUALS.of(FITTED, OptionalDouble.empty());
        var points = (Layer.Points) chart.rows().getFirst().getFirst().layers().get(1);
        double[] n = Examples.runs().numbers("N");
        double[] d = Examples.runs().numbers("D");
        double[] observed = Examples.runs().numbers("loss");
        for (int i = 0; i < n.length; i++) {
            assertThat(points.y()[i]).isEqualTo(observed[i] / loss(n[i], d[i]) - 1, within(1e-9));
        }
        assertThat(points.names().getFirst()).isEqualTo("runs.csv:2");
    }

    @Test
    void withoutRunsTheChartsOfTheLawAreThereStill() {
        var bare = new Evidence(FITTED.fit(), Draws.NONE, 0.9, Optional.empty(), Optional.empty());
        assertThat(FitChart.LOSS.of(bare, TARGET).legend()).hasSize(2);
        assertThat(FitChart.ISOFLOP.of(bare, TARGET).title()).contains("to the power");
        assertThat(FitChart.SURFACE.of(bare, TARGET).layers()).isNotEmpty();
        assertThatThrownBy(() -> FitChart.RESIDUALS.of(bare, TARGET))
                .hasMessage("this chart shows the runs of the fit, and they are not known");
        assertThatThrownBy(() -> FitChart.PARAMETERS.of(bare, TARGET))
                .isInstanceOf(InputException.class)
                .hasMessage("this chart shows the draws of a bootstrap, and there are none");
    }

    @Test
    void aLawInOneVariableIsFollowedAlongIt() {
        Evidence power = Examples.evidence(
                Law.parse("loss = E + A/C^alpha where { alpha in (0, 2); A start 1..1e6 }"), Examples.runs(), false);
        Chart chart = FitChart.LOSS.of(power, OptionalDouble.of(1e23));
        assertThat(chart.title()).startsWith("At 1e23 FLOP expect a loss of ");
        assertThatThrownBy(() -> FitChart.ISOFLOP.of(power, OptionalDouble.empty()))
                .hasMessageContaining("this chart needs a law in N and D alone");
    }
}
