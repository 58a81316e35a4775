package org.isoflop.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/**
 * Rows by their places, as messages name them: {@code runs.csv:43}, or {@code 43} where there is one file. In tables
 * without lines the number is that of the row, from 1.
 *
 * @param rows in the order in which they were named
 */
public record NamedRows(List<Named> rows) {
    /** No rows. */
    public static final NamedRows NONE = new NamedRows(List.of());

    private static final Pattern PLACE = Pattern.compile("(?:(.*)(?::|,\\s*row\\s+))?(\\d{1,9})");

    public NamedRows {
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param file as it was named; empty for the only one
     * @param number of its line, or of the row where there are no lines
     */
    public record Named(Optional<String> file, int number) {
        @Override
        public String toString() {
            return file.map(name -> name + ":").orElse("") + number;
        }

        private boolean isIn(String source) {
            return file.isEmpty()
                    || file.get().equals(source)
                    || Path.of(source).getFileName().toString().equals(file.get());
        }
    }

    /**
     * Reads {@code runs.csv:43,44,more.csv:7}: a number without a file is in the file before it.
     *
     * @param option for messages
     * @throws InputException if it is not of that form
     */
    public static NamedRows parse(String option, List<String> texts) {
        var rows = new ArrayList<Named>();
        for (String text : texts) {
            Optional<String> file = Optional.empty();
            for (String one : text.split(",(?!\\s*row\\s)", -1)) {
                Matcher place = PLACE.matcher(one.strip());
                if (!place.matches()) {
                    throw new InputException(
                            "%s names rows by their lines, not by '%s'".formatted(option, one.strip()),
                            "Write %s runs.csv:43, as messages do; several with commas.".formatted(option));
                }
                String own = place.group(1);
                file = own == null ? file : Optional.of(own.strip());
                rows.add(new Named(file, Integer.parseInt(place.group(2))));
            }
        }
        return new NamedRows(rows);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * The rows of a table without those that are named.
     *
     * @throws InputException if a name is that of no row or of several, or if no row is left
     */
    int[] others(String option, Runs runs) {
        var named = new BitSet(runs.size());
        for (Named row : rows) {
            named.set(at(option, row, runs));
        }
        int[] others =
                IntStream.range(0, runs.size()).filter(i -> !named.get(i)).toArray();
        if (others.length == 0) {
            throw new InputException(
                    "no row of %s is left by %s".formatted(runs.origin().summary(), option), "Leave fewer out.");
        }
        return others;
    }

    private static int at(String option, Named row, Runs runs) {
        Origin origin = runs.origin();
        int[] found = IntStream.range(0, runs.size())
                .filter(i -> number(origin, i) == row.number() && row.isIn(source(origin, i)))
                .toArray();
        if (found.length == 0) {
            throw new InputException(
                    "%s names %s, and no row of the table stands there".formatted(option, row),
                    "The first is %s, the last %s.".formatted(origin.place(0), origin.place(runs.size() - 1)));
        }
        if (found.length > 1) {
            throw new InputException(
                    "%s names %s, which is in several files: %s and %s"
                            .formatted(option, row, origin.place(found[0]), origin.place(found[1])),
                    "Name the file too.");
        }
        return found[0];
    }

    private static String source(Origin origin, int row) {
        return origin.sources().get(origin.source().length == 0 ? 0 : origin.source()[row]);
    }

    private static int number(Origin origin, int row) {
        if (origin.lines().length > 0) {
            return origin.lines()[row];
        }
        return origin.rows().length > 0 ? origin.rows()[row] : row + 1;
    }
}
