package org.isoflop.charts.draw;

import static org.isoflop.charts.draw.Xml.px;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Ramp;

/**
 * The marks of layers as SVG: dots, lines, bands, bars, cells.
 *
 * @param xml where they are written to
 * @param theme of the picture
 * @param em the size of its letters, in pixels
 */
record SvgMarks(Xml xml, Theme theme, double em) {

    /** All marks of a layer; texts are no marks. */
    void layer(Layer layer, Frame frame) {
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

    private String css(Ink ink) {
        return theme.css(ink);
    }

    private static boolean isFinite(double... values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
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

    /** One dot. */
    void point(Look look, double x, double y) {
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
        Object[] texts = Arrays.stream(numbers).mapToObj(Xml::px).toArray();
        xml.empty("path", "d", path.formatted(texts), "fill", css(look.ink()), "fill-opacity", opacity(look));
    }

    /** A straight line. */
    void line(Look look, double x, double y, double x2, double y2) {
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

    /** As an attribute; empty where it is full. */
    static String opacity(Look look) {
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
        var there = IntStream.range(0, band.x().length)
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
