package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;
import org.isoflop.law.Parameter;

/** The bootstrap draws of all parameters, in pairs: which of them the runs determine, and which only together. */
public final class ParameterPairs {
    private static final int MOST_PARAMETERS = 6;
    private static final int MOST_POINTS = 300;

    private ParameterPairs() {}

    /** See {@link FitChart#PARAMETERS}. */
    public static Chart of(Evidence evidence) {
        List<double[]> draws = evidence.draws().theta();
        if (draws.size() < 2) {
            throw new InputException(
                    "this chart shows the draws of a bootstrap, and there are none", "Fit with --bootstrap 1000.");
        }
        List<Parameter> parameters = evidence.model().parameters();
        int count = Math.min(MOST_PARAMETERS, parameters.size());
        double[][] columns = new double[count][];
        Scale[] scales = new Scale[count];
        for (int j = 0; j < count; j++) {
            int index = j;
            columns[j] = draws.stream().mapToDouble(theta -> theta[index]).toArray();
            scales[j] = scale(parameters.get(j).name(), columns[j], evidence.theta()[j]);
        }
        var rows = new ArrayList<List<Panel>>();
        for (int row = 0; row < count; row++) {
            var panels = new ArrayList<Panel>();
            for (int column = 0; column <= row; column++) {
                panels.add(panel(evidence, columns, scales, row, column));
            }
            rows.add(panels);
        }
        return new Chart(
                FitChart.PARAMETERS.label(),
                title(parameters, columns),
                "%s; %,d resamples, the estimate in orange".formatted(evidence.fitted(), draws.size()),
                title(parameters, columns) + ".",
                rows);
    }

    /** Without the outermost draws, which would press all others into a corner. */
    private static Scale scale(String name, double[] draws, double estimate) {
        double[] sorted =
                java.util.Arrays.stream(draws).filter(Double::isFinite).sorted().toArray();
        int out = sorted.length / 200;
        double[] inner = java.util.Arrays.copyOfRange(sorted, out, sorted.length - out);
        double least = Math.min(inner[0], estimate);
        double most = Math.max(inner[inner.length - 1], estimate);
        Format format = most >= 1e4 ? Format.COUNT : Format.NUMBER;
        return least > 0 && most / least > 8
                ? Scale.aroundLog(name, format, inner, new double[] {estimate})
                : Scale.around(name, format, inner, new double[] {estimate});
    }

    private static Panel panel(Evidence evidence, double[][] columns, Scale[] scales, int row, int column) {
        int last = columns.length - 1;
        Scale x = row == last ? scales[column] : scales[column].unlabelled();
        double estimate = evidence.theta()[column];
        if (row == column) {
            Histogram bars = Histogram.of(columns[column], scales[column]);
            Scale y = Scale.linear("", 0, 1.1 * bars.most(), Format.NUMBER).unlabelled();
            double[] at = {estimate};
            return new Panel(
                    x,
                    y,
                    List.of(
                            bars.layer(Look.of(Ink.BLUE).opacity(0.7)),
                            new Layer.Segments(
                                    at, new double[] {0}, at, new double[] {y.high()}, Look.of(Ink.VERMILLION))));
        }
        Scale y = column == 0 ? scales[row] : scales[row].unlabelled();
        return new Panel(
                x,
                y,
                List.of(
                        new Layer.Points(
                                thinned(columns[column]),
                                thinned(columns[row]),
                                Look.points(Ink.BLUE).opacity(0.35).times(0.5)),
                        new Layer.Points(
                                new double[] {estimate},
                                new double[] {evidence.theta()[row]},
                                Look.points(Ink.VERMILLION).opacity(1).shape(Look.Shape.DIAMOND))));
    }

    private static double[] thinned(double[] values) {
        int step = Math.max(1, (values.length + MOST_POINTS - 1) / MOST_POINTS);
        return java.util.stream.IntStream.range(0, (values.length + step - 1) / step)
                .mapToDouble(i -> values[i * step])
                .toArray();
    }

    private static String title(List<Parameter> parameters, double[][] columns) {
        String pair = "";
        double most = 0;
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j < i; j++) {
                double correlation = Ranks.correlation(columns[j], columns[i]);
                if (Math.abs(correlation) > Math.abs(most)) {
                    most = correlation;
                    pair = parameters.get(j).name() + " and "
                            + parameters.get(i).name();
                }
            }
        }
        if (pair.isEmpty()) {
            return "How the bootstrap moves " + parameters.getFirst().name();
        }
        return Math.abs(most) > 0.7
                ? "%s are known together, hardly apart (rank correlation %.2f)".formatted(pair, most)
                : "Every parameter is known by itself (rank correlations up to %.2f)".formatted(Math.abs(most));
    }
}
