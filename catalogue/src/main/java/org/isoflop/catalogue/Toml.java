package org.isoflop.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.InputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.toml.TomlFactory;

/**
 * A TOML document as a tree.
 *
 * <p>Jackson would give a tree of its own, but only through an object mapper, and to build one takes longer than
 * everything else that a command does before it answers: 280 ms in a fresh JVM, against 75 ms for the tokens alone.
 */
sealed interface Toml {
    /** A date is a text too: no law has one. */
    record Text(String value) implements Toml {}

    record Num(double value) implements Toml {}

    record Truth(boolean value) implements Toml {}

    record Items(List<Toml> values) implements Toml {}

    record Table(Map<String, Toml> values) implements Toml {}

    /** What it is, with its article, for messages. */
    default String kind() {
        return switch (this) {
            case Text _ -> "a text";
            case Num _ -> "a number";
            case Truth _ -> "true or false";
            case Items _ -> "a list";
            case Table _ -> "a table";
        };
    }

    /**
     * Reads a document.
     *
     * @param file the name of the file it came from, for messages
     * @throws InputException with line and column, if it is not TOML
     */
    static Table parse(String file, String document) {
        try (JsonParser tokens = new TomlFactory().createParser(ObjectReadContext.empty(), document)) {
            tokens.nextToken();
            return table(tokens);
        } catch (JacksonException e) {
            throw new InputException(
                    "%s, line %d, column %d: %s"
                            .formatted(
                                    file,
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr(),
                                    e.getOriginalMessage()),
                    "Law files are TOML; docs/catalogue.md shows one.");
        }
    }

    private static Table table(JsonParser tokens) {
        var values = new LinkedHashMap<String, Toml>();
        while (tokens.nextToken() != JsonToken.END_OBJECT) {
            String key = tokens.currentName();
            tokens.nextToken();
            values.put(key, value(tokens));
        }
        return new Table(values);
    }

    private static Toml value(JsonParser tokens) {
        return switch (tokens.currentToken()) {
            case START_OBJECT -> table(tokens);
            case START_ARRAY -> {
                var values = new ArrayList<Toml>();
                while (tokens.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(tokens));
                }
                yield new Items(values);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Num(tokens.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> new Truth(tokens.getBooleanValue());
            default -> new Text(tokens.getString());
        };
    }
}
