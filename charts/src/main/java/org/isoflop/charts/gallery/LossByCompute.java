package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;
import org.isoflop.forecast.Outlook;
import org.isoflop.forecast.Prediction;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Interval;

/** Loss against compute: the runs, the best loss that the law promises for each budget, and how sure that is. */
public final class LossByCompute {
    private static final int STEPS = 60;

    private LossByCompute() {}

    /** See {@link FitChart#LOSS}. */
    public static Chart of(Evidence evidence, OptionalDouble wanted) {
        Course course = Course.of(evidence);
        double target = course.target(wanted);
        double from = Math.min(course.smallest(), target) / 1.3;
        double to = Math.max(course.largest(), target) * 1.3;
        String column = course.column();
        Format format = Axes.format(column);
        double[] sizes = Scale.log("", from, to, format).steps(STEPS);
        List<Prediction> along = evidence.predictions(course.columns(sizes));
        Prediction there =
                evidence.predictions(course.columns(new double[] {target})).getFirst();

        var layers = new ArrayList<Layer>(bands(sizes, along));
        double[] best = along.stream().mapToDouble(Prediction::estimate).toArray();
        var runs = evidence.column(column);
        runs.ifPresent(x -> layers.add(new Layer.Points(
                x,
                evidence.response(),
                evidence.places(),
                Look.points(Ink.MUTED).opacity(0.65).labelled("runs"))));
        String name = column.equals("C") && evidence.model().variables().size() == 2
                ? "best loss for each compute"
                : "the law";
        layers.add(new Layer.Line(sizes, best, Look.of(Ink.BLUE).labelled(name)));
        Interval interval = interval(there);
        if (interval != null) {
            layers.add(new Layer.Segments(
                    new double[] {target},
                    new double[] {interval.low()},
                    new double[] {target},
                    new double[] {interval.high()},
                    Look.of(Ink.VERMILLION).times(1.1)));
        }
        layers.add(new Layer.Points(
                new double[] {target},
                new double[] {there.estimate()},
                List.of("forecast"),
                Look.points(Ink.VERMILLION)
                        .opacity(1)
                        .times(1.5)
                        .shape(Look.Shape.DIAMOND)
                        .labelled("forecast")));
        layers.add(Layer.Texts.at(
                target,
                there.estimate(),
                Magnitude.estimate(there.estimate(), 4),
                Layer.Anchor.BEHIND,
                Ink.VERMILLION));

        String at = format.text(target, 3) + (column.equals("C") ? " FLOP" : " " + column);
        String response = Axes.response(evidence.model());
        String short_ = response.replaceFirst(" \\(.*", "");
        String range = interval == null
                ? ""
                : " (%s … %s)".formatted(Magnitude.estimate(interval.low(), 4), Magnitude.estimate(interval.high(), 4));
        String title =
                "At %s expect a %s of %s%s".formatted(at, short_, Magnitude.estimate(there.estimate(), 4), range);
        String what = interval == null ? "" : "; %s intervals".formatted(evidence.levelText());
        double[] observed = runs.isPresent() ? evidence.response() : new double[0];
        Scale y = Axes.around(
                response,
                Format.NUMBER,
                join(
                        best,
                        observed,
                        interval == null ? new double[0] : new double[] {interval.low(), interval.high()}));
        return Chart.of(
                FitChart.LOSS.label(),
                title,
                evidence.fitted() + what,
                "%s falls from %s at %s to %s at %s, %s times beyond the largest run."
                        .formatted(
                                capital(short_),
                                Magnitude.estimate(best[0], 4),
                                format.text(from, 3),
                                Magnitude.estimate(there.estimate(), 4) + range,
                                at,
                                Magnitude.digits(target / course.largest(), 2)),
                new Panel(Scale.log(Axes.title(column, evidence.model()), from, to, format), y, layers));
    }

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static double[] join(double[]... columns) {
        return java.util.Arrays.stream(columns)
                .flatMapToDouble(java.util.stream.DoubleStream::of)
                .toArray();
    }

    /** The one to believe: from back-tests where there were any. */
    static @org.jspecify.annotations.Nullable Interval interval(Prediction prediction) {
        return prediction
                .calibrated()
                .map(Outlook.Expected::run)
                .or(prediction::run)
                .orElse(null);
    }

    /** From the widest to the narrowest, so that they lie on each other as a fan. */
    private static List<Layer> bands(double[] sizes, List<Prediction> along) {
        var bands = new ArrayList<Layer>();
        if (along.stream().allMatch(p -> p.calibrated().isPresent())) {
            bands.add(band(
                    sizes,
                    along.stream().map(p -> p.calibrated().orElseThrow().run()).toList(),
                    Look.of(Ink.BLUE).opacity(0.13).labelled("a new run, by back-tests")));
        }
        if (along.stream().allMatch(p -> p.run().isPresent() && p.curve().isPresent())) {
            if (bands.isEmpty()) {
                bands.add(band(
                        sizes,
                        along.stream().map(p -> p.run().orElseThrow()).toList(),
                        Look.of(Ink.BLUE).opacity(0.13).labelled("a new run, if the law is right")));
            }
            bands.add(band(
                    sizes,
                    along.stream().map(p -> p.curve().orElseThrow()).toList(),
                    Look.of(Ink.BLUE).opacity(0.34).labelled("the law itself")));
        }
        return bands;
    }

    private static Layer band(double[] sizes, List<Interval> intervals, Look look) {
        return new Layer.Band(
                sizes,
                intervals.stream().mapToDouble(Interval::low).toArray(),
                intervals.stream().mapToDouble(Interval::high).toArray(),
                look);
    }
}
