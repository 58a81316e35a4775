package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;
import org.isoflop.law.Sample;

/** What the law leaves unexplained: residuals against each column, against what was predicted, and as a distribution. */
public final class Residuals {
    private static final int MOST_COLUMNS = 6;
    private static final int PER_ROW = 3;
    private static final int FEW = 12;

    /** Rank correlations below this are not worth a word. */
    private static final double TREND = 0.3;

    private Residuals() {}

    /** See {@link FitChart#RESIDUALS}. */
    public static Chart of(Evidence evidence) {
        Sample sample = evidence.rows();
        boolean relative = evidence.fit().objective().logarithmic();
        double[] residuals = residuals(evidence, sample, relative);
        Format format = relative ? Format.CHANGE : Format.NUMBER;
        Scale y = Scale.around("observed − predicted", format, residuals, new double[] {0});

        var panels = new ArrayList<Panel>();
        columns(evidence, sample).forEach((name, values) -> panels.add(against(name, values, y, residuals, evidence)));
        panels.add(distribution(residuals, format));
        double[] sizes = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        double median = sizes[sizes.length / 2];
        double largest = sizes[sizes.length - 1];
        Format size = relative ? Format.PERCENT : Format.NUMBER;
        int worst = IntStream.range(0, residuals.length)
                .reduce((a, b) -> Math.abs(residuals[b]) > Math.abs(residuals[a]) ? b : a)
                .orElse(0);
        String title = "Half of the runs lie within %s of the law, the furthest %s off"
                .formatted(size.text(median, 2), size.text(largest, 2));
        return new Chart(
                FitChart.RESIDUALS.label(),
                title,
                evidence.fitted(),
                "%s (%s). %s".formatted(title, evidence.places().get(worst), trend(evidence, sample, residuals)),
                rows(panels, y));
    }

    /** Positive where a run lies above the law. */
    private static double[] residuals(Evidence evidence, Sample sample, boolean relative) {
        double[] residuals = new double[sample.size()];
        for (int i = 0; i < residuals.length; i++) {
            double[] row = new double[sample.columns().length];
            for (int j = 0; j < row.length; j++) {
                row[j] = sample.columns()[j][i];
            }
            double predicted = evidence.predict(row);
            residuals[i] = relative ? sample.response()[i] / predicted - 1 : sample.response()[i] - predicted;
        }
        return residuals;
    }

    private static Map<String, double[]> columns(Evidence evidence, Sample sample) {
        var columns = new LinkedHashMap<String, double[]>();
        List<String> names = evidence.model().variables();
        for (int j = 0; j < Math.min(names.size(), MOST_COLUMNS); j++) {
            columns.put(names.get(j), sample.columns()[j]);
        }
        evidence.column("C").ifPresent(c -> columns.putIfAbsent("C", c));
        double[] predicted = new double[sample.size()];
        for (int i = 0; i < predicted.length; i++) {
            double[] row = new double[sample.columns().length];
            for (int j = 0; j < row.length; j++) {
                row[j] = sample.columns()[j][i];
            }
            predicted[i] = evidence.predict(row);
        }
        columns.put("predicted " + Axes.response(evidence.model()).replaceFirst(" \\(.*", ""), predicted);
        return columns;
    }

    private static Panel against(String name, double[] values, Scale y, double[] residuals, Evidence evidence) {
        Scale x = Axes.around(Axes.name(name), Axes.format(name), values);
        var layers = new ArrayList<Layer>();
        layers.add(new Layer.Line(
                new double[] {x.low(), x.high()},
                new double[] {0, 0},
                Look.of(Ink.MUTED).times(0.7)));
        layers.add(new Layer.Points(
                values,
                residuals,
                evidence.places(),
                Look.points(Ink.BLUE).opacity(0.6).times(0.8)));
        if (values.length >= FEW) {
            layers.add(medians(values, residuals));
        }
        return new Panel(x, y, layers);
    }

    /** The median residual of each part of the axis, as a line: where it leaves zero the law bends too little. */
    private static Layer medians(double[] values, double[] residuals) {
        Integer[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .toArray(Integer[]::new);
        int parts = Math.clamp(values.length / 8, 3, 8);
        double[] at = new double[parts];
        double[] median = new double[parts];
        for (int k = 0; k < parts; k++) {
            Integer[] part = Arrays.copyOfRange(order, k * order.length / parts, (k + 1) * order.length / parts);
            at[k] = middle(part, values);
            median[k] = middle(part, residuals);
        }
        return new Layer.Line(at, median, Look.of(Ink.VERMILLION).times(1.2).labelled("median along the axis"));
    }

    private static double middle(Integer[] rows, double[] values) {
        double[] sorted =
                Arrays.stream(rows).mapToDouble(i -> values[i]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static Panel distribution(double[] residuals, Format format) {
        Scale x = Scale.around("observed − predicted", format, residuals);
        Histogram bars = Histogram.of(residuals, x);
        return new Panel(
                x,
                Scale.linear("runs", 0, 1.08 * bars.most(), Format.NUMBER),
                List.of(bars.layer(Look.of(Ink.BLUE).opacity(0.7))));
    }

    /** Where only the first panel of a row tells the y axis. */
    private static List<List<Panel>> rows(List<Panel> panels, Scale y) {
        int perRow = panels.size() == 4 ? 2 : PER_ROW;
        var rows = new ArrayList<List<Panel>>();
        for (int from = 0; from < panels.size(); from += perRow) {
            var row = new ArrayList<Panel>();
            for (Panel panel : panels.subList(from, Math.min(from + perRow, panels.size()))) {
                boolean repeats = !row.isEmpty()
                        && panel.y().equals(y)
                        && row.getFirst().y().equals(y);
                row.add(repeats ? new Panel(panel.x(), y.unlabelled(), panel.layers()) : panel);
            }
            rows.add(row);
        }
        return rows;
    }

    /** The column along which residuals rise or fall most, by rank. */
    private static String trend(Evidence evidence, Sample sample, double[] residuals) {
        String strongest = "";
        double most = 0;
        for (var column : columns(evidence, sample).entrySet()) {
            double correlation = Ranks.correlation(column.getValue(), residuals);
            if (Math.abs(correlation) > Math.abs(most)) {
                most = correlation;
                strongest = column.getKey();
            }
        }
        return Math.abs(most) < TREND
                ? "They rise or fall with no column."
                : "They rise or fall with %s, with a rank correlation of %.2f.".formatted(strongest, most);
    }
}
