package org.isoflop.data;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.InputException;
import org.isoflop.runs.Column;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;

/**
 * Writes tables as text that {@link RunsReader} reads back to the last bit.
 *
 * <p>Numbers are the shortest text that gives the same double, a missing one is an empty field; labels are quoted where
 * they must be. A file whose name ends in {@code .tsv} has tabs, all others have commas. What text cannot carry: a
 * label such as {@code NA} comes back as missing, and labels that all look like numbers come back as numbers.
 */
public final class TableWriter {
    /** All delimiters, because a reader counts those of the header to find out which one it is. */
    private static final String SPECIAL = ",;\t\"\n\r";

    private TableWriter() {}

    /**
     * Says whether a table can be written there, before any work is done for it.
     *
     * @param force whether a file that is there may be overwritten
     * @throws InputException if its folder is missing or closed, or if the target is a folder or there already
     */
    public static void checkWritable(Path target, boolean force) {
        OutputFile.checkWritable(target, force);
    }

    /**
     * Writes the table; the target appears, or changes, only when all is written.
     *
     * @throws InputException if that fails, for instance because the disk is full; the target is then as it was
     */
    public static void write(Runs runs, Path target) {
        char delimiter = Format.ending(target.toString()).equals("tsv") ? '\t' : ',';
        OutputFile.write(target, out -> write(runs, delimiter, out));
    }

    /** Writes the table with commas. */
    public static void write(Runs runs, Writer out) throws IOException {
        write(runs, ',', out);
    }

    private static void write(Runs runs, char delimiter, Writer out) throws IOException {
        List<Column> columns = runs.columns();
        // A line with nothing on it is no row, so a missing value that stands alone needs a word.
        String missing = columns.size() == 1 ? "nan" : "";
        for (int j = 0; j < columns.size(); j++) {
            writeText(columns.get(j).name(), out);
            out.write(j + 1 < columns.size() ? delimiter : '\n');
        }
        for (int row = 0; row < runs.size(); row++) {
            for (int j = 0; j < columns.size(); j++) {
                switch (columns.get(j)) {
                    case Column.Numbers numbers -> out.write(text(numbers.values()[row], missing));
                    case Column.Labels labels -> writeText(labels.text(row), out);
                }
                out.write(j + 1 < columns.size() ? delimiter : '\n');
            }
        }
    }

    private static String text(double value, String missing) {
        if (Double.isNaN(value)) {
            return missing;
        }
        return Magnitude.exact(value);
    }

    private static void writeText(String text, Writer out) throws IOException {
        if (needsQuotes(text)) {
            out.write('"');
            out.write(text.replace("\"", "\"\""));
            out.write('"');
        } else {
            out.write(text);
        }
    }

    /** An empty text is quoted too, lest it be the only thing on its line. */
    private static boolean needsQuotes(String text) {
        return text.isEmpty()
                || text.charAt(0) <= ' '
                || text.charAt(text.length() - 1) <= ' '
                || text.charAt(0) == '\uFEFF'
                || text.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
    }
}
