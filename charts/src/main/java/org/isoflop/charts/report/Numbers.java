package org.isoflop.charts.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Panel;

/** The numbers of a chart as a table, for who cannot see it: what its legend names, in a few places. */
final class Numbers {
    private static final int MOST_ROWS = 9;

    private Numbers() {}

    /** The table; without rows if nothing in the chart has a name. */
    static Report.Block.Table of(Chart chart) {
        var rows = new ArrayList<List<String>>();
        for (Panel panel : chart.panels().toList()) {
            panel.layers().stream()
                    .filter(layer -> !layer.look().label().isEmpty())
                    .forEach(layer -> rows.addAll(rows(layer, panel)));
        }
        Panel first = chart.rows().getFirst().getFirst();
        return new Report.Block.Table(
                "Numbers of this chart",
                List.of("", title(first.x().title(), "x"), title(first.y().title(), "y")),
                rows);
    }

    private static String title(String title, String otherwise) {
        return title.isEmpty() ? otherwise : title;
    }

    private static List<List<String>> rows(Layer layer, Panel panel) {
        return switch (layer) {
            case Layer.Line(var x, var y, var look) ->
                rows(look.label(), x, panel, i -> panel.y().format().text(y[i]), y);
            case Layer.Band(var x, var low, var high, var look) ->
                rows(
                        look.label(),
                        x,
                        panel,
                        i -> panel.y().format().text(low[i]) + " … "
                                + panel.y().format().text(high[i]),
                        low);
            case Layer.Points(var x, var y, var _, var look) ->
                x.length > MOST_ROWS
                        ? List.of()
                        : rows(look.label(), x, panel, i -> panel.y().format().text(y[i]), y);
            case Layer.Bars _, Layer.Segments _, Layer.Cells _, Layer.Texts _ -> List.of();
        };
    }

    private static List<List<String>> rows(
            String label, double[] x, Panel panel, java.util.function.IntFunction<String> value, double[] y) {
        int step = Math.max(1, (x.length + MOST_ROWS - 1) / MOST_ROWS);
        return IntStream.range(0, x.length)
                .filter(i -> i % step == 0 && Double.isFinite(x[i]) && Double.isFinite(y[i]))
                .mapToObj(i -> List.of(label, panel.x().format().text(x[i], 3), value.apply(i)))
                .toList();
    }
}
