package org.isoflop.bench.growth;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Curves side by side, each in a panel with two logarithmic axes, as SVG. */
record GrowthChart(List<Curve> curves) {
    private static final int WIDTH = 330;
    private static final int HEIGHT = 300;
    private static final int LEFT = 62;
    private static final int RIGHT = 14;
    private static final int TOP = 40;
    private static final int BOTTOM = 52;

    GrowthChart {
        curves = List.copyOf(curves);
    }

    String svg() {
        var svg = new StringBuilder("""
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
            font-family="DejaVu Sans, Verdana, sans-serif" font-size="12" fill="#222">
            <rect width="%1$d" height="%2$d" fill="#fff"/>
            """.formatted(WIDTH * curves.size(), HEIGHT));
        for (int k = 0; k < curves.size(); k++) {
            svg.append("<g transform=\"translate(%d 0)\">\n".formatted(k * WIDTH));
            panel(svg, curves.get(k));
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, Curve curve) {
        var x = LogAxis.over(
                curve.quantity(),
                curve.points().stream().mapToDouble(Curve.Point::size).toArray(),
                LEFT,
                WIDTH - RIGHT);
        var y = LogAxis.over(
                "milliseconds",
                curve.points().stream().mapToDouble(Curve.Point::milliseconds).toArray(),
                HEIGHT - BOTTOM,
                TOP);
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, 24, "middle", "font-weight=\"bold\"", curve.title());
        for (double tick : x.ticks()) {
            line(svg, x.at(tick), y.from(), x.at(tick), y.to(), "stroke=\"#e4e4e4\"");
            text(svg, x.at(tick), y.from() + 17, "middle", "", LogAxis.text(tick));
        }
        for (double tick : y.ticks()) {
            line(svg, x.from(), y.at(tick), x.to(), y.at(tick), "stroke=\"#e4e4e4\"");
            text(svg, x.from() - 7, y.at(tick) + 4, "end", "", LogAxis.text(tick));
        }
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"none\" stroke=\"#888\"/>\n"
                .formatted(n(x.from()), n(y.to()), n(x.to() - x.from()), n(y.from() - y.to())));
        text(svg, (x.from() + x.to()) / 2, HEIGHT - 14, "middle", "", x.label());
        text(
                svg,
                14,
                (y.from() + y.to()) / 2,
                "middle",
                "transform=\"rotate(-90 14 %s)\"".formatted(n((y.from() + y.to()) / 2)),
                y.label());
        comparison(svg, curve, x, y);
        svg.append("<polyline fill=\"none\" stroke=\"#1f6fb4\" stroke-width=\"2\" points=\"%s\"/>\n"
                .formatted(curve.points().stream()
                        .map(p -> n(x.at(p.size())) + "," + n(y.at(p.milliseconds())))
                        .collect(Collectors.joining(" "))));
        curve.points()
                .forEach(p -> svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"#1f6fb4\"/>\n"
                        .formatted(n(x.at(p.size())), n(y.at(p.milliseconds())))));
    }

    /** A dashed line of the curve's slope through its last point, as far as the panel shows it. */
    private static void comparison(StringBuilder svg, Curve curve, LogAxis x, LogAxis y) {
        Curve.Point last = curve.points().getLast();
        double reach = Math.pow(last.milliseconds() / y.low(), 1.0 / curve.slope());
        double size = Math.max(curve.points().getFirst().size(), last.size() / reach);
        double time = last.milliseconds() * Math.pow(size / last.size(), curve.slope());
        line(
                svg,
                x.at(size),
                y.at(time),
                x.at(last.size()),
                y.at(last.milliseconds()),
                "stroke=\"#c0504d\" stroke-width=\"1.3\" stroke-dasharray=\"5 4\"");
        text(
                svg,
                x.to() - 8,
                y.from() - 10,
                "end",
                "style=\"fill:#c0504d\"",
                "dashed: " + (curve.slope() == 1 ? "linear" : "to the power " + curve.slope()));
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2, String style) {
        svg.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>\n".formatted(n(x1), n(y1), n(x2), n(y2), style));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String style, String text) {
        svg.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>\n".formatted(n(x), n(y), anchor, style, text));
    }

    private static String n(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }
}
