package org.isoflop.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.data.NamedRows;
import org.isoflop.data.RunsQuery;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which table a command works on. */
@Command(optionListHeading = "%nThe table:%n")
final class RunsOptions {
    @Parameters(
            arity = "0..*",
            paramLabel = "RUNS",
            description = "Files or globs: CSV, TSV, Parquet, JSON lines; also with .gz.")
    private List<String> inputs = List.of();

    @Option(
            names = "--map",
            paramLabel = "N=params,…",
            description = "Name columns. Usual spellings of N, D, C, loss, lr and batch are recognised without it.")
    private List<String> map = List.of();

    @Option(
            names = "--let",
            paramLabel = "FORMULA",
            description = "Add a column: --let \"D = C/(6*N)\". May be repeated.")
    private List<String> lets = List.of();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Keep rows: --where \"D/N >= 1 and data == 'c4'\". May be repeated.")
    private List<String> filters = List.of();

    @Option(
            names = RunsQuery.LEAVE_OUT,
            paramLabel = "FILE:LINE,…",
            description =
                    "Leave rows out by their places, as messages name them: --leave-out runs.csv:43. May be repeated.")
    private List<String> leftOut = List.of();

    @Option(
            names = "--sql",
            paramLabel = "QUERY",
            description = "Ask DuckDB, where the files are the table runs: --sql \"FROM runs WHERE step > 100\".")
    private @Nullable String sql;

    @Option(
            names = "--skip-bad-rows",
            description = "Leave out rows that cannot be used: missing, infinite, not positive under a logarithm.")
    private boolean skipBadRows;

    List<String> inputs() {
        return inputs;
    }

    /** The new columns. */
    Map<String, Formula> lets() {
        return lets(lets);
    }

    boolean skipBadRows() {
        return skipBadRows;
    }

    /** The table that is asked for. */
    RunsQuery query() {
        return queryOf(inputs);
    }

    /** The same of some of the inputs, where others are no tables. */
    RunsQuery queryOf(List<String> files) {
        if (files.isEmpty() && sql == null) {
            throw new InputException("which runs? Name a file", "For example isoflop fit runs.csv.");
        }
        return new RunsQuery(
                files,
                Optional.ofNullable(sql),
                Assignments.texts("--map", map),
                lets(lets),
                filters.stream().map(RunsOptions::filter).toList(),
                NamedRows.parse(RunsQuery.LEAVE_OUT, leftOut));
    }

    /** New columns by their names. */
    static Map<String, Formula> lets(List<String> texts) {
        var found = new LinkedHashMap<String, Formula>();
        for (String text : texts) {
            Formula formula = Call.formula("--let", text);
            if (!(formula.response().orElse(null) instanceof Expr.Symbol(var name))) {
                throw new InputException("--let \"" + text + "\" does not name a column", "Write --let \"C = 6*N*D\".");
            }
            found.put(name, formula);
        }
        return found;
    }

    /** A condition on rows. */
    static Formula filter(String text) {
        Formula formula = Call.formula("--where", text);
        if (formula.response().isPresent()) {
            throw new InputException(
                    "--where \"" + text + "\" assigns instead of comparing", "Equality is written ==.");
        }
        return formula;
    }
}
