package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;
import org.isoflop.forecast.Prediction;
import org.isoflop.law.Sample;
import org.isoflop.plan.Allocation;

/** Laws beside each other: where they agree, and how far they part beyond the runs. */
public final class LawsCompared {
    public static final String KIND = "laws";

    private static final int STEPS = 60;

    private LawsCompared() {}

    /** Whether a law can be followed to larger runs: in N and D, or in one variable. */
    public static boolean suits(Evidence evidence) {
        return Allocation.suits(evidence.model())
                || evidence.model().variables().size() == 1;
    }

    /**
     * The chart of laws that were fitted to the same runs.
     *
     * @param laws such as {@link #suits} allows; the runs of the first are shown
     * @param wanted how far they are followed; without it ten times beyond the largest run
     */
    public static Chart of(List<Evidence> laws, OptionalDouble wanted) {
        Course first = Course.of(laws.getFirst());
        double target = first.target(wanted);
        Scale x = Scale.log("", first.smallest(), Math.max(target, first.largest()), Axes.format(first.column()));
        List<Curve> curves = laws.stream()
                .map(Course::of)
                .filter(course -> course.column().equals(first.column()))
                .map(course -> curve(course, x.steps(STEPS)))
                .toList();
        return of(
                first.column(),
                curves,
                first.largest(),
                laws.getFirst().column(first.column()).orElse(new double[0]),
                laws.getFirst().sample().map(Sample::response).orElse(new double[0]));
    }

    private static Curve curve(Course course, double[] sizes) {
        List<Prediction> along = course.evidence().predictions(course.columns(sizes));
        return new Curve(
                course.evidence().law(),
                sizes,
                along.stream().mapToDouble(Prediction::estimate).toArray());
    }

    /**
     * The chart.
     *
     * @param column what grows along the curves, such as {@code C}
     * @param curves what each law says, all over the same range
     * @param largest where the runs end; beyond it the laws forecast
     * @param runsX where the runs lie; may be empty
     * @param runsY their loss
     */
    public static Chart of(String column, List<Curve> curves, double largest, double[] runsX, double[] runsY) {
        if (curves.size() < 2) {
            throw new InputException("there is one law, and nothing to compare it with", "Name several.");
        }
        Format format = Axes.format(column);
        double[][] heights = curves.stream().map(Curve::heights).toArray(double[][]::new);
        Scale x = Scale.aroundLog(Axes.title(column), format, curves.getFirst().x());
        Scale y = Scale.around("loss (nats per token)", Format.NUMBER, LossByCompute.join(heights), runsY);
        var layers = new ArrayList<Layer>();
        double[] edge = {largest};
        layers.add(new Layer.Segments(
                edge,
                new double[] {y.low()},
                edge,
                new double[] {y.high()},
                Look.of(Ink.MUTED).dash(Look.Dash.DOTTED).labelled("largest run")));
        for (int i = 0; i < curves.size(); i++) {
            layers.addAll(curves.get(i).layers(Ink.series(i)));
        }
        layers.add(new Layer.Points(runsX, runsY, Look.points(Ink.MUTED).opacity(0.6)));
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            layers.add(Layer.Texts.at(
                    curve.end(), curve.last(), Format.NUMBER.text(curve.last()), Layer.Anchor.BEHIND, Ink.series(i)));
        }
        Curve least =
                curves.stream().min(Comparator.comparingDouble(Curve::last)).orElseThrow();
        Curve most =
                curves.stream().max(Comparator.comparingDouble(Curve::last)).orElseThrow();
        String at = format.text(least.end(), 2) + (column.equals("C") ? " FLOP" : " " + column);
        String title =
                "At %s the laws are %s apart".formatted(at, Format.PERCENT.text(most.last() / least.last() - 1, 2));
        return Chart.of(
                KIND,
                title,
                "each law fitted to the same runs",
                "%s: %s says %s, %s says %s."
                        .formatted(
                                title,
                                least.name(),
                                Format.NUMBER.text(least.last()),
                                most.name(),
                                Format.NUMBER.text(most.last())),
                new Panel(x, y, layers));
    }
}
