package org.isoflop.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.isoflop.formula.Expr.Binary;
import org.isoflop.formula.Expr.Fold;
import org.isoflop.formula.Expr.Indexed;
import org.isoflop.formula.Expr.Parameter;
import org.isoflop.formula.Expr.Symbol;
import org.isoflop.formula.Expr.Text;
import org.isoflop.formula.Expr.Variable;

/**
 * Gives the names of a formula their meaning in one table: names of columns become {@link Variable}s, all others
 * {@link Parameter}s. Sums over an index are written out, one term for every column {@code h.*} (or {@code h_*}).
 *
 * <p>Not thread-safe: it numbers what it meets.
 */
public final class Binding {
    private final Set<String> numbers;
    private final Map<String, List<String>> labels;
    private final boolean allowsParameters;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    private Binding(Set<String> numbers, Map<String, List<String>> labels, boolean allowsParameters) {
        this.numbers = new LinkedHashSet<>(numbers);
        this.labels = new LinkedHashMap<>(labels);
        this.allowsParameters = allowsParameters;
    }

    /** Names that are not among the columns of numbers become parameters. */
    public static Binding law(Set<String> numbers) {
        return new Binding(numbers, Map.of(), true);
    }

    /**
     * Every name must be a column: for filters and new columns.
     *
     * @param labels the distinct texts of each column of labels, in the order of their codes: such a column can be
     *     compared with a text in quotes
     */
    public static Binding columns(Set<String> numbers, Map<String, List<String>> labels) {
        return new Binding(numbers, labels, false);
    }

    /**
     * The tree with every name resolved.
     *
     * @throws UnknownNameException if a name must be a column and is not, or an index ranges over nothing
     */
    public Expr bind(Expr tree) {
        return switch (tree) {
            case Symbol(var name) -> resolve(name);
            case Indexed(var base, var index) -> resolve(member(base, index));
            case Fold fold -> writeOut(fold);
            case Binary(var operator, Symbol(var name), Text(var text))
            when labels.containsKey(name) -> compareLabel(operator, name, text);
            case Binary(var operator, Text(var text), Symbol(var name))
            when labels.containsKey(name) -> compareLabel(operator, name, text);
            case Text(var text) ->
                throw new UnknownNameException(
                        text,
                        "the text '" + text + "' can only be compared with a column of labels, as in recipe == '" + text
                                + "'");
            default -> tree.mapChildren(this::bind);
        };
    }

    /** The columns met so far, in the order of their index. */
    public List<String> variables() {
        return List.copyOf(variables.keySet());
    }

    /** The parameters met so far, in the order of their index. */
    public List<String> parameters() {
        return List.copyOf(parameters.keySet());
    }

    private Expr resolve(String name) {
        if (numbers.contains(name)) {
            return variable(name);
        }
        List<String> levels = labels.get(name);
        if (levels != null) {
            throw new UnknownNameException(
                    name,
                    "column '" + name + "' holds text: compare it, as in " + name + " == '" + levels.getFirst() + "'");
        }
        if (name.equals("pi")) {
            return Expr.num(Math.PI);
        }
        if (!allowsParameters) {
            String near = Spelling.nearest(name, columns())
                    .map(n -> "; did you mean " + n + "?")
                    .orElse("; the columns are " + String.join(", ", columns()));
            throw new UnknownNameException(name, "there is no column '" + name + "'" + near);
        }
        return parameters.computeIfAbsent(name, n -> new Parameter(parameters.size(), n));
    }

    private List<String> columns() {
        var all = new ArrayList<>(numbers);
        all.addAll(labels.keySet());
        return all;
    }

    private Variable variable(String name) {
        return variables.computeIfAbsent(name, n -> new Variable(variables.size(), n));
    }

    /** Only equality makes sense between labels, which are compared by their codes; an unknown text equals nothing. */
    private Expr compareLabel(Operator operator, String column, String text) {
        if (operator != Operator.EQUAL && operator != Operator.DIFFERENT) {
            throw new UnknownNameException(
                    column, "labels such as '" + column + "' can only be compared with == and !=");
        }
        return Expr.binary(
                operator,
                variable(column),
                Expr.num(labels.getOrDefault(column, List.of()).indexOf(text)));
    }

    /** The column or parameter that {@code base[member]} means. */
    private String member(String base, String member) {
        for (String column : List.of(base + "." + member, base + "_" + member)) {
            if (numbers.contains(column)) {
                return column;
            }
        }
        return base + "[" + member + "]";
    }

    private Expr writeOut(Fold fold) {
        Set<String> members = members(fold);
        return members.stream()
                .map(member -> bind(substitute(fold.body(), fold.index(), member)))
                .reduce((a, b) -> Expr.binary(fold.operator(), a, b))
                .orElseThrow();
    }

    private Set<String> members(Fold fold) {
        var bases = new TreeSet<String>();
        collectBases(fold.body(), fold.index(), bases);
        Set<String> members = Set.of();
        String origin = "";
        for (String base : bases) {
            Set<String> found = suffixes(base);
            if (!members.isEmpty() && !found.isEmpty() && !members.equals(found)) {
                throw new UnknownNameException(
                        base,
                        "the index %s ranges over %s in %s.* but over %s in %s.*"
                                .formatted(fold.index(), members, origin, found, base));
            }
            if (!found.isEmpty()) {
                members = found;
                origin = base;
            }
        }
        if (members.isEmpty()) {
            throw new UnknownNameException(
                    fold.index(),
                    "the index %s ranges over nothing: no column is called %s"
                            .formatted(
                                    fold.index(),
                                    bases.isEmpty() ? "anything it indexes" : String.join(".* or ", bases) + ".*"));
        }
        return members;
    }

    private static void collectBases(Expr tree, String index, Set<String> bases) {
        if (tree instanceof Indexed(var base, var own) && own.equals(index)) {
            bases.add(base);
        }
        tree.children().forEach(child -> collectBases(child, index, bases));
    }

    /** What follows {@code base.} or {@code base_} in the names of columns, in the order of the columns. */
    private Set<String> suffixes(String base) {
        var found = new LinkedHashSet<String>();
        for (String column : numbers) {
            if (column.startsWith(base + ".") || column.startsWith(base + "_")) {
                found.add(column.substring(base.length() + 1));
            }
        }
        return found;
    }

    private static Expr substitute(Expr tree, String index, String member) {
        if (tree instanceof Indexed(var base, var own) && own.equals(index)) {
            return new Indexed(base, member);
        }
        if (tree instanceof Fold fold && fold.index().equals(index)) {
            return tree;
        }
        return tree.mapChildren(child -> substitute(child, index, member));
    }
}
