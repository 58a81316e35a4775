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
 * {@link Parameter}s. Sums over an index are written out, one term for every column {@code h.*}; where no base has
 * such columns, for every column {@code h_*}.
 *
 * <p>Not thread-safe: it numbers what it meets.
 */
public final class Binding {
    /** A formula written out may have this many nodes: sums over three indices and ties upon ties grow fast. */
    public static final int MAX_SIZE = 200_000;

    /** And it may be this many nodes high, since trees are walked recursively. */
    public static final int MAX_HEIGHT = 500;

    /** Terms written out form a chain, as if they had been typed; longer ones are balanced, so that trees stay low. */
    private static final int MAX_CHAIN = 100;

    /** What stands between the base and the member in the name of a column, the preferred sign first. */
    private static final List<String> SEPARATORS = List.of(".", "_");

    private final Set<String> numbers;
    private final Map<String, List<String>> labels;
    private final boolean allowsParameters;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private long written;

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
                    "column '" + name + "' holds text: compare it, as in " + name + " == '"
                            + (levels.isEmpty() ? "text" : levels.getFirst()) + "'");
        }
        if (name.equals("pi")) {
            return Expr.num(Math.PI);
        }
        if (!allowsParameters) {
            String near = Spelling.nearest(name, columns())
                    .map(n -> "; did you mean " + n + "?")
                    .orElse("; the columns are " + Spelling.some(columns()));
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
        return SEPARATORS.stream()
                .map(separator -> base + separator + member)
                .filter(numbers::contains)
                .findFirst()
                .orElse(base + "[" + member + "]");
    }

    private Expr writeOut(Fold fold) {
        Set<String> members = members(fold);
        bases(fold.body(), fold.index()).forEach(base -> requireAllOrNone(base, fold.index(), members));
        written += fold.body().size() * members.size();
        if (written > MAX_SIZE) {
            throw new UnknownNameException(
                    fold.index(),
                    "written out over %d columns, the formula has more than %,d parts"
                            .formatted(members.size(), MAX_SIZE),
                    "Sum over fewer columns.");
        }
        return combine(
                fold.operator(),
                members.stream()
                        .map(member -> bind(fold.body().at(fold.index(), member)))
                        .toList());
    }

    private static Expr combine(Operator operator, List<Expr> terms) {
        if (terms.size() <= MAX_CHAIN) {
            return terms.stream().reduce((a, b) -> Expr.binary(operator, a, b)).orElseThrow();
        }
        int half = terms.size() / 2;
        return Expr.binary(
                operator,
                combine(operator, terms.subList(0, half)),
                combine(operator, terms.subList(half, terms.size())));
    }

    /** A family is one of columns or one of parameters; a column that only has a member's name would go unnoticed. */
    private void requireAllOrNone(String base, String index, Set<String> members) {
        List<String> columns = members.stream()
                .map(member -> member(base, member))
                .filter(numbers::contains)
                .toList();
        if (!columns.isEmpty() && columns.size() < members.size()) {
            throw new UnknownNameException(
                    base,
                    "the index %s ranges over %s, but of %s[%s] only %s is there as a column"
                            .formatted(index, members, base, index, String.join(", ", columns)),
                    "Rename one of them, in the formula or with --map.");
        }
    }

    /** A dot is the sign of an index. An underscore counts only where no base has columns with a dot. */
    private Set<String> members(Fold fold) {
        Set<String> bases = bases(fold.body(), fold.index());
        return SEPARATORS.stream()
                .map(separator -> members(fold, bases, separator))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElseThrow(() -> rangesOverNothing(fold, bases));
    }

    private Set<String> members(Fold fold, Set<String> bases, String separator) {
        Set<String> members = Set.of();
        String origin = "";
        for (String base : bases) {
            Set<String> found = suffixes(base + separator);
            if (members.isEmpty()) {
                members = found;
                origin = base;
            } else if (!found.isEmpty() && !members.equals(found)) {
                throw new UnknownNameException(
                        base,
                        "the index %s ranges over %s in %s%s* but over %s in %s%s*"
                                .formatted(fold.index(), members, origin, separator, found, base, separator),
                        "Rename one of them, in the formula or with --map.");
            }
        }
        return members;
    }

    private static UnknownNameException rangesOverNothing(Fold fold, Set<String> bases) {
        return new UnknownNameException(
                fold.index(),
                "the index %s ranges over nothing: no column is called %s"
                        .formatted(
                                fold.index(),
                                bases.isEmpty() ? "anything it indexes" : String.join(".* or ", bases) + ".*"),
                bases.isEmpty()
                        ? "Mark what it ranges over, as in sum(i, C[i]*h[i]); two numbers are added with +."
                        : "");
    }

    /** The bases that carry an index, {@code C} and {@code h} in {@code C[i]*h[i]}. */
    static Set<String> bases(Expr tree, String index) {
        var bases = new TreeSet<String>();
        collectBases(tree, index, bases);
        return bases;
    }

    private static void collectBases(Expr tree, String index, Set<String> bases) {
        if (tree instanceof Indexed(var base, var own) && own.equals(index)) {
            bases.add(base);
        }
        boolean hidden = tree instanceof Fold inner && inner.index().equals(index);
        if (!hidden) {
            tree.children().forEach(child -> collectBases(child, index, bases));
        }
    }

    /** What follows a prefix in the names of columns, in the order of the columns. */
    private Set<String> suffixes(String prefix) {
        var found = new LinkedHashSet<String>();
        for (String column : numbers) {
            if (column.startsWith(prefix) && column.length() > prefix.length()) {
                found.add(column.substring(prefix.length()));
            }
        }
        return found;
    }
}
