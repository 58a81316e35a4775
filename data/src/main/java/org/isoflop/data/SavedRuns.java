package org.isoflop.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isoflop.law.Model;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of a fit in the file that keeps it, so that they can be shown and back-tested again: the columns that the law
 * reads or describes, and those that everybody asks for. A fit to very many rows keeps none.
 */
final class SavedRuns {
    /** With so many rows a file is about as large as with a thousand draws of ten parameters. */
    private static final int MOST_ROWS = 5000;

    private static final Set<String> USUAL = Set.of("N", "D", "C");

    private SavedRuns() {}

    /**
     * The rows as JSON; empty if they are too many.
     *
     * @param unit the column that tells which rows belong together, if there is one of that name
     */
    static Optional<ObjectNode> json(Runs runs, Model model, String unit) {
        if (runs.size() > MOST_ROWS) {
            return Optional.empty();
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Origin origin = runs.origin();
        origin.sources().forEach(node.putArray("sources")::add);
        numbers(node.putArray("source"), origin.source());
        numbers(node.putArray("lines"), origin.lines());
        numbers(node.putArray("rows"), origin.rows());
        ObjectNode columns = node.putObject("columns");
        for (String name : kept(runs, model)) {
            columns.set(name, FitJson.numbers(runs.numbers(name)));
        }
        if (!columns.has(unit) && runs.column(unit).isPresent()) {
            // Which rows belong together is all that matters of it.
            numbers(columns.putArray(unit), runs.groupOf(unit));
        }
        return Optional.of(node);
    }

    private static Set<String> kept(Runs runs, Model model) {
        var kept = new LinkedHashSet<>(model.variables());
        kept.addAll(model.observed());
        runs.numberNames().stream().filter(USUAL::contains).forEach(kept::add);
        return kept;
    }

    private static void numbers(ArrayNode node, int[] values) {
        Arrays.stream(values).forEach(node::add);
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws IllegalArgumentException if its parts do not fit together
     */
    static Runs read(JsonNode node) {
        var columns = new ArrayList<Column>();
        node.path("columns")
                .properties()
                .forEach(column ->
                        columns.add(new Column.Numbers(column.getKey(), SavedJson.doubles(column.getValue()))));
        int rows = columns.isEmpty() ? 0 : columns.getFirst().size();
        var sources = new ArrayList<String>();
        node.path("sources").forEach(source -> sources.add(source.asString()));
        int[] source = numbers(node.path("source"), rows);
        boolean named = !sources.isEmpty() && Arrays.stream(source).allMatch(i -> i >= 0 && i < sources.size());
        if (columns.isEmpty() || !named) {
            throw new IllegalArgumentException("its runs have no columns, or no source");
        }
        return Runs.of(
                columns,
                new Origin(
                        List.copyOf(sources),
                        source,
                        numbers(node.path("lines"), rows),
                        numbers(node.path("rows"), rows)));
    }

    private static int[] numbers(JsonNode node, int rows) {
        int[] values =
                Arrays.stream(SavedJson.doubles(node)).mapToInt(v -> (int) v).toArray();
        if (values.length != 0 && values.length != rows) {
            throw new IllegalArgumentException(
                    "it names the places of %d runs out of %d".formatted(values.length, rows));
        }
        return values;
    }
}
