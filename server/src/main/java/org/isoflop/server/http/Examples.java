package org.isoflop.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.isoflop.server.Problem;
import tools.jackson.databind.node.ArrayNode;

/** Tables that a project can begin with. */
final class Examples {
    private static final String FOLDER = "/org/isoflop/server/examples/";

    private final List<Example> all = List.of(
            load("runs.csv", "44 runs of one recipe, from 1e19 to 1e22 FLOP"),
            load("three-recipes.csv", "Three recipes, of which one is to be scaled"));

    /**
     * A table.
     *
     * @param name of the file
     * @param title for people
     * @param content its bytes
     */
    record Example(String name, String title, byte[] content) {
        /** Lines after the header. */
        long rows() {
            return new String(content, StandardCharsets.UTF_8).lines().count() - 1;
        }
    }

    private static Example load(String name, String title) {
        try (InputStream in = Examples.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name + " on the class path");
            }
            return new Example(name, title, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws Problem if there is no such example */
    Example require(String name) {
        return all.stream()
                .filter(example -> example.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Problem.Code.WRONG_CALL,
                        "there is no such example",
                        "Choose one of %s."
                                .formatted(String.join(
                                        ", ", all.stream().map(Example::name).toList()))));
    }

    void addTo(ArrayNode array) {
        for (Example example : all) {
            array.addObject()
                    .put("name", example.name())
                    .put("title", example.title())
                    .put("rows", example.rows());
        }
    }
}
