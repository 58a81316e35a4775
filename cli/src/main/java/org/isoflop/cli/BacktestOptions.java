package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import org.isoflop.forecast.Backtest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where back-tests cut, and which laws they test. */
@Command(optionListHeading = "%nThe back-test:%n")
final class BacktestOptions {
    @Option(
            names = "--laws",
            paramLabel = "ID,…",
            split = ",",
            description = "Laws of the catalogue to test (select: all that suit the columns).")
    private List<String> laws = List.of();

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            description = "What makes a run large: a column, or an expression (default: 6*N*D, else C, D or N).")
    private @Nullable String by;

    @Option(
            names = "--cuts",
            paramLabel = "K",
            defaultValue = "" + Backtest.CUTS,
            description = "How often the runs are divided into small and large (default: ${DEFAULT-VALUE}).")
    private int cuts;

    void check() {
        Call.requireAtLeast("--cuts", 1, cuts);
        by().ifPresent(text -> Call.formula("--by", text));
    }

    List<String> laws() {
        return List.copyOf(laws);
    }

    Optional<String> by() {
        return Optional.ofNullable(by);
    }

    int cuts() {
        return cuts;
    }
}
