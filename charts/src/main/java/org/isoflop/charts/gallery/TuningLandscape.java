package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;

/** The loss over learning rate and batch, with the plateau on which it hardly matters where one stands. */
public final class TuningLandscape {
    public static final String KIND = "tuning";

    /** Cells beyond this share above the best loss are all of one colour: nobody goes there. */
    private static final double SHOWN = 12;

    private TuningLandscape() {}

    /** Runs of a sweep: their learning rates, batches and losses. */
    public record Sweep(double[] learningRate, double[] batch) {}

    /**
     * The chart.
     *
     * @param learningRates evenly spaced by their logarithm, rising
     * @param batches in tokens per step, evenly spaced by their logarithm, rising
     * @param loss by learning rate and batch
     * @param tolerance how far above the best loss the plateau reaches, as a share: 0.0025
     * @param sweep the runs behind it; may be empty
     */
    public static Chart of(double[] learningRates, double[] batches, double[][] loss, double tolerance, Sweep sweep) {
        int[] best = lowest(loss);
        double least = loss[best[0]][best[1]];
        Scale x = Scale.log("learning rate", learningRates[0], learningRates[learningRates.length - 1], Format.POWER);
        Scale y = Scale.log("batch (tokens per step)", batches[0], batches[batches.length - 1], Format.COUNT);
        double highest = Arrays.stream(loss).flatMapToDouble(Arrays::stream).filter(Double::isFinite).max().orElse(least);
        double shown = Math.max(least * (1 + 1e-6), Math.min(highest, least * (1 + SHOWN * tolerance)));
        var layers = new ArrayList<Layer>();
        layers.add(cells(x, y, loss, Scale.linear("loss", least, shown, Format.NUMBER)));
        double edge = least * (1 + tolerance);
        String plateau = "within %s of the best".formatted(Format.PERCENT.text(tolerance, 2));
        for (Contours.Path path : new Contours(x, y, loss).at(edge)) {
            layers.add(new Layer.Line(path.x(), path.y(), Look.of(Ink.VERMILLION).times(1.4).labelled(plateau)));
        }
        layers.add(new Layer.Points(sweep.learningRate(), sweep.batch(), Look.points(new Ink("#ffffff", "#ffffff")).opacity(0.9).shape(Look.Shape.RING)));
        layers.add(new Layer.Points(
                new double[] {learningRates[best[0]]}, new double[] {batches[best[1]]}, List.of("best"),
                Look.points(Ink.VERMILLION).opacity(1).times(1.5).shape(Look.Shape.DIAMOND).labelled("best")));
        double[] flat = flat(learningRates, loss, best[1], edge);
        String title = "Learning rates from %s to %s are %s".formatted(Format.POWER.text(flat[0], 2), Format.POWER.text(flat[1], 2), plateau);
        return Chart.of(
                KIND,
                title,
                "loss over learning rate and batch",
                "%s, at the best batch of %s tokens; the best learning rate is %s, with a loss of %s."
                        .formatted(title, Format.COUNT.text(batches[best[1]]), Format.POWER.text(learningRates[best[0]], 2), Format.NUMBER.text(least)),
                new Panel(x, y, layers));
    }

    private static int[] lowest(double[][] loss) {
        int[] best = {0, 0};
        for (int i = 0; i < loss.length; i++) {
            for (int j = 0; j < loss[i].length; j++) {
                if (loss[i][j] < loss[best[0]][best[1]]) {
                    best = new int[] {i, j};
                }
            }
        }
        return best;
    }

    /** The learning rates of the plateau at one batch. */
    private static double[] flat(double[] rates, double[][] loss, int batch, double edge) {
        double[] inside = java.util.stream.IntStream.range(0, rates.length)
                .filter(i -> loss[i][batch] <= edge)
                .mapToDouble(i -> rates[i])
                .toArray();
        return new double[] {inside[0], inside[inside.length - 1]};
    }

    /** A cell around every point of the grid. */
    private static Layer cells(Scale x, Scale y, double[][] loss, Scale key) {
        int columns = loss.length;
        int rows = loss[0].length;
        double[][] made = new double[5][columns * rows];
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < rows; j++) {
                int at = i * rows + j;
                made[0][at] = x.at(Math.max(0, (i - 0.5) / (columns - 1)));
                made[1][at] = y.at(Math.max(0, (j - 0.5) / (rows - 1)));
                made[2][at] = x.at(Math.min(1, (i + 0.5) / (columns - 1)));
                made[3][at] = y.at(Math.min(1, (j + 0.5) / (rows - 1)));
                made[4][at] = loss[i][j];
            }
        }
        return new Layer.Cells(made[0], made[1], made[2], made[3], made[4], key, Look.of(Ink.TEXT));
    }
}
