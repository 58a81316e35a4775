package org.isoflop.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.formula.Expr;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;

/**
 * A table as a user asks for it: read, columns named, new columns added, rows filtered, in this order.
 *
 * @param inputs files or globs
 * @param sql a query for DuckDB over the inputs
 * @param map for each new name the column that is meant
 * @param lets new columns and their expressions, in order
 * @param filters conditions that a row must meet
 */
public record RunsQuery(
        List<String> inputs,
        Optional<String> sql,
        Map<String, String> map,
        Map<String, Expr> lets,
        List<Expr> filters) {
    public RunsQuery {
        inputs = List.copyOf(inputs);
        map = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
        lets = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(lets));
        filters = List.copyOf(filters);
    }

    /**
     * What came of it.
     *
     * @param runs the rows that are left
     * @param renamings which columns are there under other names as well
     * @param badCells texts in columns of numbers that are left
     * @param leftOut how many rows the filters took away
     * @param sha256 the fingerprint of the files
     */
    public record Answer(
            Runs runs,
            List<ColumnNames.Renaming> renamings,
            List<BadCell> badCells,
            int leftOut,
            Optional<String> sha256) {
        public Answer {
            renamings = List.copyOf(renamings);
            badCells = List.copyOf(badCells);
        }
    }

    /** The files of a single input with nothing else asked. */
    public static RunsQuery of(String input) {
        return new RunsQuery(List.of(input), Optional.empty(), Map.of(), Map.of(), List.of());
    }

    /** Reads the table. */
    public Answer read() {
        Reading reading = RunsReader.read(inputs, sql);
        var recognised = ColumnNames.recognise(reading.runs(), map);
        Runs runs = recognised.runs();
        for (var let : lets.entrySet()) {
            runs = runs.let(let.getKey(), let.getValue());
        }
        Runs numbered = runs.with(rowNumbers(runs.size()));
        for (Expr filter : filters) {
            numbered = numbered.where(filter);
        }
        return new Answer(
                filters.isEmpty() ? runs : numbered.without(ROW),
                recognised.renamings(),
                remaining(reading.badCells(), numbered),
                runs.size() - numbered.size(),
                reading.sha256());
    }

    /** A name that no file can have by accident. */
    private static final String ROW = "\u0000row";

    private static Column rowNumbers(int rows) {
        double[] numbers = new double[rows];
        for (int i = 0; i < rows; i++) {
            numbers[i] = i;
        }
        return new Column.Numbers(ROW, numbers);
    }

    /** The bad cells of rows that are left, by their new numbers. */
    private static List<BadCell> remaining(List<BadCell> cells, Runs left) {
        if (cells.isEmpty()) {
            return cells;
        }
        double[] rows = left.numbers(ROW);
        var newNumber = new LinkedHashMap<Integer, Integer>();
        for (int i = 0; i < rows.length; i++) {
            newNumber.put((int) rows[i], i);
        }
        var remaining = new ArrayList<BadCell>();
        for (BadCell cell : cells) {
            Integer row = newNumber.get(cell.row());
            if (row != null) {
                remaining.add(new BadCell(row, cell.column(), cell.text()));
            }
        }
        return remaining;
    }
}
