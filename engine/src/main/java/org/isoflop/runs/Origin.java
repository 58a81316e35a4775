package org.isoflop.runs;

import java.util.Arrays;
import java.util.List;

/**
 * Where the rows of a table came from, so that a message can name a place.
 *
 * @param sources the files, as the user named them
 * @param source for each row the position of its file in {@code sources}; empty when there is only one
 * @param lines for each row its line in that file, from 1; empty when rows have no lines (Parquet, SQL)
 */
public record Origin(List<String> sources, int[] source, int[] lines) {
    public Origin {
        sources = List.copyOf(sources);
    }

    /** One file (or query) without line numbers. */
    public static Origin of(String source) {
        return new Origin(List.of(source), new int[0], new int[0]);
    }

    /** The place of a row, such as {@code runs.csv:118}, or {@code runs.parquet, row 118} without line numbers. */
    public String place(int row) {
        String file = sources.get(source.length == 0 ? 0 : source[row]);
        return lines.length == 0 ? file + ", row " + (row + 1) : file + ":" + lines[row];
    }

    /** All files in one short text. */
    public String summary() {
        return sources.size() == 1 ? sources.getFirst() : sources.getFirst() + " and " + (sources.size() - 1) + " more";
    }

    Origin at(int[] rows) {
        return new Origin(
                sources,
                source.length == 0
                        ? source
                        : Arrays.stream(rows).map(i -> source[i]).toArray(),
                lines.length == 0
                        ? lines
                        : Arrays.stream(rows).map(i -> lines[i]).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin that
                && sources.equals(that.sources)
                && Arrays.equals(source, that.source)
                && Arrays.equals(lines, that.lines);
    }

    @Override
    public int hashCode() {
        return 31 * sources.hashCode() + Arrays.hashCode(lines);
    }

    @Override
    public String toString() {
        return summary();
    }
}
