package org.isoflop.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.formula.Binding;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Operator;
import org.isoflop.formula.Spelling;

/** An immutable table of training runs; see the package for its conventions. */
public final class Runs {
    private final Map<String, Column> columns;
    private final Origin origin;
    private final int size;

    private Runs(Map<String, Column> columns, Origin origin, int size) {
        this.columns = columns;
        this.origin = origin;
        this.size = size;
    }

    /**
     * A table of the given columns.
     *
     * @throws IllegalArgumentException if two columns share a name or differ in length
     */
    public static Runs of(List<? extends Column> columns, Origin origin) {
        var byName = new LinkedHashMap<String, Column>();
        for (Column column : columns) {
            if (byName.put(column.name(), column) != null) {
                throw new IllegalArgumentException("two columns are called '" + column.name() + "'");
            }
            if (column.size() != columns.getFirst().size()) {
                throw new IllegalArgumentException("column '" + column.name() + "' has another length");
            }
        }
        return new Runs(
                byName, origin, columns.isEmpty() ? 0 : columns.getFirst().size());
    }

    /** How many rows there are. */
    public int size() {
        return size;
    }

    public Origin origin() {
        return origin;
    }

    public List<Column> columns() {
        return List.copyOf(columns.values());
    }

    public Optional<Column> column(String name) {
        return Optional.ofNullable(columns.get(name));
    }

    /** The names of the columns of numbers, in their order. */
    public Set<String> numberNames() {
        var names = new LinkedHashSet<String>();
        columns.values().forEach(c -> {
            if (c instanceof Column.Numbers) {
                names.add(c.name());
            }
        });
        return names;
    }

    /**
     * The values of a column of numbers, shared and not to be written to.
     *
     * @throws InputException if there is no such column, or it holds text
     */
    public double[] numbers(String name) {
        return switch (require(name)) {
            case Column.Numbers(var _, var values) -> values;
            case Column.Labels labels ->
                throw new InputException(
                        textIn(labels) + ", a column of numbers was expected",
                        "Name another column with --map, or mend the file.");
        };
    }

    /** Names the first cell that is no number: in a column of thousands of numbers, it is the one to look at. */
    private String textIn(Column.Labels labels) {
        for (int i = 0; i < size; i++) {
            String text = labels.text(i);
            if (!text.isBlank() && Magnitude.parse(text).isEmpty()) {
                return "%s: column '%s' holds text ('%s')".formatted(origin.place(i), labels.name(), text);
            }
        }
        return "%s: column '%s' holds text".formatted(origin.summary(), labels.name());
    }

    private Column require(String name) {
        return column(name)
                .orElseThrow(() -> new InputException(
                        "%s has no column '%s'; its columns are %s"
                                .formatted(origin.summary(), name, Spelling.some(columns.keySet())),
                        Spelling.nearest(name, columns.keySet())
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Name the column that is meant with --map " + name + "=COLUMN.")));
    }

    /** The table with one more column, or with a column of that name replaced. */
    public Runs with(Column column) {
        if (column.size() != size) {
            throw new IllegalArgumentException("column '" + column.name() + "' has another length");
        }
        var changed = new LinkedHashMap<>(columns);
        changed.put(column.name(), column);
        return new Runs(changed, origin, size);
    }

    /** The table without a column. */
    public Runs without(String column) {
        var changed = new LinkedHashMap<>(columns);
        changed.remove(column);
        return new Runs(changed, origin, size);
    }

    /** The table with the column {@code name} computed from the others: {@code --let "C = 6*N*D"}. */
    public Runs let(String name, Expr value) {
        return with(new Column.Numbers(name, evaluate(value)));
    }

    /** The rows for which the condition holds: neither 0 nor NaN. */
    public Runs where(Expr condition) {
        double[] holds = evaluate(condition);
        return at(IntStream.range(0, size).filter(i -> Operator.holds(holds[i])).toArray());
    }

    /** The value of an expression of columns at every row. */
    public double[] evaluate(Expr expression) {
        var labels = new LinkedHashMap<String, List<String>>();
        columns.values().forEach(c -> {
            if (c instanceof Column.Labels l) {
                labels.put(l.name(), l.levels());
            }
        });
        var binding = Binding.columns(numberNames(), labels);
        Expr bound = binding.bind(expression);
        double[][] used = binding.variables().stream().map(this::values).toArray(double[][]::new);
        double[] row = new double[used.length];
        double[] none = {};
        double[] result = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = used[j][i];
            }
            result[i] = Interpreter.value(bound, row, none);
        }
        return result;
    }

    /** Numbers as they are, labels as their codes. */
    private double[] values(String name) {
        return switch (require(name)) {
            case Column.Numbers(var _, var values) -> values;
            case Column.Labels(var _, var _, var codes) ->
                Arrays.stream(codes).asDoubleStream().toArray();
        };
    }

    /** The given rows, in that order; a row may be named more than once. */
    public Runs at(int[] rows) {
        var chosen = new LinkedHashMap<String, Column>();
        columns.forEach((name, column) -> chosen.put(name, column.at(rows)));
        return new Runs(chosen, origin.at(rows), rows.length);
    }

    /** For each row the number of its group, groups being numbered by first appearance in the column. */
    public int[] groupOf(String column) {
        if (require(column) instanceof Column.Labels labels) {
            return Column.Labels.of(column, labels.levels().isEmpty() ? List.of() : texts(labels))
                    .codes();
        }
        return Column.Labels.of(
                        column,
                        Arrays.stream(numbers(column))
                                .mapToObj(Magnitude::exact)
                                .toList())
                .codes();
    }

    /** The table cut by the distinct values of a column, by first appearance. */
    public Map<String, Runs> groups(String column) {
        List<String> texts = require(column) instanceof Column.Labels labels
                ? texts(labels)
                : Arrays.stream(numbers(column)).mapToObj(Magnitude::exact).toList();
        var rows = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < size; i++) {
            rows.computeIfAbsent(texts.get(i), t -> new ArrayList<>()).add(i);
        }
        var groups = new LinkedHashMap<String, Runs>();
        rows.forEach((text, list) ->
                groups.put(text, at(list.stream().mapToInt(i -> i).toArray())));
        return groups;
    }

    private static List<String> texts(Column.Labels labels) {
        return IntStream.range(0, labels.size()).mapToObj(labels::text).toList();
    }

    @Override
    public String toString() {
        return origin + ", " + size + " rows of " + String.join(", ", columns.keySet());
    }
}
