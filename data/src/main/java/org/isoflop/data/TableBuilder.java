package org.isoflop.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.isoflop.InputException;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/** A table that grows row by row, source after source, united by the names of columns. */
final class TableBuilder {
    private static final int NO_LINE = 0;

    private final WorkingFolder.Bounds bounds = WorkingFolder.current();
    private final Map<String, ColumnBuilder> columns = new LinkedHashMap<>();
    private final List<String> sources = new ArrayList<>();
    private final IntList source = new IntList();
    private final IntList lines = new IntList();
    private boolean hasLines = true;
    private int rowsBefore;

    /** The rows that come are from here. */
    void source(String name) {
        sources.add(name);
        rowsBefore = size();
    }

    /** @throws InputException if no row came from the source that was opened last */
    void endSource(String name, String found) {
        if (size() == rowsBefore) {
            throw new InputException(name + " has " + found, "Leave it out, or check what should be in it.");
        }
    }

    /** The column of that name, new if there is none; its cells in earlier rows are missing. */
    ColumnBuilder column(String name) {
        ColumnBuilder column = columns.computeIfAbsent(name, ColumnBuilder::new);
        requireColumns(columns.size());
        return column;
    }

    /** @throws InputException if a table may not have so many columns */
    void requireColumns(int count) {
        if (count > bounds.columns()) {
            throw new InputException(
                    "%s has more than %,d columns, the most that is taken here".formatted(last(), bounds.columns()),
                    "Leave out columns that are not needed.");
        }
    }

    private String last() {
        return sources.isEmpty() ? "the table" : sources.getLast();
    }

    private void requireRows() {
        if (size() > bounds.rows() || (long) size() * columns.size() > bounds.cells()) {
            throw new InputException(
                    "%s has more than %,d rows or %,d cells, the most that is taken here"
                            .formatted(last(), bounds.rows(), bounds.cells()),
                    "Leave out rows and columns that are not needed.");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
    }

    /** How many rows are complete, which is also the number of the row being filled. */
    int size() {
        return lines.size();
    }

    /** Ends a row that starts on this line of its file. */
    void endRow(int line) {
        source.add(sources.size() - 1);
        lines.add(line);
        requireRows();
    }

    /** Ends a row of a source that has no lines. */
    void endRow() {
        hasLines = false;
        endRow(NO_LINE);
    }

    Reading build(Optional<String> sha256) {
        var built = new ArrayList<Column>();
        var bad = new ArrayList<BadCell>();
        for (ColumnBuilder column : columns.values()) {
            built.add(column.build(size(), bad));
        }
        return new Reading(Runs.of(built, origin()), bad, sha256);
    }

    private Origin origin() {
        int[] none = {};
        return new Origin(sources, sources.size() == 1 ? none : source.toArray(), hasLines ? lines.toArray() : none);
    }
}
