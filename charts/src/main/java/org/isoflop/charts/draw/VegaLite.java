package org.isoflop.charts.draw;

import java.util.List;
import java.util.stream.Collectors;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Ramp;
import org.isoflop.charts.Scale;
import org.isoflop.charts.Ticks;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a chart as a specification of Vega-Lite 5, complete in itself: with its data, and with the places of axes and
 * labels that {@link Layout} found, so that a browser shows what {@link Svg} draws. Points tell their numbers when they
 * are pointed at.
 */
public final class VegaLite {
    private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Layout layout;
    private final Theme theme;
    private final double em;

    private VegaLite(Layout layout, Theme theme) {
        this.layout = layout;
        this.theme = theme;
        em = layout.em();
    }

    /**
     * The specification.
     *
     * @param theme light or dark; Vega-Lite knows no colours that depend on the page
     */
    public static ObjectNode of(Chart chart, Size size, Theme theme) {
        if (theme == Theme.PAGE) {
            throw new IllegalArgumentException("a specification is light or dark");
        }
        return new VegaLite(Layout.of(chart, size), theme).specification();
    }

    private ObjectNode specification() {
        Chart chart = layout.chart();
        ObjectNode node = JSON.objectNode();
        node.put("$schema", SCHEMA);
        node.put("description", chart.title() + ". " + chart.description());
        node.put("background", css(Ink.PAPER));
        node.set("title", title());
        node.set("padding", JSON.numberNode(Math.round(0.6 * em)));
        ArrayNode rows = node.putArray("vconcat");
        VegaHead.of(layout, theme).ifPresent(rows::add);
        int at = 0;
        for (List<Panel> row : chart.rows()) {
            ArrayNode columns = rows.addObject().put("spacing", round(1.2 * em)).putArray("hconcat");
            for (int c = 0; c < row.size(); c++) {
                columns.add(view(layout.frames().get(at++)));
            }
        }
        node.put("spacing", round(0.9 * em));
        node.set("config", config());
        return node;
    }

    private String css(Ink ink) {
        return theme.css(ink);
    }

    /** A tenth of a pixel is enough, and shorter. */
    static double round(double value) {
        return Math.rint(10 * value) / 10;
    }

    private ObjectNode title() {
        ObjectNode node = JSON.objectNode();
        lines(node.putArray("text"), layout.head().title());
        lines(node.putArray("subtitle"), layout.head().subtitle());
        return node.put("anchor", "start")
                .put("frame", "bounds")
                .put("fontSize", round(layout.head().title().getFirst().size()))
                .put("color", css(Ink.TEXT))
                .put("subtitleFontSize", round(Head.SUBTITLE * em))
                .put("subtitleColor", css(Ink.MUTED))
                .put("offset", round(0.5 * em));
    }

    private static void lines(ArrayNode node, List<Word> words) {
        words.forEach(word -> node.add(word.text()));
    }

    private ObjectNode config() {
        ObjectNode node = JSON.objectNode();
        node.put("font", "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif");
        node.putObject("view").put("stroke", "transparent");
        node.putObject("axis")
                .put("labelFontSize", round(Layout.TICK * em))
                .put("titleFontSize", round(Layout.TITLE * em))
                .put("titleFontWeight", "normal")
                .put("labelColor", css(Ink.MUTED))
                .put("titleColor", css(Ink.TEXT))
                .put("gridColor", css(Ink.GRID))
                .put("gridWidth", round(0.06 * em))
                .put("domainColor", css(Ink.MUTED))
                .put("ticks", false)
                .put("labelPadding", round(0.4 * em));
        return node;
    }

    private ObjectNode view(Frame frame) {
        ObjectNode node = JSON.objectNode();
        node.put("width", Math.rint(frame.plot().width()))
                .put("height", Math.rint(frame.plot().height()));
        ArrayNode layers = node.putArray("layer");
        layers.add(axes(frame));
        frame.panel().layers().stream()
                .filter(layer -> !(layer instanceof Layer.Texts))
                .forEach(layer -> layers.add(layer(layer, frame.panel())));
        frame.labels().forEach(label -> layers.add(label(label, frame)));
        return node;
    }

