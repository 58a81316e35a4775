package org.isoflop.runs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The rows of a table by what they have in common.
 *
 * @param rows for each cell its rows, in the order of the table; cells by first appearance
 */
public record Cells(List<int[]> rows) {
    public Cells {
        rows = List.copyOf(rows);
    }

    /** Rows that are equal in these columns are in one cell. */
    public static Cells of(Runs runs, Collection<String> columns) {
        List<int[]> groups = columns.stream().map(runs::groupOf).toList();
        var cells = new LinkedHashMap<List<Integer>, List<Integer>>();
        for (int i = 0; i < runs.size(); i++) {
            int row = i;
            cells.computeIfAbsent(groups.stream().map(g -> g[row]).toList(), key -> new ArrayList<>())
                    .add(i);
        }
        return new Cells(cells.values().stream()
                .map(list -> list.stream().mapToInt(i -> i).toArray())
                .toList());
    }

    /** The row with the least value of each cell, in the order of the table; rows whose value is NaN are none. */
    public int[] least(double[] values) {
        return rows.stream()
                .mapToInt(cell -> {
                    int best = -1;
                    for (int row : cell) {
                        if (!Double.isNaN(values[row]) && (best < 0 || values[row] < values[best])) {
                            best = row;
                        }
                    }
                    return best;
                })
                .filter(row -> row >= 0)
                .sorted()
                .toArray();
    }

    /** The cells with at least so many rows. */
    public List<int[]> atLeast(int size) {
        return rows.stream().filter(cell -> cell.length >= size).toList();
    }
}
