package org.isoflop.server.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.data.ColumnNames.Renaming;
import org.isoflop.data.RunsQuery;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A table of runs as JSON: its columns, what each was taken for, and its first rows. */
public final class TableView {
    /** The names that commands look for, with the units that they take for granted. */
    private static final Map<String, String> UNITS = units();

    private final RunsQuery.Answer table;
    private final Runs runs;
    private final Map<String, String> roles = new LinkedHashMap<>();

    private TableView(RunsQuery.Answer table) {
        this.table = table;
        this.runs = table.runs();
        table.renamings().forEach(renaming -> roles.put(renaming.original(), renaming.standard()));
        Set<String> taken = new HashSet<>(roles.values());
        runs.columns().stream()
                .map(Column::name)
                .filter(name -> UNITS.containsKey(name) && !taken.contains(name))
                .forEach(name -> roles.put(name, name));
    }

    private static Map<String, String> units() {
        var units = new LinkedHashMap<String, String>();
        units.put("N", "parameters");
        units.put("D", "tokens");
        units.put("C", "FLOP");
        units.put("loss", "nats per token");
        units.put("lr", "");
        units.put("batch", "tokens per step");
        return units;
    }

    /**
     * Reads a table.
     *
     * @param file its name in the working folder
     * @param map for each name the column that is meant
     * @throws org.isoflop.InputException if it cannot be read
     */
    public static TableView of(String file, Map<String, String> map) {
        return new TableView(new RunsQuery(List.of(file), Optional.empty(), map, Map.of(), List.of()).read());
    }

    /** The columns of the file, without those that were only named anew. */
    private List<Column> own() {
        Set<String> added = new HashSet<>();
        table.renamings().forEach(renaming -> added.add(renaming.standard()));
        return runs.columns().stream()
                .filter(column -> !added.contains(column.name()))
                .toList();
    }

    /**
     * The table as the API shows it.
     *
     * @param limit how many rows to show
     */
    public ObjectNode json(int limit) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rows", runs.size());
        List<Column> columns = own();
        ArrayNode described = node.putArray("columns");
        columns.forEach(column -> described.add(column(column)));
        said().forEach(node.putArray("said")::add);
        int shown = Math.min(limit, runs.size());
        ArrayNode head = node.putArray("head");
        IntStream.range(0, shown).forEach(row -> {
            ArrayNode cells = head.addArray();
            columns.forEach(column -> addCell(cells, column, row));
        });
        ArrayNode lines = node.putArray("lines");
        IntStream.range(0, shown).forEach(row -> {
            if (runs.origin().lines().length > 0) {
                lines.add(runs.origin().lines()[row]);
            } else {
                lines.add(row + 1);
            }
        });
        node.put("usable", usable());
        return node;
    }

    private ObjectNode column(Column column) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        String role = roles.get(column.name());
        node.put("name", column.name()).put("role", role);
        if (role != null && !UNITS.getOrDefault(role, "").isEmpty()) {
            node.put("unit", UNITS.get(role));
        }
        switch (column) {
            case Column.Numbers(var _, var values) -> {
                node.put("type", "number");
                node.put("missing", Arrays.stream(values).filter(Double::isNaN).count());
                putFinite(
                        node,
                        "min",
                        Arrays.stream(values).filter(Double::isFinite).min());
                putFinite(
                        node,
                        "max",
                        Arrays.stream(values).filter(Double::isFinite).max());
            }
            case Column.Labels labels -> {
                node.put("type", "text");
                node.put(
                        "missing",
                        IntStream.range(0, labels.size())
                                .filter(row -> labels.text(row).isEmpty())
                                .count());
                node.putNull("min").putNull("max");
                node.put("distinct", labels.levels().size());
            }
        }
        return node;
    }

    private static void putFinite(ObjectNode node, String name, java.util.OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name, value.getAsDouble());
        } else {
            node.putNull(name);
        }
    }

    private static void addCell(ArrayNode cells, Column column, int row) {
        switch (column) {
            case Column.Numbers(var _, var values) -> {
                if (Double.isFinite(values[row])) {
                    cells.add(values[row]);
                } else {
                    cells.addNull();
                }
            }
            case Column.Labels labels -> cells.add(labels.text(row));
        }
    }

    /** What was recognised, as the commands say it. */
    private List<String> said() {
        var said = new ArrayList<String>();
        for (Renaming renaming : table.renamings()) {
            said.add("%s from \"%s\"".formatted(renaming.standard(), renaming.original()));
        }
        table.badCells().stream()
                .limit(5)
                .forEach(cell -> said.add("%s  %s is '%s', not a number"
                        .formatted(runs.origin().place(cell.row()), cell.column(), cell.text())));
        if (table.badCells().size() > 5) {
            said.add("and %,d more cells that are no numbers"
                    .formatted(table.badCells().size() - 5));
        }
        return said;
    }

    /** The rows in which loss and sizes, as far as there are such columns, are positive numbers. */
    private long usable() {
        List<double[]> needed = List.of("N", "D", "C", "loss").stream()
                .filter(runs.numberNames()::contains)
                .map(runs::numbers)
                .toList();
        return IntStream.range(0, runs.size())
                .filter(row -> needed.stream().allMatch(values -> values[row] > 0 && Double.isFinite(values[row])))
                .count();
    }
}
