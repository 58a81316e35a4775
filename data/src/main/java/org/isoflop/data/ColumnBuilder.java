package org.isoflop.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.isoflop.InputException;
import org.isoflop.runs.Column;
import org.isoflop.runs.Magnitude;

/**
 * A column that grows from the top, of which only the end tells whether it is one of numbers or of labels.
 *
 * <p>Until then both are kept for every cell: its value as a number and, packed into bytes, its text. That costs about
 * as much memory again as the numbers themselves, and spares a second reading of the file for a column of names
 * some of which look like numbers.
 */
final class ColumnBuilder {
    private final String name;
    private double[] values = new double[64];
    private int size;
    private final CellTexts texts = new CellTexts();
    private final BitSet notNumbers = new BitSet();
    private int numbers;

    ColumnBuilder(String name) {
        this.name = name;
    }

    /** Puts the text {@code buffer[from, to)} into a row below all others so far; rows left out are missing. */
    void text(int row, char[] buffer, int from, int to) {
        pad(row);
        if (CellText.isMissing(buffer, from, to)) {
            add(Double.NaN);
            texts.addEmpty();
            return;
        }
        double value = CellText.number(buffer, from, to);
        if (Double.isNaN(value)) {
            notNumbers.set(row);
        } else {
            numbers++;
        }
        add(value);
        texts.add(buffer, from, to);
    }

    /** The same for a text on its own. */
    void text(int row, String text) {
        text(row, text.toCharArray(), 0, text.length());
    }

    /** Puts a number into a row below all others so far; NaN is a missing one. */
    void number(int row, double value) {
        pad(row);
        add(value);
        if (Double.isNaN(value)) {
            texts.addEmpty();
        } else {
            numbers++;
            texts.addOfNumber();
        }
    }

    private void pad(int row) {
        if (size > row) {
            // A struct's field may have the name of another column.
            throw new InputException(
                    "two columns are called '" + name + "'", "Give one of them another name with AS in --sql.");
        }
        while (size < row) {
            add(Double.NaN);
            texts.addEmpty();
        }
    }

    private void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    /**
     * The column with that many rows.
     *
     * @param bad takes the texts that stand among numbers
     */
    Column build(int rows, List<BadCell> bad) {
        pad(rows);
        if (notNumbers.cardinality() > numbers) {
            return labels();
        }
        if (!notNumbers.isEmpty()) {
            texts.forEach((row, text) -> {
                if (notNumbers.get(row)) {
                    bad.add(new BadCell(row, name, text.get()));
                }
            });
        }
        return new Column.Numbers(name, Arrays.copyOf(values, size));
    }

    private Column.Labels labels() {
        var levels = new LinkedHashMap<String, Integer>();
        int[] codes = new int[size];
        texts.forEach((row, text) -> {
            String label = text.isOfNumber() ? Magnitude.exact(values[row]) : text.get();
            codes[row] = levels.computeIfAbsent(label, unseen -> levels.size());
        });
        return new Column.Labels(name, new ArrayList<>(levels.keySet()), codes);
    }
}
