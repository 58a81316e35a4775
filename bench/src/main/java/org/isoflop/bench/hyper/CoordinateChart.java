package org.isoflop.bench.hyper;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isoflop.bench.growth.LogAxis;
import org.isoflop.transfer.CoordinateCheck.Growth;

/** Panels side by side, each with a line per set of rules over two logarithmic axes, as SVG. */
record CoordinateChart(List<Panel> panels) {
    private static final int WIDTH = 330;
    private static final int HEIGHT = 340;
    private static final int LEFT = 62;
    private static final int RIGHT = 14;
    private static final int TOP = 40;
    private static final int BOTTOM = 52;
    private static final int LEGEND = 17;

    /** Told apart by those who see fewer colours, too (Okabe and Ito). */
    private static final List<String> COLOURS = List.of("#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00");

    /** Each line has a dash of its own, since lines may lie on each other. */
    private static final List<String> DASHES = List.of("none", "none", "7 4", "2 3", "9 3 2 3");

    /** One set of rules. */
    record Line(String rules, Growth growth) {}

    /**
     * One picture.
     *
     * @param title of it
     * @param quantity what grows
     * @param measured what is watched
     */
    record Panel(String title, String quantity, String measured, List<Line> lines) {}

    String svg() {
        int height = HEIGHT
                + 10
                + LEGEND * panels.stream().mapToInt(p -> p.lines().size()).max().orElse(0);
        var svg = new StringBuilder("""
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
            font-family="DejaVu Sans, Verdana, sans-serif" font-size="12" fill="#222">
            <rect width="%1$d" height="%2$d" fill="#fff"/>
            """.formatted(WIDTH * panels.size(), height));
        for (int k = 0; k < panels.size(); k++) {
            svg.append("<g transform=\"translate(%d 0)\">\n".formatted(k * WIDTH));
            panel(svg, panels.get(k));
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, Panel panel) {
        var x = LogAxis.over(
                panel.quantity(),
                Arrays.stream(panel.lines().getFirst().growth().sizes())
                        .asDoubleStream()
                        .toArray(),
                LEFT,
                WIDTH - RIGHT);
        var y = LogAxis.over(
                panel.measured(),
                panel.lines().stream()
                        .flatMapToDouble(line -> Arrays.stream(line.growth().values()))
                        .toArray(),
                HEIGHT - BOTTOM,
                TOP);
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, 24, "middle", "font-weight=\"bold\"", panel.title());
        for (int size : panel.lines().getFirst().growth().sizes()) {
            line(svg, x.at(size), y.from(), x.at(size), y.to());
            text(svg, x.at(size), y.from() + 17, "middle", "", String.valueOf(size));
        }
        for (double tick : y.ticks()) {
            line(svg, x.from(), y.at(tick), x.to(), y.at(tick));
            text(svg, x.from() - 7, y.at(tick) + 4, "end", "", LogAxis.text(tick));
        }
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"none\" stroke=\"#888\"/>\n"
                .formatted(n(x.from()), n(y.to()), n(x.to() - x.from()), n(y.from() - y.to())));
        text(svg, (x.from() + x.to()) / 2, HEIGHT - 14, "middle", "", panel.quantity());
        text(
                svg,
                14,
                (y.from() + y.to()) / 2,
                "middle",
                "transform=\"rotate(-90 14 %s)\"".formatted(n((y.from() + y.to()) / 2)),
                panel.measured());
        for (int k = 0; k < panel.lines().size(); k++) {
            curve(svg, panel.lines().get(k), k, x, y);
        }
    }

    private static void curve(StringBuilder svg, Line line, int k, LogAxis x, LogAxis y) {
        Growth growth = line.growth();
        String style =
                "stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"".formatted(COLOURS.get(k), DASHES.get(k));
        svg.append("<polyline fill=\"none\" %s points=\"%s\"/>\n"
                .formatted(
                        style,
                        IntStream.range(0, growth.sizes().length)
                                .mapToObj(i -> n(x.at(growth.sizes()[i])) + "," + n(y.at(growth.values()[i])))
                                .collect(Collectors.joining(" "))));
        double below = HEIGHT + 10 + k * LEGEND;
        svg.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>\n"
                .formatted(n(LEFT), n(below - 4), n(LEFT + 34.0), n(below - 4), style));
        text(
                svg,
                LEFT + 42.0,
                below,
                "start",
                "",
                "%s, power %s".formatted(line.rules(), String.format(Locale.ROOT, "%.2f", growth.exponent())));
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#e4e4e4\"/>\n"
                .formatted(n(x1), n(y1), n(x2), n(y2)));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String style, String text) {
        svg.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>\n".formatted(n(x), n(y), anchor, style, text));
    }

    private static String n(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }
}
