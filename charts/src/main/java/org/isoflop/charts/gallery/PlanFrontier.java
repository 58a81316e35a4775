package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;
import org.isoflop.plan.Allocation;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Interval;

/** What budgets buy: the best model size, tokens and loss for each, and how sure they are. */
public final class PlanFrontier {
    public static final String KIND = "plan";

    private static final int STEPS = 25;

    /** So many draws tell an interval well enough for a drawing. */
    private static final int MOST_DRAWS = 200;

    private PlanFrontier() {}

    /** See {@link FitChart#PLAN}: the best split of C = 6ND, each resample dividing budgets in its own way. */
    static Chart of(Evidence evidence, OptionalDouble wanted) {
        IsoFlops.requireKnownSplit(evidence);
        Course course = Course.of(evidence);
        double target = course.target(wanted);
        double[] budgets = Scale.log("", course.smallest(), 10 * Math.max(target, course.largest()), Format.POWER)
                .steps(STEPS);
        List<double[]> draws = evidence.draws().theta();
        var few = new Draws(draws.subList(0, Math.min(MOST_DRAWS, draws.size())), 0, 0, 0);
        var allocation = Allocation.of(evidence.model());
        ToDoubleBiFunction<Double, double[]> n =
                (flops, theta) -> allocation.parameters(flops, theta).orElse(Double.NaN);
        ToDoubleBiFunction<Double, double[]> d =
                (flops, theta) -> flops / Evidence.FLOPS / n.applyAsDouble(flops, theta);
        ToDoubleBiFunction<Double, double[]> loss = (flops, theta) -> {
            double[][] place = course.inOrder(
                    new double[] {n.applyAsDouble(flops, theta)}, new double[] {d.applyAsDouble(flops, theta)});
            return evidence.model().predict(new double[] {place[0][0], place[1][0]}, theta);
        };
        return of(
                curve("N", budgets, n, evidence, few),
                curve("D", budgets, d, evidence, few),
                curve("loss", budgets, loss, evidence, few),
                target);
    }

    private static Curve curve(
            String name,
            double[] budgets,
            ToDoubleBiFunction<Double, double[]> quantity,
            Evidence evidence,
            Draws draws) {
        double[] estimate = Arrays.stream(budgets)
                .map(flops -> quantity.applyAsDouble(flops, evidence.theta()))
                .toArray();
        if (draws.isEmpty()) {
            return new Curve(name, budgets, estimate);
        }
        double[] low = new double[budgets.length];
        double[] high = new double[budgets.length];
        for (int i = 0; i < budgets.length; i++) {
            double flops = budgets[i];
            Interval interval = draws.interval(theta -> quantity.applyAsDouble(flops, theta), evidence.level());
            low[i] = interval.low();
            high[i] = interval.high();
        }
        return new Curve(name, budgets, estimate, low, high);
    }

    /**
     * The chart.
     *
     * @param parameters the best model size for each budget in FLOP
     * @param tokens the best number of tokens
     * @param loss what comes of it
     * @param budget the one that is planned for
     */
    public static Chart of(Curve parameters, Curve tokens, Curve loss, double budget) {
        Scale x = Scale.aroundLog("budget (FLOP)", Format.POWER, parameters.x(), new double[] {budget});
        String at = Format.POWER.text(budget, 2) + " FLOP";
        String split = "%s parameters, %s tokens"
                .formatted(Format.COUNT.text(parameters.at(budget)), Format.COUNT.text(tokens.at(budget)));
        String title = "%s buy %s and a loss of %s".formatted(at, split, Format.NUMBER.text(loss.at(budget)));
        return new Chart(
                KIND,
                title,
                "best for each budget, with intervals",
                title + ".",
                List.of(List.of(
                        panel(x, "parameters N", Format.COUNT, parameters, budget, Ink.BLUE),
                        panel(x, "tokens D", Format.COUNT, tokens, budget, Ink.GREEN),
                        panel(x, "loss", Format.NUMBER, loss, budget, Ink.PURPLE))));
    }

    private static Panel panel(Scale x, String name, Format format, Curve curve, double budget, Ink ink) {
        Scale y = format == Format.COUNT
                ? Scale.aroundLog(name, format, curve.heights())
                : Scale.around(name, format, curve.heights());
        // The axis says what it is.
        var layers = new ArrayList<Layer>(curve.layers(ink, ""));
        double[] at = {budget};
        layers.add(new Layer.Points(
                at,
                new double[] {curve.at(budget)},
                List.of("the plan"),
                Look.points(Ink.VERMILLION).opacity(1).times(1.4).shape(Look.Shape.DIAMOND)));
        layers.add(Layer.Texts.at(
                budget, curve.at(budget), format.text(curve.at(budget), 3), Layer.Anchor.ABOVE, Ink.VERMILLION));
        return new Panel(x, y, layers);
    }
}
