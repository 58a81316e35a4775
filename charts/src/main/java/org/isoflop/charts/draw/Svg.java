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
    private final SvgMarks marks;

    private Svg(Layout layout, Theme theme, String id) {
        this.layout = layout;
        this.theme = theme;
        this.id = id;
        em = layout.em();
        marks = new SvgMarks(xml, theme, em);
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
            case Layer.Points _ -> marks.point(look, box.x() + box.width() / 2, middle);
            case Layer.Line _, Layer.Segments _ -> marks.line(look, box.x(), middle, box.right(), middle);
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
                        SvgMarks.opacity(look));
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
        frame.panel().layers().forEach(layer -> marks.layer(layer, frame));
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
}
