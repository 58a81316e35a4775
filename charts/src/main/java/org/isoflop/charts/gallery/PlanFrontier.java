package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;

/** What budgets buy: the best model size, tokens and loss for each, and how sure they are. */
public final class PlanFrontier {
    public static final String KIND = "plan";

    private PlanFrontier() {}

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
        String split = "%s parameters, %s tokens".formatted(Format.COUNT.text(parameters.at(budget)), Format.COUNT.text(tokens.at(budget)));
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
        layers.add(new Layer.Points(at, new double[] {curve.at(budget)}, List.of("the plan"), Look.points(Ink.VERMILLION).opacity(1).times(1.4).shape(Look.Shape.DIAMOND)));
        layers.add(Layer.Texts.at(budget, curve.at(budget), format.text(curve.at(budget), 3), Layer.Anchor.ABOVE, Ink.VERMILLION));
        return new Panel(x, y, layers);
    }
}
