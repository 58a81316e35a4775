package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.gallery.Evidence;
import org.isoflop.charts.gallery.LawsCompared;
import org.isoflop.forecast.Selection;
import org.isoflop.law.Sample;

/** The best laws of a selection beside each other, beyond the runs. */
record SelectionChart(Selection selection, double level) {
    private static final int MOST = 4;

    Chart chart() {
        List<Evidence> laws = selection.standings().stream()
                .map(standing -> new Evidence(
                        standing.track().fit(),
                        standing.track().draws(),
                        level,
                        Optional.of(Sample.of(
                                standing.track().fit().model(),
                                selection.backtest().runs())),
                        Optional.empty()))
                .filter(LawsCompared::suits)
                .limit(MOST)
                .toList();
        if (laws.size() < 2) {
            throw new InputException(
                    "a chart compares laws in N and D, or in one variable, and here there %s"
                            .formatted(laws.isEmpty() ? "is none" : "is one"),
                    "Leave out -o, or name others with --laws.");
        }
        return LawsCompared.of(laws, OptionalDouble.empty());
    }
}
