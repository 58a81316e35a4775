package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.draw.Terminal;
import org.isoflop.charts.gallery.BacktestErrors;
import org.isoflop.charts.gallery.Evidence;
import org.isoflop.charts.gallery.FitChart;
import org.isoflop.data.FitDocument;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.law.Sample;

/** A small drawing below an answer, where {@code --plot} asks for one. */
final class Sketch {
    static final int HEIGHT = 20;

    private Sketch() {}

    /** Of a fit: its loss against compute, or where the law reads other columns its residuals. */
    static String of(FitDocument document, Sample sample) {
        var evidence = new Evidence(
                document.fit(), document.draws(), document.level(), Optional.of(sample), document.outlook());
        String group = document.group().map(name -> name + ": ").orElse("");
        return drawn(chart(evidence), group);
    }

    private static Chart chart(Evidence evidence) {
        try {
            return FitChart.LOSS.of(evidence, OptionalDouble.empty());
        } catch (InputException _) {
            return FitChart.RESIDUALS.of(evidence, OptionalDouble.empty());
        }
    }

    /** Of a back-test: errors by distance. */
    static String of(Backtest backtest, Axis axis) {
        return drawn(BacktestErrors.of(backtest, axis), "");
    }

    private static String drawn(Chart chart, String before) {
        var page = new Page(Style.ofTerminal());
        page.blank().paragraph("", 2, before + chart.title()).blank();
        List<String> lines = Terminal.of(chart, Page.WIDTH, HEIGHT);
        lines.forEach(page::line);
        return page.toString();
    }
}
