package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Ramp;
import org.isoflop.charts.Scale;
import org.isoflop.charts.Ticks;
import org.isoflop.runs.Magnitude;

/** The loss as a landscape over model size and tokens, with the runs and the efficient frontier. */
public final class LossSurface {
    private static final int GRID = 72;
    private static final int MOST_LEVELS = 14;

    private LossSurface() {}

    /** See {@link FitChart#SURFACE}. */
    public static Chart of(Evidence evidence, OptionalDouble wanted) {
        IsoFlops.requireKnownSplit(evidence);
        Course course = Course.of(evidence);
        double target = course.target(wanted);
        Ground ground = ground(evidence, course, target);
        double bestN = course.parameters(target);
        double bestD = target / Evidence.FLOPS / bestN;

        var layers = new ArrayList<>(ground.layers());
        layers.add(isoFlop(target, ground.x()));
        evidence.sample().ifPresent(_ -> layers.add(runs(evidence)));
        layers.add(new Layer.Points(
                new double[] {bestN},
                new double[] {bestD},
                List.of("optimum"),
                Look.points(Ink.VERMILLION)
                        .opacity(1)
                        .times(1.5)
                        .shape(Look.Shape.DIAMOND)
                        .labelled("best split of " + Format.POWER.text(target, 3) + " FLOP")));
        layers.addAll(ground.names());

        String at = Format.POWER.text(target, 3) + " FLOP";
        String split = "%s parameters and %s tokens".formatted(Format.COUNT.text(bestN), Format.COUNT.text(bestD));
        return Chart.of(
                FitChart.SURFACE.label(),
                Double.isFinite(bestN)
                        ? "%s are best spent on %s".formatted(at, split)
                        : "The law has no best split of " + at,
                evidence.fitted() + "; lines of equal loss",
                "The frontier runs from %s parameters at %s FLOP to %s at %s, which is %s tokens per parameter."
                        .formatted(
                                Format.COUNT.text(course.parameters(course.smallest())),
                                Format.POWER.text(course.smallest(), 3),
                                split,
                                at,
                                Magnitude.digits(bestD / bestN, 2)),
                new Panel(ground.x(), ground.y(), layers));
    }

    /**
     * The landscape without what stands in it.
     *
     * @param layers contours and frontier
     * @param names the losses of the contours
     */
    record Ground(Scale x, Scale y, List<Layer> layers, List<Layer> names) {}

    static Ground ground(Evidence evidence, Course course, double target) {
        var n = evidence.range("N");
        var d = evidence.range("D");
        double bestN = course.parameters(target);
        double bestD = target / Evidence.FLOPS / bestN;
        Scale x = Scale.log(Axes.title("N", evidence.model()), n.low() / 1.6, most(n.high(), bestN) * 2, Format.COUNT);
        Scale y = Scale.log(Axes.title("D", evidence.model()), d.low() / 1.6, most(d.high(), bestD) * 2, Format.COUNT);
        double[][] losses = new double[GRID][GRID];
        double[] xs = x.steps(GRID);
        double[] ys = y.steps(GRID);
        for (int i = 0; i < GRID; i++) {
            for (int j = 0; j < GRID; j++) {
                losses[i][j] = course.loss(xs[i], ys[j]);
            }
        }
        var contours = new Contours(x, y, losses);
        List<Ticks.Tick> levels = levels(losses);
        var layers = new ArrayList<Layer>();
        var names = new ArrayList<Layer>();
        for (int k = 0; k < levels.size(); k++) {
            Ink ink = Ramp.ink(levels.size() - 1 - k, levels.size());
            for (Contours.Path path : contours.at(levels.get(k).value())) {
                layers.add(new Layer.Line(path.x(), path.y(), Look.of(ink).times(0.75)));
            }
            nameOf(contours.at(levels.get(k).value()), levels.get(k).label(), ink, x, names);
        }
        layers.add(frontier(course, x, y));
        return new Ground(x, y, layers, names);
    }

    private static double most(double a, double b) {
        return Double.isFinite(b) ? Math.max(a, b) : a;
    }

    /** Round losses, closer to each other where the surface is flat. */
    private static List<Ticks.Tick> levels(double[][] losses) {
        double[] all = Arrays.stream(losses)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double low = all[0];
        // The steep corner of the smallest runs would take all lines for itself.
        double high = all[(int) (0.9 * (all.length - 1))];
        return Ticks.of(Scale.linear("", low, Math.max(high, low * 1.0001), Format.NUMBER), MOST_LEVELS);
    }

    /** The name stands where the longest line leaves the picture. */
    private static void nameOf(List<Contours.Path> paths, String level, Ink ink, Scale x, List<Layer> names) {
        if (!paths.isEmpty()) {
            Contours.Path path = paths.getFirst();
            int end = x.share(path.x()[0]) > x.share(path.x()[path.x().length - 1]) ? 0 : path.x().length - 1;
            boolean atRight = x.share(path.x()[end]) > 0.99;
            if (atRight) {
                names.add(Layer.Texts.at(x.high(), path.y()[end], level, Layer.Anchor.BEHIND, ink));
            }
        }
    }

    private static Layer frontier(Course course, Scale x, Scale y) {
        double[] budgets = Scale.log(
                        "", Evidence.FLOPS * x.low() * y.low(), Evidence.FLOPS * x.high() * y.high(), Format.POWER)
                .steps(60);
        double[] n = Arrays.stream(budgets).map(course::parameters).toArray();
        double[] d = new double[n.length];
        for (int i = 0; i < n.length; i++) {
            d[i] = budgets[i] / Evidence.FLOPS / n[i];
        }
        return new Layer.Line(n, d, Look.of(Ink.TEXT).times(1.4).labelled("efficient frontier"));
    }

    private static Layer isoFlop(double flops, Scale x) {
        double[] n = {x.low(), x.high()};
        double[] d = {flops / Evidence.FLOPS / n[0], flops / Evidence.FLOPS / n[1]};
        return new Layer.Line(
                n, d, Look.of(Ink.VERMILLION).dash(Look.Dash.DASHED).times(0.9));
    }

    static Layer runs(Evidence evidence) {
        return new Layer.Points(
                evidence.column("N").orElseThrow(),
                evidence.column("D").orElseThrow(),
                evidence.places(),
                Look.points(Ink.BLUE).opacity(0.75).labelled("runs"));
    }
}
