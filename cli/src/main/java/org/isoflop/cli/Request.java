package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.forecast.Cutting;
import org.isoflop.law.Law;
import org.isoflop.law.ResponseFamily;
import org.isoflop.runs.Runs;
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
        if (law.isAuto() && !fit.shared().isEmpty()) {
            throw Call.wrong(
                    spec,
                    "--share names parameters of one law, and --law auto tries many; its groups lend each other exponents",
                    "Leave --share out, or name the law.");
        }
        return Call.check(spec, runs::query);
    }

    /** A law, the table it is fitted to, and the column that makes groups of its rows. */
    record Question(RunsQuery.Answer table, Law law, Optional<String> group) {}

    /** Reads the table, with the columns of schedules where the law reads them. */
    Question question(RunsQuery query) {
        RunsQuery.Answer table = query.read();
        Set<String> names = law.named().map(named -> named.formula().names()).orElse(Set.of());
        return question(Curves.needed(names, table.runs()) ? new Curves(query).completed(table) : table);
    }

    /** What is asked of a table that was read. */
    Question question(RunsQuery.Answer table) {
        Law chosen = chosenLaw(table.runs().numberNames());
        Optional<ResponseFamily> family = ResponseFamily.of(chosen, table.runs().numberNames());
        if (family.isEmpty()) {
            return new Question(table, chosen, fit.group());
        }
        if (fit.group().isPresent()) {
            throw Call.wrong(
                    spec,
                    "the responses %s[%s] are groups already"
                            .formatted(family.get().base(), family.get().index()),
                    "Leave --group out, or name one response.");
        }
        RunsQuery.Answer stacked = table.with(family.get().stacked(table.runs()), List.of());
        Law one = Call.check(spec, () -> law.adjusted(family.get().law()));
        return new Question(stacked, one, Optional.of(family.get().index()));
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

    /** Whether rows that cannot be used are left out. */
    boolean skips() {
        return runs.skipBadRows();
    }

    /** The rows of a table that the law can be fitted to. */
    UsableRows rows(Question question) {
        return rows(question, skips());
    }

    /** @param skips whether rows that cannot be used are left out */
    UsableRows rows(Question question, boolean skips) {
        Runs table = question.table().runs();
        fit.group().ifPresent(column -> Columns.require(table, column, "--group"));
        Optional<String> named = fit.unit().filter(column -> !column.equals(Units.ROW));
        named.ifPresent(column -> Columns.require(table, column, "--unit"));
        UsableRows rows = UsableRows.of(
                question.table(),
                question.law(),
                objective().logarithmic(),
                Stream.concat(question.group().stream(), named.stream()).toList(),
                skips);
        law.requireParameters(rows.model());
        rows.model().law().priors().forEach(prior -> prior.in(rows.model()));
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

    /**
     * What makes a study of the rows.
     *
     * @param choice what back-tests are wanted for, unless they are to choose the law
     */
    Study study(UsableRows rows, List<String> command, Study.Choice choice, Progress progress) {
        return new Study(
                rows,
                fitter(progress),
                fit.bootstrap(progress),
                unit(rows),
                fit.intervalKind(),
                fit.level(),
                command,
                new Trials(fit.fitter(objective()), Optional.empty(), Cutting.USUAL, unit(rows), progress),
                law.isAuto() ? Study.Choice.AUTO : choice);
    }
}
