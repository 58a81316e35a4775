package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.law.Law;
import org.isoflop.uncertainty.Resampling;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What is to be fitted to which rows: the options that {@code fit}, {@code profile} and {@code check} share, put
 * together.
 *
 * @param spec of the command, for mistakes in the call
 */
record Request(CommandSpec spec, RunsOptions runs, LawOptions law, FitOptions fit) {

    /** The same, with mistakes told as those of another command. */
    Request spoken(CommandSpec by) {
        return new Request(by, runs, law, fit);
    }

    /** Refuses a call that makes no sense with any table. */
    RunsQuery checked() {
        Call.check(spec, fit::check);
        Call.check(spec, law::check);
        if (!objective().isSymmetric() && isWild()) {
            throw Call.wrong(
                    spec,
                    "--resample %s changes the signs of residuals, which cost more on one side under --objective %s"
                            .formatted(fit.resampling().label(), objective()),
                    "Use --resample pairs or residuals.");
        }
        return Call.check(spec, runs::query);
    }

    private boolean isWild() {
        return fit.resampling() == Resampling.WILD || fit.resampling() == Resampling.WILD_MAMMON;
    }

    /** What the user names, else what the law names, else the usual one. */
    Objective objective() {
        return fit.objective().or(law::objective).orElse(Objective.DEFAULT);
    }

    Fitter fitter(Progress progress) {
        return fit.fitter(objective()).progress(progress);
    }

    /** The rows of a table that the law can be fitted to. */
    UsableRows rows(RunsQuery.Answer table) {
        return rows(table, runs.skipBadRows());
    }

    /** @param skips whether rows that cannot be used are left out */
    UsableRows rows(RunsQuery.Answer table, boolean skips) {
        fit.group().ifPresent(column -> Columns.require(table.runs(), column, "--group"));
        Optional<String> named = fit.unit().filter(column -> !column.equals(Units.ROW));
        named.ifPresent(column -> Columns.require(table.runs(), column, "--unit"));
        var labels = new ArrayList<String>();
        fit.group().ifPresent(labels::add);
        named.ifPresent(labels::add);
        UsableRows rows = UsableRows.of(
                table, chosenLaw(table.runs().numberNames()), objective().logarithmic(), labels, skips);
        law.requireParameters(rows.model());
        return noisy(rows);
    }

    /** What the user wants done about noise; then which rows belong together. */
    private UsableRows noisy(UsableRows all) {
        UsableRows rows = fit.bestOf().isEmpty() ? all : all.bestOf(fit.bestOf());
        if (fit.weighsRows()) {
            rows = rows.weighed(objective());
        }
        Optional<String> unit = Units.recognised(rows.sample());
        return fit.unit().isEmpty() && unit.isPresent()
                ? rows.noted(rows.sample(), "rows of one %s taken together".formatted(unit.get()))
                : rows;
    }

    /** The law that the user names, or the usual one for these columns. */
    private Law chosenLaw(Set<String> columns) {
        Law chosen = law.named().orElseGet(() -> {
            Law usual = fit.against().map(Against::law).orElseGet(() -> LawOptions.usual(columns));
            return Call.check(spec, () -> law.adjusted(usual));
        });
        fit.against().ifPresent(against -> Call.check(spec, () -> against.requireForm(chosen)));
        return chosen;
    }

    /** The column whose values tell independent units apart; empty if every row is one. */
    Optional<String> unit(UsableRows rows) {
        Optional<String> unit = fit.unit().isPresent()
                ? fit.unit().filter(column -> !column.equals(Units.ROW))
                : Units.recognised(rows.sample());
        if (unit.isPresent() && fit.resampling() == Resampling.RESIDUALS) {
            throw new InputException(
                    "--resample residuals moves residuals from row to row, but rows of one %s depend on each other"
                            .formatted(unit.get()),
                    "Use --resample wild or pairs, or say --unit row if they do not.");
        }
        return unit;
    }

    /** What makes a study of the rows. */
    Study study(UsableRows rows, List<String> command, Progress progress) {
        return new Study(
                rows, fitter(progress), fit.bootstrap(progress), unit(rows), fit.intervalKind(), fit.level(), command);
    }
}
