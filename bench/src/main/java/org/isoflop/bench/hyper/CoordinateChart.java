package org.isoflop.bench.hyper;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isoflop.bench.growth.Canvas;
import org.isoflop.bench.growth.LogAxis;
import org.isoflop.transfer.CoordinateCheck.Growth;

/** Panels side by side, each with a line per set of rules over two logarithmic axes, as SVG. */
record CoordinateChart(List<Panel> panels) {
    private static final int HEIGHT = 340;
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
        int lines = panels.stream().mapToInt(p -> p.lines().size()).max().orElse(0);
        var canvas = new Canvas(panels.size(), HEIGHT + 10 + LEGEND * lines);
        panels.forEach(panel -> canvas.panel(() -> panel(canvas, panel)));
        return canvas.svg();
    }

    private static void panel(Canvas canvas, Panel panel) {
        double[] sizes = sizes(panel.lines().getFirst().growth());
        double[] values = panel.lines().stream()
                .flatMapToDouble(line -> Arrays.stream(line.growth().values()))
                .toArray();
        var x = LogAxis.over(panel.quantity(), sizes, Canvas.LEFT, Canvas.WIDTH - Canvas.RIGHT);
        var y = LogAxis.over(panel.measured(), values, HEIGHT - Canvas.BOTTOM, Canvas.TOP);
        canvas.axes(panel.title(), x, y, HEIGHT - 14, sizes);
        for (int k = 0; k < panel.lines().size(); k++) {
            curve(canvas, panel.lines().get(k), k, x, y);
        }
    }

    private static double[] sizes(Growth growth) {
        return Arrays.stream(growth.sizes()).asDoubleStream().toArray();
    }

    private static void curve(Canvas canvas, Line line, int k, LogAxis x, LogAxis y) {
        Growth growth = line.growth();
        String style =
                "stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"".formatted(COLOURS.get(k), DASHES.get(k));
        canvas.curve(
                Arrays.stream(sizes(growth)).map(x::at).toArray(),
                Arrays.stream(growth.values()).map(y::at).toArray(),
                style);
        double below = HEIGHT + 10 + k * LEGEND;
        canvas.line(Canvas.LEFT, below - 4, Canvas.LEFT + 34.0, below - 4, style);
        canvas.text(
                Canvas.LEFT + 42.0,
                below,
                "start",
                "",
                "%s, power %s".formatted(line.rules(), String.format(Locale.ROOT, "%.2f", growth.exponent())));
    }
}
