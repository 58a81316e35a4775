package org.isoflop.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.isoflop.charts.gallery.BacktestErrors;
import org.isoflop.charts.gallery.Curve;
import org.isoflop.charts.gallery.DesignProposals;
import org.isoflop.charts.gallery.Evidence;
import org.isoflop.charts.gallery.FitChart;
import org.isoflop.charts.gallery.LawsCompared;
import org.isoflop.charts.gallery.RecipesCompared;
import org.isoflop.charts.gallery.ScheduleCurves;
import org.isoflop.charts.gallery.TuningLandscape;

/** One of every chart, for what must hold of all of them. */
public final class SampleCharts {
    private SampleCharts() {}

    private static final double[] BUDGETS =
            Scale.log("", 1e19, 1e25, Format.POWER).steps(40);

    private static final List<Chart> ALL = made();

    /** Made once for all tests. */
    public static List<Chart> all() {
        return ALL;
    }

    /** The chart of that kind, made anew. */
    public static Chart again(String kind) {
        return made().stream()
                .filter(chart -> chart.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<Chart> made() {
        Evidence evidence = Examples.fitted();
        var charts = new ArrayList<Chart>();
        for (FitChart kind : FitChart.values()) {
            charts.add(kind.of(evidence, OptionalDouble.of(1e24)));
        }
        charts.add(BacktestErrors.of(Examples.backtest(), Examples.axis(Examples.runs())));
        charts.add(LawsCompared.of(
                "C",
                List.of(curve("chinchilla", 1.8, 0.05), curve("power-law", 1.7, 0.046)),
                1e22,
                new double[] {1e20, 1e22},
                new double[] {2.42, 2.16}));
        charts.add(recipes());
        charts.add(tuning());
        charts.add(ScheduleCurves.of(List.of(schedule("cosine", true), schedule("wsd", false))));
        charts.add(DesignProposals.of(
                evidence,
                new double[] {6e8, 4e9, 1.2e10},
                new double[] {2e11, 8e10, 1e12},
                0.31,
                OptionalDouble.of(1e24)));
        return charts;
    }

    /** A loss that falls with compute, with an interval that widens. */
    private static Curve curve(String name, double floor, double power) {
        return curve(name, c -> floor + 1.2 * Math.pow(c / 1e19, -3 * power), 0.004);
    }

    private static Curve curve(String name, DoubleUnaryOperator value, double width) {
        double[] estimate = Arrays.stream(BUDGETS).map(value).toArray();
        double[] low = new double[estimate.length];
        double[] high = new double[estimate.length];
        for (int i = 0; i < estimate.length; i++) {
            double half = width * (1 + 2.0 * i / estimate.length);
            low[i] = estimate[i] * (1 - half);
            high[i] = estimate[i] * (1 + half);
        }
        return new Curve(name, BUDGETS, estimate, low, high);
    }

    private static Chart recipes() {
        var dense = new RecipesCompared.Recipe(
                curve("dense", 1.8, 0.05), new double[] {1e19, 1e20}, new double[] {3.0, 2.65});
        var sparse = new RecipesCompared.Recipe(
                curve("mixture of experts", 1.75, 0.048), new double[] {1e19, 1e20}, new double[] {2.96, 2.62});
        return RecipesCompared.of(
                "C",
                "loss",
                List.of(sparse, dense),
                Optional.of(new RecipesCompared.Crossing(1e22, 2e21, 6e22)),
                "each at its own best N and D");
    }

    private static Chart tuning() {
        double[] rates = Scale.log("", 1e-4, 1e-2, Format.POWER).steps(25);
        double[] batches = Scale.log("", 1e5, 1e7, Format.COUNT).steps(21);
        double[][] loss = new double[rates.length][batches.length];
        for (int i = 0; i < rates.length; i++) {
            for (int j = 0; j < batches.length; j++) {
                double x = Math.log(rates[i] / 1e-3) - 0.3 * Math.log(batches[j] / 1e6);
                double y = Math.log(batches[j] / 1e6);
                loss[i][j] = 2.2 * (1 + 0.004 * x * x + 0.002 * y * y);
            }
        }
        return TuningLandscape.of(
                new TuningLandscape.Factor("lr", rates, new double[] {5e-4, 1e-3, 2e-3}),
                new TuningLandscape.Factor("batch", batches, new double[] {5e5, 1e6, 2e6}),
                loss,
                0.0025,
                "surface of one cell");
    }

    private static ScheduleCurves.Along schedule(String name, boolean cosine) {
        double[] steps = Scale.linear("", 1, 20_000, Format.COUNT).steps(100);
        double[] rates = Arrays.stream(steps)
                .map(s -> cosine
                        ? 1.5e-4 * (1 + Math.cos(Math.PI * s / 20_000))
                        : s < 16_000 ? 3e-4 : 3e-4 * (20_000 - s) / 4000)
                .toArray();
        double[] loss = new double[steps.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = 2.4 + 12 * Math.pow(steps[i] + 50, -0.5) + 300 * rates[i];
        }
        return new ScheduleCurves.Along(new Curve(name, steps, loss), rates);
    }
}
