package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Ramp;
import org.isoflop.charts.Scale;
import org.isoflop.plan.Allocation;
import org.isoflop.runs.Magnitude;

/** Curves of equal compute: loss against model size for each budget, with the size that is best for it. */
public final class IsoFlops {
    private static final int STEPS = 80;

    /** More curves than this cannot be told apart. */
    private static final int MOST_BUDGETS = 9;

    /** Runs within this share of each other's compute were meant to have the same. */
    private static final double SAME = 0.05;

    private IsoFlops() {}

    /** See {@link FitChart#ISOFLOP}. */
    public static Chart of(Evidence evidence, OptionalDouble wanted) {
        requireKnownSplit(evidence);
        Course course = Course.of(evidence);
        double[] compute = evidence.column("C").orElse(new double[0]);
        double[] budgets = budgets(compute, course);
        double target = course.target(wanted);
        double[] all = Arrays.copyOf(budgets, budgets.length + 1);
        all[budgets.length] = target;
        double[] best = Arrays.stream(all).map(course::parameters).toArray();
        if (!Arrays.stream(best).allMatch(Double::isFinite)) {
            throw new InputException(
                    "the law has no best model size for every compute, so that there is no minimum to show",
                    "Choose another --kind, for example residuals.");
        }
        var range = evidence.range("N");
        Scale n = Scale.log(
                Axes.title("N", evidence.model()),
                Math.min(range.low(), best[0]) / 1.5,
                Math.max(range.high(), best[best.length - 1]) * 4,
                Format.COUNT);
        double[] minima = losses(course, best, all);
        double highest = evidence.sample().isPresent()
                ? Arrays.stream(evidence.response()).max().orElse(0)
                : 1.15 * minima[0];
        Scale y = Scale.around(Axes.response(evidence.model()), Format.NUMBER, minima, new double[] {highest});

        var layers = new ArrayList<Layer>();
        for (int i = 0; i < all.length; i++) {
            boolean isTarget = i == budgets.length;
            Ink ink = isTarget ? Ink.VERMILLION : Ramp.ink(i, budgets.length);
            layers.add(curve(course, all[i], n, y, ink, isTarget));
        }
        evidence.sample().ifPresent(_ -> layers.addAll(points(evidence, compute, budgets)));
        double[] along = Scale.log("", all[0], target, Format.POWER).steps(STEPS);
        double[] bestAlong = Arrays.stream(along).map(course::parameters).toArray();
        layers.add(new Layer.Line(
                bestAlong,
                losses(course, bestAlong, along),
                Look.of(Ink.TEXT).dash(Look.Dash.DASHED).times(0.8).labelled("best size for each compute")));
        layers.add(new Layer.Points(
                best, minima, Look.points(Ink.TEXT).opacity(1).times(1.15).shape(Look.Shape.DIAMOND)));
        layers.addAll(names(all, layers, best, minima));

        double exponent = Allocation.of(evidence.model()).exponent(course.largest(), evidence.theta());
        String spread = evidence.interval(
                        theta -> Allocation.of(evidence.model()).exponent(course.largest(), theta))
                .map(i -> " (%s … %s)".formatted(Magnitude.estimate(i.low(), 2), Magnitude.estimate(i.high(), 2)))
                .orElse("");
        String most = Format.COUNT.text(best[best.length - 1]);
        String at = Format.POWER.text(target, 3);
        return Chart.of(
                FitChart.ISOFLOP.label(),
                "The best model size grows as compute to the power %s%s"
                        .formatted(Magnitude.estimate(exponent, 2), spread),
                "%s; each curve has the same compute in FLOP, %s to come".formatted(evidence.fitted(), at),
                "The best model size grows from %s parameters at %s FLOP to %s at %s FLOP, as compute to the power %s%s."
                        .formatted(
                                Format.COUNT.text(best[0]),
                                Format.POWER.text(all[0], 3),
                                most,
                                at,
                                Magnitude.estimate(exponent, 2),
                                spread),
                new Panel(n, y, layers));
    }

    private static double[] losses(Course course, double[] sizes, double[] flops) {
        return IntStream.range(0, sizes.length)
                .mapToDouble(i -> course.loss(sizes[i], flops[i] / Evidence.FLOPS / sizes[i]))
                .toArray();
    }

    static void requireSplit(Evidence evidence) {
        if (!Allocation.suits(evidence.model())) {
            throw new InputException(
                    "this chart needs a law in N and D alone; %s reads %s"
                            .formatted(
                                    evidence.law(),
                                    String.join(", ", evidence.model().variables())),
                    "Choose another --kind: residuals and parameters show every law.");
        }
    }

