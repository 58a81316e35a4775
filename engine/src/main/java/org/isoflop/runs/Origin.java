package org.isoflop.runs;

import java.util.Arrays;
import java.util.List;

/**
 * Where the rows of a table came from, so that a message can name a place.
 *
 * @param sources the files, as the user named them
 * @param source for each row the position of its file in {@code sources}; empty when there is only one
 * @param lines for each row its line in that file, from 1; empty when rows have no lines (Parquet, SQL)
 * @param rows for each row without a line its number in what was read, from 1; empty when they are all there in order
 */
public record Origin(List<String> sources, int[] source, int[] lines, int[] rows) {
    private static final int[] NONE = {};

    public Origin {
        sources = List.copyOf(sources);
    }

    /** Rows in the order in which they were read. */
    public Origin(List<String> sources, int[] source, int[] lines) {
        this(sources, source, lines, NONE);
    }

    /** One file (or query) without line numbers. */
    public static Origin of(String source) {
        return new Origin(List.of(source), NONE, NONE);
    }

    /** The place of a row, such as {@code runs.csv:118}, or {@code runs.parquet, row 118} without line numbers. */
    public String place(int row) {
        String file = sources.get(source.length == 0 ? 0 : source[row]);
        return lines.length == 0 ? file + ", row " + (rows.length == 0 ? row + 1 : rows[row]) : file + ":" + lines[row];
    }

    /** All files in one short text. */
    public String summary() {
        return sources.size() == 1 ? sources.getFirst() : sources.getFirst() + " and " + (sources.size() - 1) + " more";
    }

    Origin at(int[] chosen) {
        int[] numbers = rows.length == 0 ? Arrays.stream(chosen).map(i -> i + 1).toArray() : pick(rows, chosen);
        return new Origin(sources, pick(source, chosen), pick(lines, chosen), lines.length == 0 ? numbers : NONE);
    }

    private static int[] pick(int[] from, int[] chosen) {
        return from.length == 0 ? NONE : Arrays.stream(chosen).map(i -> from[i]).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin that
                && sources.equals(that.sources)
                && Arrays.equals(source, that.source)
                && Arrays.equals(lines, that.lines)
                && Arrays.equals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(new Object[] {sources, source, lines, rows});
    }

    @Override
    public String toString() {
        return summary();
    }
}
