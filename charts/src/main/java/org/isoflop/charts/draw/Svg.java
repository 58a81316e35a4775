package org.isoflop.charts.draw;

import static org.isoflop.charts.draw.Xml.px;

import org.isoflop.charts.Chart;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Ramp;
import org.isoflop.charts.Ticks;

/** Draws a chart as SVG 1.1, in one piece and without a browser. The same chart gives the same bytes. */
public final class Svg {
    static final String FONT = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    private final Layout layout;
    private final Theme theme;
    private final String id;
    private final double em;
    private final Xml xml = new Xml();

    private Svg(Layout layout, Theme theme, String id) {
        this.layout = layout;
        this.theme = theme;
        this.id = id;
        em = layout.em();
    }

    /** The picture as a file of its own. */
    public static String of(Chart chart, Size size, Theme theme) {
        return of(chart, size, theme, chart.kind());
    }

    /**
     * The picture as a part of a page.
     *
     * @param id begins the ids in it; no other picture of the page has it
     */
    public static String of(Chart chart, Size size, Theme theme, String id) {
        return new Svg(Layout.of(chart, size), theme, id).drawn();
    }

    private String drawn() {
        Size size = layout.size();
        Chart chart = layout.chart();
        xml.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 %d %d".formatted(size.width(), size.height()),
                "width",
                String.valueOf(size.width()),
                "height",
                String.valueOf(size.height()),
                "font-family",
                FONT,
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        xml.text("title", chart.title(), "id", id + "-title");
        xml.text("desc", chart.description(), "id", id + "-desc");
        xml.empty(
                "rect",
                "width",
                String.valueOf(size.width()),
                "height",
                String.valueOf(size.height()),
                "fill",
                css(Ink.PAPER));
        layout.head().words().forEach(this::word);
        layout.head().entries().forEach(this::swatch);
        layout.head().key().ifPresent(this::key);
        for (int i = 0; i < layout.frames().size(); i++) {
            frame(layout.frames().get(i), id + "-plot" + i);
        }
        return xml.close().toString();
    }

    private String css(Ink ink) {
        return theme.css(ink);
    }

    private void word(Word word) {
        xml.text("text", word.text(), attributes(word, "fill", css(word.ink())));
    }

    private static String[] attributes(Word word, String... more) {
        String[] own = {
            "x", px(word.x()),
            "y", px(word.y()),
            "font-size", px(word.size()),
            "font-weight", word.bold() ? "bold" : "",
            "text-anchor",
                    switch (word.align()) {
                        case START -> "";
                        case MIDDLE -> "middle";
                        case END -> "end";
                    }
        };
        String[] all = java.util.Arrays.copyOf(own, own.length + more.length);
        System.arraycopy(more, 0, all, own.length, more.length);
        return all;
    }

    private void swatch(Head.Entry entry) {
        Box box = entry.swatch();
        Look look = entry.layer().look();
        double middle = box.y() + box.height() / 2;
        switch (entry.layer()) {
            case Layer.Points _ -> point(look, box.x() + box.width() / 2, middle);
            case Layer.Line _, Layer.Segments _ -> line(look, box.x(), middle, box.right(), middle);
            case Layer.Band _, Layer.Bars _, Layer.Cells _ ->
                xml.empty(
                        "rect",
                        "x",
                        px(box.x()),
                        "y",
                        px(box.y()),
                        "width",
                        px(box.width()),
                        "height",
                        px(box.height()),
                        "fill",
                        css(look.ink()),
                        "fill-opacity",
                        opacity(look));
            case Layer.Texts _ -> {}
        }
    }

    private void key(Head.Key key) {
        int steps = 48;
        double step = key.strip().width() / steps;
        for (int i = 0; i < steps; i++) {
            xml.empty(
                    "rect",
                    "x",
                    px(key.strip().x() + i * step),
                    "y",
                    px(key.strip().y()),
                    // A little more, so that no seam is seen.
                    "width",
                    px(step + 0.3),
                    "height",
                    px(key.strip().height()),
                    "fill",
                    Ramp.colour((i + 0.5) / steps));
        }
    }

