package org.isoflop.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.isoflop.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fields that FastCSV finds straight from its buffer into the columns of a table.
 *
 * <p>A blank line looks like a record of one empty field, so an empty first field is held back until a second one
 * shows that it is none.
 */
final class RecordHandler extends AbstractBaseCsvCallbackHandler<Void> {
    private final String file;
    private final TableBuilder table;
    private final List<String> header = new ArrayList<>();
    private ColumnBuilder[] columns = {};
    private boolean firstIsBlank;

    RecordHandler(String file, TableBuilder table) {
        this.file = file;
        this.table = table;
    }

    @Override
    protected void handleBegin(long line) {
        firstIsBlank = false;
    }

    @Override
    protected void handleEmpty() {
        firstIsBlank = true;
    }

    @Override
    protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
        int from = offset;
        int to = offset + length;
        if (!quoted) {
            while (from < to && text[from] <= ' ') {
                from++;
            }
            while (from < to && text[to - 1] <= ' ') {
                to--;
            }
            if (index == 0 && from == to) {
                firstIsBlank = true;
                return;
            }
        }
        if (index == 1 && firstIsBlank) {
            put(0, text, from, from);
        }
        put(index, text, from, to);
    }

    private void put(int index, char[] text, int from, int to) {
        if (columns.length == 0) {
            header.add(new String(text, from, to - from).strip());
            table.requireColumns(header.size());
        } else if (index < columns.length) {
            columns[index].text(table.size(), text, from, to);
        }
    }

    /** Ends a record; null, because the values are in the table and no object is needed. */
    @Override
    protected @Nullable Void buildRecord() {
        boolean blankLine = getFieldCount() == 1 && firstIsBlank;
        if (!blankLine) {
            if (columns.length == 0) {
                openTable();
            } else {
                closeRow();
            }
        }
        return null;
    }

    private void openTable() {
        if (header.stream().allMatch(RecordHandler::isNoName)) {
            throw new InputException(
                    place() + ": has no names; a header line with the names of the columns was expected",
                    "Put one on top of the file, such as N,D,loss.");
        }
        table.source(file);
        var numbers = new LinkedHashMap<String, Integer>();
        for (String name : header) {
            int number = numbers.size() + 1;
            String unique = name.isEmpty() ? "column" + number : name;
            Integer other = numbers.putIfAbsent(unique, number);
            if (other != null) {
                throw new InputException(
                        "%s: columns %d and %d are both called '%s'".formatted(place(), other, number, unique),
                        "Rename one of them in the file.");
            }
        }
        columns = numbers.keySet().stream().map(table::column).toArray(ColumnBuilder[]::new);
    }

    /** Whether it is empty or a number, as in a file without a header. */
    private static boolean isNoName(String name) {
        char[] text = name.toCharArray();
        return name.isEmpty() || !Double.isNaN(CellText.number(text, 0, text.length));
    }

    private void closeRow() {
        int found = getFieldCount();
        if (found != columns.length) {
            throw new InputException(
                    "%s: has %s, %d were expected, as in the header"
                            .formatted(place(), found == 1 ? "1 field" : found + " fields", columns.length),
                    found > columns.length
                            ? "Quote a field that contains the delimiter, or mend that line."
                            : "Mend that line; a missing value still needs its delimiter.");
        }
        table.endRow(Math.toIntExact(getStartingLineNumber()));
    }

    private String place() {
        return file + ":" + getStartingLineNumber();
    }

    /** What to say of a record that cannot be taken apart. */
    InputException malformed(CsvParseException e) {
        Throwable reason = e.getCause() instanceof CsvParseException cause ? cause : e;
        return String.valueOf(reason.getMessage()).contains("after closing quote")
                ? new InputException(
                        place() + ": has text after a closing quote; a delimiter was expected there",
                        "Write a quote inside a quoted field twice (\"\").")
                : new InputException(
                        place() + ": has a quote that is never closed",
                        "Close it, or write a quote inside a quoted field twice (\"\").");
    }

    /** @throws InputException if the file had no header or no row */
    void finish() {
        if (columns.length == 0) {
            throw new InputException(
                    file + " is empty; a header line with the names of the columns was expected",
                    "Check that the program which writes it has finished.");
        }
        table.endSource(file, "a header but no rows");
    }
}
