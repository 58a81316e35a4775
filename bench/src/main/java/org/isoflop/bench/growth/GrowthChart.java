package org.isoflop.bench.growth;

import java.util.List;

/** Curves side by side, each in a panel with two logarithmic axes, as SVG. */
record GrowthChart(List<Curve> curves) {
    private static final int HEIGHT = 300;

    GrowthChart {
        curves = List.copyOf(curves);
    }

    String svg() {
        var canvas = new Canvas(curves.size(), HEIGHT);
        curves.forEach(curve -> canvas.panel(() -> panel(canvas, curve)));
        return canvas.svg();
    }

    private static void panel(Canvas canvas, Curve curve) {
        double[] sizes = curve.points().stream().mapToDouble(Curve.Point::size).toArray();
        double[] times =
                curve.points().stream().mapToDouble(Curve.Point::milliseconds).toArray();
        var x = LogAxis.over(curve.quantity(), sizes, Canvas.LEFT, Canvas.WIDTH - Canvas.RIGHT);
        var y = LogAxis.over("milliseconds", times, HEIGHT - Canvas.BOTTOM, Canvas.TOP);
        canvas.axes(
                curve.title(),
                x,
                y,
                HEIGHT - 14,
                x.ticks().stream().mapToDouble(tick -> tick).toArray());
        comparison(canvas, curve, x, y);
        double[] across =
                curve.points().stream().mapToDouble(p -> x.at(p.size())).toArray();
        double[] up =
                curve.points().stream().mapToDouble(p -> y.at(p.milliseconds())).toArray();
        canvas.curve(across, up, "stroke=\"#1f6fb4\" stroke-width=\"2\"");
        for (int i = 0; i < across.length; i++) {
            canvas.dot(across[i], up[i], "r=\"3.5\" fill=\"#1f6fb4\"");
        }
    }

    /** A dashed line of the curve's slope through its last point, as far as the panel shows it. */
    private static void comparison(Canvas canvas, Curve curve, LogAxis x, LogAxis y) {
        Curve.Point last = curve.points().getLast();
        double reach = Math.pow(last.milliseconds() / y.low(), 1.0 / curve.slope());
        double size = Math.max(curve.points().getFirst().size(), last.size() / reach);
        double time = last.milliseconds() * Math.pow(size / last.size(), curve.slope());
        canvas.line(
                x.at(size),
                y.at(time),
                x.at(last.size()),
                y.at(last.milliseconds()),
                "stroke=\"#c0504d\" stroke-width=\"1.3\" stroke-dasharray=\"5 4\"");
        canvas.text(
                x.to() - 8,
                y.from() - 10,
                "end",
                "style=\"fill:#c0504d\"",
                "dashed: " + (curve.slope() == 1 ? "linear" : "to the power " + curve.slope()));
    }
}
