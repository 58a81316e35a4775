package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.forecast.Outlook;
import org.isoflop.forecast.Prediction;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Interval;

/** A table with what was predicted for its rows. */
final class PredictionTable {
    private static final List<String> ADDED = List.of("predicted", "low", "high", "calibrated_low", "calibrated_high");

    private PredictionTable() {}

    /** The columns of the table, and behind them the predictions; ends only where there are intervals. */
    static Runs of(Runs runs, List<Prediction> predictions) {
        var columns = new ArrayList<>(runs.columns());
        columns.removeIf(column -> ADDED.contains(column.name()));
        columns.add(new Column.Numbers(
                ADDED.get(0),
                predictions.stream().mapToDouble(Prediction::estimate).toArray()));
        List<Interval> intervals =
                predictions.stream().flatMap(p -> p.run().stream()).toList();
        if (intervals.size() == predictions.size()) {
            columns.add(new Column.Numbers(
                    ADDED.get(1), intervals.stream().mapToDouble(Interval::low).toArray()));
            columns.add(new Column.Numbers(
                    ADDED.get(2), intervals.stream().mapToDouble(Interval::high).toArray()));
        }
        List<Interval> calibrated = predictions.stream()
                .flatMap(p -> p.calibrated().stream())
                .map(Outlook.Expected::run)
                .toList();
        if (!calibrated.isEmpty() && calibrated.size() == predictions.size()) {
            columns.add(new Column.Numbers(
                    ADDED.get(3), calibrated.stream().mapToDouble(Interval::low).toArray()));
            columns.add(new Column.Numbers(
                    ADDED.get(4),
                    calibrated.stream().mapToDouble(Interval::high).toArray()));
        }
        return Runs.of(columns, Origin.of(runs.origin().summary()));
    }
}
