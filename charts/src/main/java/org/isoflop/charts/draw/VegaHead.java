package org.isoflop.charts.draw;

import java.util.Optional;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Ramp;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The legend for Vega-Lite, as a view of its own above the panels: Vega's legends show the same sign for lines, bands and
 * points.
 *
 * @param left where the legend begins, which is left of the first plot
 * @param top where it begins
 */
record VegaHead(Layout layout, Theme theme, double left, double top) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int STEPS = 48;

    /** The view; none for a chart without a legend. */
    static Optional<ObjectNode> of(Layout layout, Theme theme) {
        Head head = layout.head();
        if (head.entries().isEmpty() && head.key().isEmpty()) {
            return Optional.empty();
        }
        double top = head.key()
                .map(Head.Key::strip)
                .orElseGet(() -> head.entries().getFirst().swatch())
                .y();
        return Optional.of(
                new VegaHead(layout, theme, layout.frames().getFirst().plot().x(), top).view());
    }

    private ObjectNode view() {
        Head head = layout.head();
        ObjectNode node = JSON.objectNode();
        // Only as wide as the first plot: what stands to its right has room there, and takes none away.
        node.put("width", 1).put("height", VegaLite.round(head.bottom() - top - 0.4 * layout.em()));
        ArrayNode layers = node.putArray("layer");
        head.key().ifPresent(key -> key(key, layers));
        head.entries().forEach(entry -> swatch(entry, layers));
        return node;
    }

    private double x(double pixel) {
        return VegaLite.round(pixel - left);
    }

    private double y(double pixel) {
        return VegaLite.round(pixel - top);
    }

    private static ObjectNode mark(ArrayNode layers, String type) {
        ObjectNode layer = layers.addObject();
        layer.putObject("data").putArray("values").addObject();
        ObjectNode mark = layer.putObject("mark").put("type", type).put("tooltip", false);
        // The compiler of Vega-Lite wants one, though there is nothing in it.
        layer.putObject("encoding");
        return mark;
    }

    private void word(Word word, ArrayNode layers) {
        mark(layers, "text")
                .put("text", word.text())
                .put("x", x(word.x()))
                .put("y", y(word.y()))
                .put("align", "left")
                .put("baseline", "alphabetic")
                .put("fontSize", VegaLite.round(word.size()))
                .put("color", theme.css(word.ink()));
    }

    private void swatch(Head.Entry entry, ArrayNode layers) {
        Box box = entry.swatch();
        Look look = entry.layer().look();
        double middle = y(box.y() + box.height() / 2);
        switch (entry.layer()) {
            case Layer.Points _ -> {
                ObjectNode mark = mark(layers, "point")
                        .put("x", x(box.x() + box.width() / 2))
                        .put("y", middle);
                VegaLayer.point(look, mark, layout.em());
                coloured(mark, look);
            }
            case Layer.Line _, Layer.Segments _ -> {
                ObjectNode mark = mark(layers, "rule");
                ObjectNode encoding = (ObjectNode) layers.get(layers.size() - 1).get("encoding");
                encoding.putObject("x").put("value", x(box.x()));
                encoding.putObject("x2").put("value", x(box.right()));
                encoding.putObject("y").put("value", middle);
                VegaLayer.stroke(look, mark, layout.em());
                coloured(mark, look);
            }
            case Layer.Band _, Layer.Bars _, Layer.Cells _ -> coloured(rect(box, layers), look);
            case Layer.Texts _ -> {}
        }
        word(entry.word(), layers);
    }

    private void coloured(ObjectNode mark, Look look) {
        mark.put("color", theme.css(look.ink())).put("opacity", look.opacity());
    }

    private ObjectNode rect(Box box, ArrayNode layers) {
        return mark(layers, "rect")
                .put("x", x(box.x()))
                .put("x2", x(box.right()))
                .put("y", y(box.y()))
                .put("y2", y(box.bottom()));
    }

    private void key(Head.Key key, ArrayNode layers) {
        double step = key.strip().width() / STEPS;
        for (int i = 0; i < STEPS; i++) {
            rect(
                            new Box(
                                    key.strip().x() + i * step,
                                    key.strip().y(),
                                    step + 0.3,
                                    key.strip().height()),
                            layers)
                    .put("color", Ramp.colour((i + 0.5) / STEPS));
        }
        key.words().forEach(word -> word(word, layers));
    }
}
