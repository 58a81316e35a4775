package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
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

    /**
     * A factor that was swept.
     *
     * @param name its column
     * @param values evenly spaced by their logarithm, rising
     * @param runs its values in the runs behind the surface; may be empty
     */
    public record Factor(String name, double[] values, double[] runs) {
        private String title() {
            return switch (name) {
                case "lr" -> "learning rate";
                case "batch" -> "batch (tokens per step)";
                default -> name.replace('_', ' ');
            };
        }

        private Format format() {
            return name.equals("batch") ? Format.COUNT : Format.POWER;
        }

        private boolean shows(int run) {
            return runs[run] >= values[0] && runs[run] <= values[values.length - 1];
        }

        private Scale scale() {
            return Scale.log(title(), values[0], values[values.length - 1], format());
        }
    }

    /**
     * The chart.
     *
     * @param loss by the values of the first and of the second
     * @param tolerance how far above the best loss the plateau reaches, as a share: 0.0025
     * @param subtitle of which cell
     */
    public static Chart of(Factor first, Factor second, double[][] loss, double tolerance, String subtitle) {
        int[] best = lowest(loss);
        double least = loss[best[0]][best[1]];
        Scale x = first.scale();
        Scale y = second.scale();
        double highest = Arrays.stream(loss)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(least);
        double shown = Math.max(least * (1 + 1e-6), Math.min(highest, least * (1 + SHOWN * tolerance)));
        var layers = new ArrayList<Layer>();
        layers.add(cells(x, y, loss, Scale.linear("loss", least, shown, Format.NUMBER)));
        double edge = least * (1 + tolerance);
        String plateau = "within %s of the best".formatted(Format.PERCENT.text(tolerance, 2));
        for (Contours.Path path : new Contours(x, y, loss).at(edge)) {
            layers.add(new Layer.Line(
                    path.x(), path.y(), Look.of(Ink.VERMILLION).times(1.4).labelled(plateau)));
        }
        layers.add(runs(first, second));
        layers.add(new Layer.Points(
                new double[] {first.values()[best[0]]},
                new double[] {second.values()[best[1]]},
                List.of("best"),
                Look.points(Ink.VERMILLION)
                        .opacity(1)
                        .times(1.5)
                        .shape(Look.Shape.DIAMOND)
                        .labelled("best")));
        double[] flat = flat(first.values(), loss, best[1], edge);
        Format format = first.format();
        String name = first.title().substring(0, 1).toUpperCase(Locale.ROOT)
                + first.title().substring(1);
        String title =
                "%s from %s to %s is %s".formatted(name, format.text(flat[0], 2), format.text(flat[1], 2), plateau);
        return Chart.of(
                KIND,
                title,
                subtitle,
                "%s, at the best %s of %s; the lowest loss is %s, at a %s of %s."
                        .formatted(
                                title,
                                second.title(),
                                second.format().text(second.values()[best[1]], 2),
                                Format.NUMBER.text(least),
                                first.title(),
                                format.text(first.values()[best[0]], 2)),
                new Panel(x, y, layers));
    }

    /** Those that lie in the picture. */
    private static Layer runs(Factor first, Factor second) {
        int[] inside = IntStream.range(0, first.runs().length)
                .filter(i -> first.shows(i) && second.shows(i))
                .toArray();
        return new Layer.Points(
                IntStream.of(inside).mapToDouble(i -> first.runs()[i]).toArray(),
                IntStream.of(inside).mapToDouble(i -> second.runs()[i]).toArray(),
                Look.points(new Ink("#ffffff", "#ffffff")).opacity(0.9).shape(Look.Shape.RING));
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
        double[] inside = IntStream.range(0, rates.length)
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
