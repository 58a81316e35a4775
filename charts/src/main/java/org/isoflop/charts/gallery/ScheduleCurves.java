package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;

/** Loss curves along learning-rate schedules, above the schedules themselves. */
public final class ScheduleCurves {
    public static final String KIND = "schedules";

    private ScheduleCurves() {}

    /**
     * A schedule and what is predicted along it.
     *
     * @param loss by step
     * @param learningRate at the steps of the loss
     */
    public record Along(Curve loss, double[] learningRate) {}

    /** The chart of some schedules. */
    public static Chart of(List<Along> schedules) {
        double[][] steps = schedules.stream().map(along -> along.loss().x()).toArray(double[][]::new);
        double[][] rates = schedules.stream().map(Along::learningRate).toArray(double[][]::new);
        // The first steps fall from far above, and would press what matters into the lowest line of the picture.
        double[][] heights = schedules.stream().map(along -> settled(along.loss().estimate())).toArray(double[][]::new);
        Scale x = Scale.linear("step", 0, Scale.around("", Format.NUMBER, steps).high(), Format.COUNT);
        Scale y = Scale.around("loss (nats per token)", Format.NUMBER, heights);
        Scale rate = Scale.linear("learning rate", 0, 1.08 * Scale.around("", Format.NUMBER, rates).high(), Format.POWER);
        var losses = new ArrayList<Layer>();
        var schedule = new ArrayList<Layer>();
        for (int i = 0; i < schedules.size(); i++) {
            Curve curve = schedules.get(i).loss();
            losses.addAll(curve.layers(Ink.series(i)));
            losses.add(Layer.Texts.at(curve.end(), curve.last(), Format.NUMBER.text(curve.last()), Layer.Anchor.BEHIND, Ink.series(i)));
            schedule.add(new Layer.Line(curve.x(), schedules.get(i).learningRate(), Look.of(Ink.series(i))));
        }
        Curve best = schedules.stream().map(Along::loss).min(Comparator.comparingDouble(Curve::last)).orElseThrow();
        String title = "%s ends lowest, at %s".formatted(best.name(), Format.NUMBER.text(best.last()));
        return new Chart(
                KIND,
                title,
                "predicted loss along each learning-rate schedule",
                title + ".",
                List.of(List.of(new Panel(x.unlabelled(), y, losses)), List.of(new Panel(x, rate, schedule))));
    }

    private static double[] settled(double[] loss) {
        return java.util.Arrays.copyOfRange(loss, loss.length / 12, loss.length);
    }
}
