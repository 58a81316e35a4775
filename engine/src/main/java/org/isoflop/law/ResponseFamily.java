package org.isoflop.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;

/**
 * A law for several responses, {@code loss[d] = c + exp(sum(i, t[i]*w[i]))}: one law for each of the columns
 * {@code loss.*}, or {@code loss_*}. Rows are stacked, one for each response, so that the responses are groups.
 *
 * @param base what the responses have in common, {@code loss}
 * @param index the name of the column that will tell them apart, {@code d}
 * @param law the law for one of them, {@code loss = c + exp(sum(i, t[i]*w[i]))}
 */
public record ResponseFamily(String base, String index, Law law) {
    private static final List<String> SEPARATORS = List.of(".", "_");

    /** The family that a law speaks of, if its response has an index that is no member of these columns. */
    public static Optional<ResponseFamily> of(Law law, Set<String> columns) {
        if (!(law.formula().response().orElse(null) instanceof Expr.Indexed(var base, var index))
                || SEPARATORS.stream().anyMatch(s -> columns.contains(base + s + index))) {
            return Optional.empty();
        }
        String text = law.formula().text();
        String body = text.substring(text.indexOf('=') + 1).strip();
        // c[d] is c here: every response has its own.
        String one = Pattern.compile("\\[\\s*" + Pattern.quote(index) + "\\s*]")
                .matcher(body)
                .replaceAll("");
        Formula formula = Formula.parse(base + " = " + one);
        return Optional.of(new ResponseFamily(
                base,
                index,
                new Law(law.id(), formula, Law.of(law.id(), formula).parameters(), law.variables())));
    }

    /**
     * The table with a row for every row and response: the response in the column {@code base}, its name in the column
     * {@code index}.
     *
     * @throws InputException if there is no such response, or the table has a column of that name already
     */
    public Runs stacked(Runs runs) {
        List<String> members = members(runs);
        if (members.isEmpty()) {
            throw new InputException(
                    "%s has no column %s.* or %s_* for %s[%s]"
                            .formatted(runs.origin().summary(), base, base, base, index),
                    "Name the response: %s = …".formatted(base));
        }
        if (runs.column(index).isPresent()) {
            throw new InputException(
                    "the index %s is also a column of the table".formatted(index), "Give the index another name.");
        }
        int rows = runs.size();
        int[] repeated =
                IntStream.range(0, rows * members.size()).map(i -> i % rows).toArray();
        double[] response = new double[repeated.length];
        List<String> names = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            String column = members.get(m);
            System.arraycopy(runs.numbers(column), 0, response, m * rows, rows);
            for (int i = 0; i < rows; i++) {
                names.add(column.substring(base.length() + 1));
            }
        }
        Runs others = runs;
        for (String member : members) {
            others = others.without(member);
        }
        return others.at(repeated).with(new Column.Numbers(base, response)).with(Column.Labels.of(index, names));
    }

    private List<String> members(Runs runs) {
        return SEPARATORS.stream()
                .map(separator -> runs.numberNames().stream()
                        .filter(name -> name.startsWith(base + separator) && name.length() > base.length() + 1)
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
