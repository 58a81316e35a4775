package org.isoflop.charts.draw;

import java.util.Arrays;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One layer for Vega-Lite.
 *
 * @param panel with its scales
 * @param rows takes its data
 * @param mark takes how it looks
 * @param encoding takes which number means what
 */
record VegaLayer(Panel panel, ArrayNode rows, ObjectNode mark, ObjectNode encoding, double em) {
    private static final String X = "x";
    private static final String Y = "y";
    private static final String X2 = "x2";
    private static final String Y2 = "y2";

    void write(Layer layer) {
        Look look = layer.look();
        switch (layer) {
            case Layer.Points points -> points(points);
            case Layer.Line(var x, var y, var _) -> {
                mark.put("type", "line").put("strokeJoin", "round");
                stroke(look);
                fields(X, Y);
                encoding.putObject("order").put("field", "order").put("type", "quantitative");
                for (int i = 0; i < x.length; i++) {
                    if (isThere(x[i], y[i])) {
                        rows.addObject().put(X, x[i]).put(Y, y[i]).put("order", i);
                    }
                }
            }
            case Layer.Band(var x, var low, var high, var _) -> {
                mark.put("type", "area");
                fields(X, Y, Y2);
                columns(x, low, null, high, null);
            }
            case Layer.Bars(var from, var to, var height, var _) -> {
                mark.put("type", "rect");
                fields(X, Y, X2, Y2);
                double[] base = new double[height.length];
                Arrays.fill(
                        base,
                        panel.y().logarithmic()
                                ? panel.y().low()
                                : Math.max(0, panel.y().low()));
                columns(from, base, to, height, null);
            }
            case Layer.Segments(var x, var y, var x2, var y2, var _) -> {
                mark.put("type", "rule");
                stroke(look);
                fields(X, Y, X2, Y2);
                columns(x, y, x2, y2, null);
            }
            case Layer.Cells(var x, var y, var x2, var y2, var value, var _, var _) -> {
                mark.put("type", "rect");
                fields(X, Y, X2, Y2);
                columns(x, y, x2, y2, value);
            }
            case Layer.Texts _ -> throw new IllegalArgumentException("texts are placed by the layout");
        }
    }

    private void stroke(Look look) {
        stroke(look, mark, em);
    }

    static void stroke(Look look, ObjectNode mark, double em) {
        mark.put("strokeWidth", em * look.size() / 100);
        String dashes = SvgMarks.dashes(look.dash(), em);
        if (!dashes.isEmpty()) {
            ArrayNode node = mark.putArray("strokeDash");
            Arrays.stream(dashes.split(" ", -1)).forEach(length -> node.add(Double.parseDouble(length)));
        }
    }

    private void fields(String... names) {
        for (String name : names) {
            ObjectNode node = encoding.putObject(name).put("field", name);
            if (name.length() == 1) {
                node.put("type", "quantitative");
            }
        }
    }

    /** Whether a scale has a place for it: a chart never shows a number that is not there. */
    private boolean isThere(double x, double y) {
        return Double.isFinite(panel.x().share(x)) && Double.isFinite(panel.y().share(y));
    }

    private void columns(double[] x, double[] y, double @Nullable [] x2, double[] y2, double @Nullable [] value) {
        for (int i = 0; i < x.length; i++) {
            boolean there = isThere(x[i], y[i])
                    && isThere(x2 == null ? x[i] : x2[i], y2[i])
                    && (value == null || Double.isFinite(value[i]));
            if (!there) {
                continue;
            }
            ObjectNode row = rows.addObject().put(X, x[i]).put(Y, y[i]);
            if (x2 != null) {
                row.put(X2, x2[i]);
            }
            row.put(Y2, y2[i]);
            if (value != null) {
                row.put("value", value[i]);
            }
        }
    }

    private void points(Layer.Points points) {
        Look look = points.look();
        point(look, mark.put("type", "point"), em);
        fields(X, Y);
        ArrayNode tips = encoding.putArray("tooltip");
        boolean named = !points.names().isEmpty();
        if (named) {
            tip(tips, "name", "run");
        }
        tip(tips, "xText", title(panel.x(), X));
        tip(tips, "yText", title(panel.y(), Y));
        for (int i = 0; i < points.x().length; i++) {
            if (isThere(points.x()[i], points.y()[i])) {
                ObjectNode row = rows.addObject().put(X, points.x()[i]).put(Y, points.y()[i]);
                if (named) {
                    row.put("name", points.names().get(i));
                }
                row.put("xText", panel.x().format().text(points.x()[i]));
                row.put("yText", panel.y().format().text(points.y()[i]));
            }
        }
    }

    /** The shape and the size of points. */
    static void point(Look look, ObjectNode mark, double em) {
        // Vega counts areas; its diamond is slim.
        double diameter = em * look.size() / 100 * (look.shape() == Look.Shape.DIAMOND ? 1.35 : 1);
        boolean open = look.shape() == Look.Shape.RING || look.shape() == Look.Shape.CROSS;
        mark.put("shape", shape(look.shape()))
                .put("filled", !open)
                .put("size", Math.rint(10 * Math.PI / 4 * diameter * diameter) / 10)
                .put("strokeWidth", 0.1 * em);
        if (look.shape() == Look.Shape.CROSS) {
            mark.put("angle", 45);
        }
    }

    private static String title(Scale scale, String otherwise) {
        return scale.title().isEmpty() ? otherwise : scale.title();
    }

    private static void tip(ArrayNode tips, String field, String title) {
        tips.addObject().put("field", field).put("type", "nominal").put("title", title);
    }

    private static String shape(Look.Shape shape) {
        return switch (shape) {
            case CIRCLE, RING -> "circle";
            case DIAMOND -> "diamond";
            case TRIANGLE -> "triangle-up";
            case CROSS -> "cross";
        };
    }
}