    private void frame(Frame frame, String clip) {
        Box plot = frame.plot();
        xml.open("clipPath", "id", clip);
        xml.empty("rect", "x", px(plot.x()), "y", px(plot.y()), "width", px(plot.width()), "height", px(plot.height()));
        xml.close();
        for (Ticks.Tick tick : frame.xTicks()) {
            rule(frame.x(tick.value()), plot.y(), frame.x(tick.value()), plot.bottom(), Ink.GRID);
        }
        for (Ticks.Tick tick : frame.yTicks()) {
            rule(plot.x(), frame.y(tick.value()), plot.right(), frame.y(tick.value()), Ink.GRID);
        }
        xml.open("g", "clip-path", "url(#" + clip + ")");
        frame.panel().layers().forEach(layer -> layer(layer, frame));
        xml.close();
        rule(plot.x(), plot.bottom(), plot.right(), plot.bottom(), Ink.MUTED);
        rule(plot.x(), plot.y(), plot.x(), plot.bottom(), Ink.MUTED);
        frame.words().forEach(this::word);
        frame.labels().forEach(label -> onData(label.word()));
    }

    /** A text that lies on data has a rim in the colour of the paper. */
    private void onData(Word word) {
        String rim = css(Ink.PAPER);
        xml.text(
                "text",
                word.text(),
                attributes(
                        word,
                        "fill",
                        rim,
                        "stroke",
                        rim,
                        "stroke-width",
                        px(0.28 * em),
                        "stroke-linejoin",
                        "round",
                        "aria-hidden",
                        "true"));
        word(word);
    }

    private void rule(double x, double y, double x2, double y2, Ink ink) {
        xml.empty(
                "line",
                "x1",
                px(x),
                "y1",
                px(y),
                "x2",
                px(x2),
                "y2",
                px(y2),
                "stroke",
                css(ink),
                "stroke-width",
                px(0.06 * em));
    }

    private void layer(Layer layer, Frame frame) {
        switch (layer) {
            case Layer.Points points -> points(points, frame);
            case Layer.Line(var x, var y, var look) -> path(outline(frame, x, y), look);
            case Layer.Band band -> band(band, frame);
            case Layer.Bars bars -> bars(bars, frame);
            case Layer.Segments(var x, var y, var x2, var y2, var look) -> {
                for (int i = 0; i < x.length; i++) {
                    if (isFinite(frame.x(x[i]), frame.y(y[i]), frame.x(x2[i]), frame.y(y2[i]))) {
                        line(look, frame.x(x[i]), frame.y(y[i]), frame.x(x2[i]), frame.y(y2[i]));
                    }
                }
            }
            case Layer.Cells cells -> cells(cells, frame);
            case Layer.Texts _ -> {}
        }
    }

    private static boolean isFinite(double... values) {
        return java.util.Arrays.stream(values).allMatch(Double::isFinite);
    }

    private void points(Layer.Points points, Frame frame) {
        for (int i = 0; i < points.x().length; i++) {
            double x = frame.x(points.x()[i]);
            double y = frame.y(points.y()[i]);
            if (isFinite(x, y)) {
                point(points.look(), x, y);
            }
        }
    }

    private void point(Look look, double x, double y) {
        double r = em * look.size() / 200;
        switch (look.shape()) {
            case CIRCLE ->
                xml.empty(
                        "circle",
                        "cx",
                        px(x),
                        "cy",
                        px(y),
                        "r",
                        px(r),
                        "fill",
                        css(look.ink()),
                        "fill-opacity",
                        opacity(look));
            case RING ->
                xml.empty(
                        "circle",
                        "cx",
                        px(x),
                        "cy",
                        px(y),
                        "r",
                        px(r),
                        "fill",
                        "none",
                        "stroke",
                        css(look.ink()),
                        "stroke-width",
                        px(0.1 * em),
                        "stroke-opacity",
                        opacity(look));
            case DIAMOND ->
                filled(look, "M%s %sl%s %sl%s %sl%s %sz", x, y - 1.35 * r, r, 1.35 * r, -r, 1.35 * r, -r, -1.35 * r);
            case TRIANGLE -> filled(look, "M%s %sl%s %sl%s 0z", x, y - r, 1.1 * r, 2 * r, -2.2 * r);
            case CROSS -> {
                line(look.times(0.26), x - r, y - r, x + r, y + r);
                line(look.times(0.26), x - r, y + r, x + r, y - r);
            }
        }
    }

    private void filled(Look look, String path, double... numbers) {
        Object[] texts = java.util.Arrays.stream(numbers).mapToObj(Xml::px).toArray();
        xml.empty("path", "d", path.formatted(texts), "fill", css(look.ink()), "fill-opacity", opacity(look));
    }

