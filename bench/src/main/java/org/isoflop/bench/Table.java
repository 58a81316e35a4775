package org.isoflop.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of texts, the first column to the left and the others to the right.
 *
 * @param heads the names of the columns
 * @param rows as many cells each
 */
public record Table(List<String> heads, List<List<String>> rows) {
    public static final Table NONE = new Table(List.of(), List.of());

    public Table {
        heads = List.copyOf(heads);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != heads.size()) {
                throw new IllegalArgumentException(row + " does not fit under " + heads);
            }
        }
    }

    /** For a terminal. */
    public String text() {
        int[] widths = IntStream.range(0, heads.size()).map(this::width).toArray();
        return IntStream.range(-1, rows.size())
                .mapToObj(i -> i < 0 ? heads : rows.get(i))
                .map(cells -> IntStream.range(0, widths.length)
                        .mapToObj(c -> padded(cells.get(c), widths[c], c == 0))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private int width(int column) {
        return IntStream.range(-1, rows.size())
                .map(i -> (i < 0 ? heads : rows.get(i)).get(column).length())
                .max()
                .orElse(0);
    }

    private static String padded(String cell, int width, boolean left) {
        String space = " ".repeat(width - cell.length());
        return left ? cell + space : space + cell;
    }

    /** For a page. */
    public String markdown() {
        String rule = IntStream.range(0, heads.size())
                .mapToObj(c -> c == 0 ? "---" : "---:")
                .collect(Collectors.joining(" | ", "| ", " |"));
        return line(heads) + "\n" + rule + "\n" + rows.stream().map(Table::line).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