    /** A layer that draws nothing: it holds the axes, so that no other has to. */
    private ObjectNode axes(Frame frame) {
        Panel panel = frame.panel();
        ObjectNode node = JSON.objectNode();
        node.putObject("data").putArray("values").addObject();
        node.putObject("mark").put("type", "point").put("opacity", 0).put("tooltip", false);
        ObjectNode encoding = node.putObject("encoding");
        ObjectNode x = encoding.putObject("x").put("datum", panel.x().low()).put("type", "quantitative");
        x.set("scale", scale(panel.x()));
        x.set("axis", axis(panel.x(), frame.xTicks()).put("titlePadding", round(0.5 * em)));
        ObjectNode y = encoding.putObject("y").put("datum", panel.y().low()).put("type", "quantitative");
        y.set("scale", scale(panel.y()));
        // Read from left to right, above its axis.
        y.set(
                "axis",
                axis(panel.y(), frame.yTicks())
                        .put("titleAngle", 0)
                        .put("titleAlign", "left")
                        .put("titleBaseline", "alphabetic")
                        .put("titleX", -round(frame.yTitle()))
                        .put("titleY", -round(0.75 * em)));
        return node;
    }

    private static ObjectNode scale(Scale scale) {
        ObjectNode node = JSON.objectNode().put("type", scale.logarithmic() ? "log" : "linear");
        node.putArray("domain").add(scale.low()).add(scale.high());
        return node.put("nice", false).put("zero", false);
    }

    private static ObjectNode axis(Scale scale, List<Ticks.Tick> ticks) {
        ObjectNode node = JSON.objectNode();
        if (scale.labelled() && !scale.title().isEmpty()) {
            node.put("title", scale.title());
        } else {
            node.putNull("title");
        }
        ArrayNode values = node.putArray("values");
        ticks.forEach(tick -> values.add(tick.value()));
        node.put("grid", true).put("labels", scale.labelled()).put("labelOverlap", false);
        String numbers =
                ticks.stream().map(tick -> String.valueOf(tick.value())).collect(Collectors.joining(","));
        String texts = ticks.stream().map(tick -> quoted(tick.label())).collect(Collectors.joining(","));
        return node.put("labelExpr", "[%s][indexof([%s], datum.value)]".formatted(texts, numbers));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private ObjectNode layer(Layer layer, Panel panel) {
        ObjectNode node = JSON.objectNode();
        ArrayNode rows = node.putObject("data").putArray("values");
        ObjectNode mark = node.putObject("mark");
        ObjectNode encoding = node.putObject("encoding");
        mark.put("clip", true).put("opacity", layer.look().opacity());
        new VegaLayer(panel, rows, mark, encoding, em).write(layer);
        colour(layer, mark, encoding);
        return node;
    }

    private void colour(Layer layer, ObjectNode mark, ObjectNode encoding) {
        if (layer instanceof Layer.Cells cells) {
            ObjectNode colour =
                    encoding.putObject("color").put("field", "value").put("type", "quantitative");
            colour.set("scale", ramp(cells.key()));
            colour.putNull("legend");
            // Without a rim the seams between cells would shine through.
            encoding.set("stroke", colour.deepCopy());
            mark.put("strokeWidth", 0.6);
        } else {
            mark.put("color", css(layer.look().ink()));
        }
    }

    private static ObjectNode ramp(Scale key) {
        ObjectNode node = JSON.objectNode()
                .put("type", "linear")
                .put("interpolate", "rgb")
                .put("clamp", true);
        ArrayNode domain = node.putArray("domain");
        ArrayNode range = node.putArray("range");
        for (int i = 0; i < Ramp.STOPS.size(); i++) {
            domain.add(key.at((double) i / (Ramp.STOPS.size() - 1)));
            range.add(Ramp.STOPS.get(i));
        }
        return node;
    }

    private ObjectNode label(Frame.Label label, Frame frame) {
        Word word = label.word();
        ObjectNode node = JSON.objectNode();
        node.putObject("data").putArray("values").addObject();
        node.putObject("mark")
                .put("type", "text")
                .put("text", word.text())
                .put(
                        "align",
                        switch (word.align()) {
                            case START -> "left";
                            case MIDDLE -> "center";
                            case END -> "right";
                        })
                .put("baseline", "alphabetic")
                .put("dx", round(word.x() - frame.x(label.x())))
                .put("dy", round(word.y() - frame.y(label.y())))
                .put("fontSize", round(word.size()))
                .put("color", css(word.ink()))
                .put("tooltip", false);
        ObjectNode encoding = node.putObject("encoding");
        encoding.putObject("x").put("datum", label.x()).put("type", "quantitative");
        encoding.putObject("y").put("datum", label.y()).put("type", "quantitative");
        return node;
    }
}
