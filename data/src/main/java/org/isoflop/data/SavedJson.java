package org.isoflop.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.isoflop.InputException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON of a file of a fit, of which nothing is taken for granted.
 *
 * @param path the file
 */
record SavedJson(Path path) {
    static final String MAKE_ONE = "Make a fit with isoflop fit RUNS --save FILE.";

    /** An error that says what does not fit together. */
    InputException broken(@Nullable String what) {
        return new InputException("%s is not a fit that can be used: %s".formatted(path, what), MAKE_ONE);
    }

    void requireLength(double[] values, int parameters, String what) {
        if (values.length != parameters) {
            throw broken("it has %d %s for %d parameters".formatted(values.length, what, parameters));
        }
    }

    /** Says of a text that nobody understands that it was in the file. */
    <T> T understood(Supplier<T> meaning) {
        try {
            return meaning.get();
        } catch (InputException e) {
            throw broken(e.getMessage());
        }
    }

    JsonNode member(JsonNode node, String key) {
        JsonNode member = node.get(key);
        if (member == null) {
            throw broken("it has no \"" + key + "\"");
        }
        return member;
    }

    String text(JsonNode node, String key) {
        return member(node, key).asString();
    }

    static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    static List<String> texts(@Nullable JsonNode node) {
        var texts = new ArrayList<String>();
        if (node != null) {
            node.forEach(item -> texts.add(item.asString()));
        }
        return texts;
    }

    static double[] doubles(JsonNode node) {
        var values = DoubleStream.builder();
        node.forEach(item -> values.add(number(item)));
        return values.build().toArray();
    }

    /** NaN for {@code null}, which is how a number that is not finite was written. */
    static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }
}
