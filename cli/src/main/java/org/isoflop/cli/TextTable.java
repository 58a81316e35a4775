package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Cells in columns that are as wide as they need to be; one of them may have to give way where a line would be longer
 * than the page.
 */
final class TextTable {
    private static final String INDENT = "  ";
    private static final String GAP = "  ";
    private static final int LEAST_WIDTH = 8;
    private static final int NONE = -1;

    private final List<String> heads = new ArrayList<>();
    private final List<List<String>> columns = new ArrayList<>();
    private int elastic = NONE;

    /** A column of texts. */
    TextTable left(String head, List<String> cells) {
        heads.add(head);
        columns.add(cells);
        return this;
    }

    /** A column of texts that are cut where there is no room for them. */
    TextTable elastic(String head, List<String> cells) {
        elastic = columns.size();
        return left(head, cells);
    }

    /** A column of whole numbers. */
    TextTable right(String head, List<String> cells) {
        int width = Math.max(head.length(), widest(cells));
        return left(
                Page.padLeft(head, width),
                cells.stream().map(cell -> Page.padLeft(cell, width)).toList());
    }

    /** A column of numbers with their points below each other. */
    TextTable point(String head, List<String> cells) {
        return left(head, atPoint(cells));
    }

    /** Numbers as texts of the same width, with their points below each other. */
    static List<String> atPoint(List<String> numbers) {
        int before = numbers.stream().mapToInt(TextTable::point).max().orElse(0);
        List<String> shifted =
                numbers.stream().map(n -> " ".repeat(before - point(n)) + n).toList();
        int width = widest(shifted);
        return shifted.stream().map(n -> n + " ".repeat(width - n.length())).toList();
    }

    /** Where the point of a number stands, or would stand. */
    private static int point(String number) {
        int end = 0;
        while (end < number.length() && number.charAt(end) != '.' && number.charAt(end) != 'e') {
            end++;
        }
        return end;
    }

    private static int widest(List<String> cells) {
        return cells.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Prints the heads, if there are any, and all rows. */
    void print(Page page) {
        int[] widths = widths();
        if (heads.stream().anyMatch(head -> !head.isBlank())) {
            page.line(page.style().dim(line(heads, widths).stripTrailing()));
        }
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < rows; i++) {
            int row = i;
            page.line(line(columns.stream().map(column -> column.get(row)).toList(), widths));
        }
    }

    /** How wide it is, as long as nothing is cut. */
    int width() {
        int width = INDENT.length() - GAP.length();
        for (int j = 0; j < columns.size(); j++) {
            width += Math.max(heads.get(j).length(), widest(columns.get(j))) + GAP.length();
        }
        return width;
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        int total = INDENT.length() - GAP.length();
        for (int j = 0; j < widths.length; j++) {
            widths[j] = Math.max(heads.get(j).length(), widest(columns.get(j)));
            total += widths[j] + GAP.length();
        }
        if (elastic != NONE && total > Page.WIDTH) {
            widths[elastic] = Math.max(Math.min(LEAST_WIDTH, widths[elastic]), widths[elastic] + Page.WIDTH - total);
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder(INDENT);
        for (int j = 0; j < widths.length; j++) {
            String cell = cut(cells.get(j), widths[j]);
            line.append(j == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[j] - cell.length()));
        }
        return line.toString();
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
