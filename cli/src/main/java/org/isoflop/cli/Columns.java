package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;

/** Columns that options name. */
final class Columns {
    private Columns() {}

    /** @throws InputException if the table has no such column */
    static void require(Runs runs, String name, String option) {
        if (runs.column(name).isEmpty()) {
            List<String> names = runs.columns().stream().map(Column::name).toList();
            throw new InputException(
                    "%s: %s has no column '%s'; its columns are %s"
                            .formatted(option, runs.origin().summary(), name, Spelling.some(names)),
                    Spelling.nearest(name, names)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Name one of them."));
        }
    }

    /** The column of numbers whose name differs from this one in nothing but case. */
    static Optional<String> sameInOtherCase(Runs runs, String name) {
        return runs.numberNames().stream().filter(name::equalsIgnoreCase).findFirst();
    }
}