    /** @throws InputException unless there is a split, and the runs tell which */
    static void requireKnownSplit(Evidence evidence) {
        requireSplit(evidence);
        double flops = Course.of(evidence).largest();
        var allocation = Allocation.of(evidence.model());
        if (!evidence.fit().determines(theta -> allocation.tokensPerParameter(flops, theta))) {
            throw new InputException(
                    "this chart shows how to divide compute between N and D, and these runs do not determine it",
                    "Add runs of other sizes and lengths, or choose another --kind: residuals shows every law.");
        }
    }

    /** The budgets that the runs were made for; where they have none, powers of ten among them. */
    static double[] budgets(double[] compute, Course course) {
        double[] sorted = Arrays.stream(compute).sorted().toArray();
        var found = new ArrayList<Double>();
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] <= sorted[from] * (1 + SAME)) {
                to++;
            }
            if (to - from >= 4) {
                found.add(sorted[(from + to) / 2]);
            }
            from = to;
        }
        return found.size() < 2 || found.size() > 2 * MOST_BUDGETS
                ? even(course)
                : thinned(found.stream().mapToDouble(c -> c).toArray());
    }

    private static double[] even(Course course) {
        double decades = Math.log10(course.largest() / course.smallest());
        double step = decades > 5 ? 1 : 0.5;
        double first = Math.ceil(Math.log10(course.smallest()) / step - 1e-6) * step;
        int count = Math.max(1, (int) Math.floor((Math.log10(course.largest()) - first) / step + 1e-6) + 1);
        return thinned(IntStream.range(0, count)
                .mapToDouble(i -> Math.pow(10, first + i * step))
                .toArray());
    }

    private static double[] thinned(double[] budgets) {
        int every = (budgets.length + MOST_BUDGETS - 1) / MOST_BUDGETS;
        return IntStream.range(0, budgets.length)
                .filter(i -> (budgets.length - 1 - i) % every == 0)
                .mapToDouble(i -> budgets[i])
                .toArray();
    }

    private static Layer curve(Course course, double flops, Scale n, Scale y, Ink ink, boolean isTarget) {
        double[] sizes = n.steps(STEPS);
        double[] losses = Arrays.stream(sizes)
                .map(size -> course.loss(size, flops / Evidence.FLOPS / size))
                .map(loss -> y.holds(loss) ? loss : Double.NaN)
                .toArray();
        Look look = Look.of(ink);
        return new Layer.Line(
                sizes, losses, isTarget ? look.dash(Look.Dash.DOTTED).times(1.2) : look);
    }

    /** Each run in the ink of the budget that is nearest to it. */
    private static List<Layer> points(Evidence evidence, double[] compute, double[] budgets) {
        double[] n = evidence.column("N").orElseThrow();
        double[] loss = evidence.response();
        List<String> places = evidence.places();
        var layers = new ArrayList<Layer>();
        for (int b = 0; b < budgets.length; b++) {
            int budget = b;
            int[] rows = IntStream.range(0, compute.length)
                    .filter(i -> nearest(compute[i], budgets) == budget)
                    .toArray();
            layers.add(new Layer.Points(
                    Arrays.stream(rows).mapToDouble(i -> n[i]).toArray(),
                    Arrays.stream(rows).mapToDouble(i -> loss[i]).toArray(),
                    Arrays.stream(rows).mapToObj(places::get).toList(),
                    Look.points(Ramp.ink(b, budgets.length)).opacity(0.8)));
        }
        return layers;
    }

    private static int nearest(double compute, double[] budgets) {
        int best = 0;
        for (int i = 1; i < budgets.length; i++) {
            boolean nearer = Math.abs(Math.log(compute / budgets[i])) < Math.abs(Math.log(compute / budgets[best]));
            best = nearer ? i : best;
        }
        return best;
    }

    /** Each budget's name where its curve ends. */
    private static List<Layer> names(double[] budgets, List<Layer> layers, double[] best, double[] minima) {
        var names = new ArrayList<Layer>();
        for (int i = 0; i < budgets.length; i++) {
            if (layers.get(i) instanceof Layer.Line(var x, var y, var look)) {
                int last = IntStream.range(0, y.length)
                        .filter(k -> Double.isFinite(y[k]))
                        .max()
                        .orElse(-1);
                double atX = last < 0 ? best[i] : x[last];
                double atY = last < 0 ? minima[i] : y[last];
                names.add(Layer.Texts.at(atX, atY, Format.POWER.text(budgets[i], 2), Layer.Anchor.BEHIND, look.ink()));
            }
        }
        return names;
    }
}
