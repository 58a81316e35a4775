package org.isoflop.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.data.RunsQuery;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which table a command works on. */
final class RunsOptions {
    @Parameters(
            arity = "0..*",
            paramLabel = "RUNS",
            description = "Files or globs: CSV, TSV, Parquet, JSON lines; .gz is fine.")
    private List<String> inputs = List.of();

    @Option(
            names = "--map",
            paramLabel = "N=COLUMN,…",
            description = "Name columns: --map N=params,D=tokens. The usual spellings are recognised without it.")
    private List<String> map = List.of();

    @Option(
            names = "--let",
            paramLabel = "FORMULA",
            description = "Add a column: --let \"D = C/(6*N)\". May be repeated.")
    private List<String> lets = List.of();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Keep rows: --where \"D/N >= 1 and dataset == 'c4'\". May be repeated.")
    private List<String> filters = List.of();

    @Option(
            names = "--sql",
            paramLabel = "QUERY",
            description = "Ask DuckDB: --sql \"SELECT * FROM runs WHERE step > 100\"; RUNS are the table runs.")
    private @Nullable String sql;

    @Option(
            names = "--skip-bad-rows",
            description = "Leave out rows that cannot be used (missing, infinite, not positive under a logarithm).")
    boolean skipBadRows;

    /** The table that is asked for. */
    RunsQuery query(CommandSpec spec) {
        return Call.check(spec, () -> {
            if (inputs.isEmpty() && sql == null) {
                throw new InputException("which runs? Name a file", "For example isoflop fit runs.csv.");
            }
            return new RunsQuery(
                    inputs,
                    Optional.ofNullable(sql),
                    Assignments.texts("--map", map),
                    lets(),
                    filters.stream().map(RunsOptions::filter).toList());
        });
    }

    private Map<String, Expr> lets() {
        var found = new LinkedHashMap<String, Expr>();
        for (String text : lets) {
            Formula formula = Formula.parse(text);
            if (!(formula.response().orElse(null) instanceof Expr.Symbol(var name))) {
                throw new InputException("--let \"" + text + "\" does not name a column", "Write --let \"C = 6*N*D\".");
            }
            found.put(name, formula.body());
        }
        return found;
    }

    private static Expr filter(String text) {
        Formula formula = Formula.parse(text);
        if (formula.response().isPresent()) {
            throw new InputException("--where \"" + text + "\" assigns instead of comparing", "Equality is written ==.");
        }
        return formula.body();
    }
}
