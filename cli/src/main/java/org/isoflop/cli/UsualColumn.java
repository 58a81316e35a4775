package org.isoflop.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;

/** What a table must have for the usual laws, and how columns are called that may be it. */
enum UsualColumn {
    LOSS("the loss", Set.of("loss"), "loss", List.of("loss", "nll", "entropy", "bpb")),
    SIZE(
            "N (parameters), D (tokens) or C (FLOPs)",
            Set.of("N", "D", "C"),
            "N",
            List.of("n_", "param", "size", "token", "flop", "compute"));

    private final String what;
    private final Set<String> names;
    private final String standard;
    private final List<String> hints;

    UsualColumn(String what, Set<String> names, String standard, List<String> hints) {
        this.what = what;
        this.names = names;
        this.standard = standard;
        this.hints = hints;
    }

    /**
     * @param columns the columns of numbers of a table
     * @throws InputException that names those that may be meant, if none is it
     */
    void require(Set<String> columns) {
        if (names.stream().anyMatch(columns::contains)) {
            return;
        }
        // Names that begin with what they are come first: loss_val is likelier than z_loss.
        List<String> likely = columns.stream()
                .filter(this::isLikely)
                .sorted(Comparator.comparing(this::hasInside))
                .toList();
        throw new InputException(
                "no column of numbers is recognised as %s; %s"
                        .formatted(
                                what,
                                likely.isEmpty()
                                        ? "there are " + Spelling.some(columns)
                                        : Spelling.some(likely) + " may be it"),
                "Name it with --map %s=%s, or choose a law with --law or --formula."
                        .formatted(standard, likely.isEmpty() ? "COLUMN" : likely.getFirst()));
    }

    private boolean isLikely(String column) {
        return hints.stream().anyMatch(folded(column)::contains);
    }

    private boolean hasInside(String column) {
        return hints.stream().noneMatch(folded(column)::startsWith);
    }

    private static String folded(String column) {
        return column.toLowerCase(Locale.ROOT);
    }
}
