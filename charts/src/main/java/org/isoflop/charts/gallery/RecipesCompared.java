package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;

/** Recipes beside each other, with the scale at which one overtakes the other. */
public final class RecipesCompared {
    public static final String KIND = "recipes";

    private RecipesCompared() {}

    /**
     * A recipe: its curve and its runs.
     *
     * @param x where its runs lie; may be empty
     * @param y their loss
     */
    public record Recipe(Curve curve, double[] x, double[] y) {}

    /**
     * Where two curves meet.
     *
     * @param low lower end of its interval; may be 0
     * @param high upper end; may be infinite
     */
    public record Crossing(double at, double low, double high) {}

    /**
     * The chart.
     *
     * @param column what grows along the curves, such as {@code C}
     * @param response what the curves are of, such as {@code loss}
     * @param recipes all over the same range, the best at the end first
     * @param crossing where the first overtakes another, if that is in sight
     * @param subtitle along which line they are compared
     */
    public static Chart of(
            String column, String response, List<Recipe> recipes, Optional<Crossing> crossing, String subtitle) {
        Format format = Axes.format(column);
        double[][] heights = recipes.stream()
                .map(r -> LossByCompute.join(r.curve().heights(), r.y()))
                .toArray(double[][]::new);
        double[][] widths = recipes.stream()
                .map(r -> LossByCompute.join(r.curve().x(), r.x()))
                .toArray(double[][]::new);
        Scale x = Scale.aroundLog(Axes.title(column), format, widths);
        Scale y = Scale.around(Axes.response(response), Format.NUMBER, heights);
        var layers = new ArrayList<Layer>();
        for (int i = 0; i < recipes.size(); i++) {
            Recipe recipe = recipes.get(i);
            layers.addAll(recipe.curve().layers(Ink.series(i)));
            layers.add(new Layer.Points(
                    recipe.x(), recipe.y(), Look.points(Ink.series(i)).opacity(0.7)));
        }
        Curve best = recipes.getFirst().curve();
        crossing.ifPresent(found -> {
            double at = found.at();
            double loss = best.at(at);
            layers.add(new Layer.Segments(
                    new double[] {Math.clamp(found.low(), x.low(), x.high())},
                    new double[] {loss},
                    new double[] {Math.clamp(found.high(), x.low(), x.high())},
                    new double[] {loss},
                    Look.of(Ink.TEXT)));
            layers.add(new Layer.Points(
                    new double[] {at},
                    new double[] {loss},
                    List.of("crossing"),
                    Look.points(Ink.TEXT).opacity(1).times(1.3).shape(Look.Shape.DIAMOND)));
            layers.add(Layer.Texts.at(at, loss, "cross at " + format.text(at, 2), Layer.Anchor.ABOVE, Ink.TEXT));
        });
        for (int i = 0; i < recipes.size(); i++) {
            Curve curve = recipes.get(i).curve();
            layers.add(Layer.Texts.at(curve.end(), curve.last(), curve.name(), Layer.Anchor.BEHIND, Ink.series(i)));
        }
        String unit = column.equals("C") ? " FLOP" : " " + column;
        String title = crossing.isPresent()
                ? "%s is ahead from %s%s on"
                        .formatted(best.name(), format.text(crossing.get().at(), 2), unit)
                : "%s is ahead at every scale in sight".formatted(best.name());
        return Chart.of(
                KIND,
                title,
                subtitle,
                "%s; at %s%s it reaches %s."
                        .formatted(title, format.text(best.end(), 2), unit, Format.NUMBER.text(best.last())),
                new Panel(x, y, layers));
    }
}