    private void line(Look look, double x, double y, double x2, double y2) {
        path("M%s %sL%s %s".formatted(px(x), px(y), px(x2), px(y2)), look);
    }

    private void path(String path, Look look) {
        double width = em * look.size() / 100;
        xml.empty(
                "path",
                "d",
                path,
                "fill",
                "none",
                "stroke",
                css(look.ink()),
                "stroke-width",
                px(width),
                "stroke-opacity",
                opacity(look),
                "stroke-linejoin",
                "round",
                "stroke-linecap",
                look.dash() == Look.Dash.SOLID ? "round" : "",
                "stroke-dasharray",
                dashes(look.dash(), em));
    }

    /** Lengths of dashes and gaps; empty for a line without. */
    static String dashes(Look.Dash dash, double em) {
        return switch (dash) {
            case SOLID -> "";
            case DASHED -> px(0.5 * em) + " " + px(0.32 * em);
            case DOTTED -> px(0.14 * em) + " " + px(0.24 * em);
        };
    }

    private static String opacity(Look look) {
        return look.opacity() == 1 ? "" : px(look.opacity());
    }

    /** A path that is broken where a number is missing. */
    private static String outline(Frame frame, double[] x, double[] y) {
        var path = new StringBuilder();
        boolean draws = false;
        for (int i = 0; i < x.length; i++) {
            double left = frame.x(x[i]);
            double top = frame.y(y[i]);
            boolean there = isFinite(left, top);
            if (there) {
                path.append(draws ? 'L' : 'M').append(px(left)).append(' ').append(px(bounded(top)));
            }
            draws = there;
        }
        return path.toString();
    }

    /** Far outside of the picture one place is as good as another. */
    private static double bounded(double pixel) {
        return Math.clamp(pixel, -1e5, 1e5);
    }

    private void band(Layer.Band band, Frame frame) {
        var there = java.util.stream.IntStream.range(0, band.x().length)
                .filter(i -> isFinite(frame.x(band.x()[i]), frame.y(band.low()[i]), frame.y(band.high()[i])))
                .toArray();
        if (there.length < 2) {
            return;
        }
        var path = new StringBuilder();
        for (int i : there) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(px(frame.x(band.x()[i])))
                    .append(' ')
                    .append(px(bounded(frame.y(band.high()[i]))));
        }
        for (int k = there.length - 1; k >= 0; k--) {
            int i = there[k];
            path.append('L').append(px(frame.x(band.x()[i]))).append(' ').append(px(bounded(frame.y(band.low()[i]))));
        }
        xml.empty(
                "path",
                "d",
                path.append('z').toString(),
                "fill",
                css(band.look().ink()),
                "fill-opacity",
                opacity(band.look()));
    }

    private void bars(Layer.Bars bars, Frame frame) {
        double base = Math.min(
                frame.plot().bottom(),
                frame.panel().y().logarithmic() ? frame.plot().bottom() : frame.y(0));
        for (int i = 0; i < bars.from().length; i++) {
            double left = frame.x(bars.from()[i]);
            double right = frame.x(bars.to()[i]);
            double top = frame.y(bars.height()[i]);
            if (isFinite(left, right, top) && top < base) {
                xml.empty(
                        "rect",
                        "x",
                        px(left),
                        "y",
                        px(top),
                        "width",
                        px(Math.max(0.2, right - left - 0.06 * em)),
                        "height",
                        px(base - top),
                        "fill",
                        css(bars.look().ink()),
                        "fill-opacity",
                        opacity(bars.look()));
            }
        }
    }

    private void cells(Layer.Cells cells, Frame frame) {
        for (int i = 0; i < cells.value().length; i++) {
            if (Double.isFinite(cells.value()[i])) {
                double left = frame.x(cells.x()[i]);
                double top = frame.y(cells.y2()[i]);
                xml.empty(
                        "rect",
                        "x",
                        px(left),
                        "y",
                        px(top),
                        "width",
                        px(frame.x(cells.x2()[i]) - left + 0.4),
                        "height",
                        px(frame.y(cells.y()[i]) - top + 0.4),
                        "fill",
                        Ramp.colour(cells.key().share(cells.value()[i])),
                        "fill-opacity",
                        opacity(cells.look()));
            }
        }
    }
}
