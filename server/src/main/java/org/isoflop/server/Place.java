package org.isoflop.server;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in what was sent something is wrong.
 *
 * @param file the name of the file, if it is in one
 * @param line in the file, from 1
 * @param column in the text, from 1
 * @param length of what is wrong there, in characters
 * @param text the whole text that the column counts in
 */
public record Place(
        Optional<String> file, OptionalInt line, OptionalInt column, OptionalInt length, Optional<String> text) {

    /** {@code runs.csv:118} in a message. */
    private static final Pattern LINE = Pattern.compile("([\\w.()+@=#%-]+\\.\\w+):(\\d{1,9})\\b");

    /** The first line of a file that a message names. */
    public static Optional<Place> in(String message) {
        Matcher found = LINE.matcher(message);
        return found.find() ? Optional.of(line(found.group(1), Integer.parseInt(found.group(2)))) : Optional.empty();
    }

    /** A line of a file. */
    public static Place line(String file, int line) {
        return new Place(
                Optional.of(file), OptionalInt.of(line), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }

    /** One character of a text, or its end. */
    public static Place character(String text, int position) {
        int length = position < text.length() ? 1 : 0;
        return new Place(
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.of(position + 1),
                OptionalInt.of(length),
                Optional.of(text));
    }
}
