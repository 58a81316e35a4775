package org.isoflop.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Ensemble;
import org.isoflop.comparison.Forecaster;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.forecast.Cutting;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Selection;
import org.isoflop.forecast.Severity;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * How the rows of a table become recipes with laws to fit.
 *
 * @param spec of the command, for mistakes in the call
 * @param runs the table
 * @param law the law and what is known of it
 * @param options what tells recipes apart
 * @param progress hears how far the work has come
 */
record CompareRows(CommandSpec spec, RunsOptions runs, LawOptions law, CompareOptions options, Progress progress) {
    /** A column with more values than this does not tell recipes apart. */
    private static final int MOST_RECIPES = 100;

    private static final int SHOWN = 5;

    /**
     * The recipes of a table.
     *
     * @param warnings hears which of them are left out
     */
    Compared.Table of(RunsQuery.Answer table, List<Objection> warnings) {
        String by = options.by().orElseThrow(() -> unnamed(table.runs()));
        UsableRows rows = rows(table, by);
        warnings.addAll(rows.objections());
        requireUnread(rows.model(), by);
        requireRecipes(rows.sample().runs(), by);
        return new Compared.Table(rows, law.isAuto() ? ensemble(rows, by) : enough(contest(rows, by), warnings));
    }

    private ParameterException unnamed(Runs table) {
        List<String> labels = table.columns().stream()
                .filter(column -> column instanceof Column.Labels l
                        && l.levels().size() > 1
                        && l.levels().size() < MOST_RECIPES)
                .map(Column::name)
                .toList();
        return Call.wrong(
                spec,
                "which recipes? No column is named that tells them apart",
                labels.isEmpty()
                        ? "Name it with --by COLUMN."
                        : "Name it with --by; columns of text here: " + String.join(", ", labels) + ".");
    }

    private UsableRows rows(RunsQuery.Answer table, String by) {
        Columns.require(table.runs(), by, "--by");
        Optional<String> named = options.unit().filter(column -> !column.equals(Units.ROW));
        named.ifPresent(column -> Columns.require(table.runs(), column, "--unit"));
        Law meant = law.named()
                .orElseGet(() -> law.adjusted(LawOptions.usual(table.runs().numberNames())));
        UsableRows rows = UsableRows.of(
                table,
                meant,
                objective().logarithmic(),
                Stream.concat(Stream.of(by), named.stream()).toList(),
                runs.skipBadRows());
        law.requireParameters(rows.model());
        UsableRows chosen = options.bestOf().isEmpty()
                ? rows
                : rows.bestOf(Stream.concat(options.bestOf().stream(), Stream.of(by))
                        .distinct()
                        .toList());
        return unit(chosen)
                .filter(unit -> options.unit().isEmpty())
                .map(unit -> chosen.noted(chosen.sample(), "rows of one %s taken together".formatted(unit)))
                .orElse(chosen);
    }

    /** The column whose values tell independent units apart; empty if every row is one. */
    private Optional<String> unit(UsableRows rows) {
        return options.unit().isPresent()
                ? options.unit().filter(column -> !column.equals(Units.ROW))
                : Units.recognised(rows.sample());
    }

    private Objective objective() {
        return options.objective().or(law::objective).orElse(Objective.DEFAULT);
    }

    private static void requireUnread(Model model, String by) {
        if (model.variables().contains(by)) {
            throw new InputException(
                    "--by names %s, which the law reads".formatted(by),
                    "Recipes differ in something else; rows can be chosen with --where.");
        }
    }

    private static void requireRecipes(Runs rows, String by) {
        Map<String, Runs> groups = rows.groups(by);
        if (groups.size() == 1) {
            throw new InputException(
                    "%s is %s in every row: there is nothing to compare it with"
                            .formatted(by, groups.keySet().iterator().next()),
                    "Name another column with --by, or read the other recipes' runs too.");
        }
        if (groups.size() > MOST_RECIPES) {
            throw new InputException(
                    "%s has %,d values, too many for recipes".formatted(by, groups.size()),
                    "Name a column that tells recipes apart, or choose some with --where.");
        }
    }

    private Contest contest(UsableRows rows, String by) {
        return Contest.of(
                rows.model().law(),
                rows.sample().runs(),
                by,
                Study.unitOf(unit(rows), rows.sample()),
                options.fitter(objective()).progress(progress),
                shared(rows.model()));
    }

    private List<String> shared(Model model) {
        List<String> shared = SharedStudy.members(model, options.shared());
        if (shared.size() == model.parameters().size()) {
            throw new InputException(
                    "--share names all parameters: then the recipes are one", "Leave one to each recipe.");
        }
        return shared;
    }

    /** Without the recipes that have too few runs, unless they borrow. */
    private static Forecaster enough(Contest contest, List<Objection> warnings) {
        if (!contest.shared().isEmpty()) {
            return contest;
        }
        int needed = contest.parameters() + 1;
        int[] kept = IntStream.range(0, contest.recipes().size())
                .filter(r -> contest.recipes().rows(r) >= needed)
                .toArray();
        if (kept.length == contest.recipes().size()) {
            return contest;
        }
        List<String> few = IntStream.range(0, contest.recipes().size())
                .filter(r -> contest.recipes().rows(r) < needed)
                .mapToObj(r -> "%s (%d)"
                        .formatted(
                                contest.recipes().names().get(r),
                                contest.recipes().rows(r)))
                .toList();
        String names = String.join(", ", few.subList(0, Math.min(SHOWN, few.size())))
                + (few.size() > SHOWN ? " and %,d more".formatted(few.size() - SHOWN) : "");
        String wayOut = "Add runs, choose a law with fewer parameters, or let recipes share some: --share alpha,beta.";
        if (kept.length < 2) {
            throw new InputException(
                    "too few runs to compare: the law has %d parameters, and recipes need one run more; %s"
                            .formatted(needed - 1, names),
                    wayOut);
        }
        warnings.add(new Objection(
                "left-out",
                Severity.CAUTION,
                "left out for want of runs, of which the law needs %d: %s".formatted(needed, names),
                wayOut));
        return contest.among(kept);
    }

    /** All laws by their shares in back-tests of the recipes; the others lend each what they know of exponents. */
    private Ensemble ensemble(UsableRows rows, String by) {
        var groups = new LinkedHashMap<String, Sample>();
        rows.groups(by).forEach((name, own) -> groups.put(name, own.sample()));
        Optional<String> unit = unit(rows);
        var trials = new Trials(options.fitter(objective()), Optional.empty(), Cutting.USUAL, unit, progress);
        Map<String, Selection> chosen;
        try {
            chosen = trials.select(groups);
        } catch (InputException e) {
            throw new InputException(
                    "--law auto: " + e.getMessage(),
                    "Name one law with --law, which needs fewer runs, or leave the recipe out with --where.");
        }
        return Ensemble.of(
                chosen,
                rows.sample().runs(),
                by,
                Study.unitOf(unit, rows.sample()),
                options.fitter(objective()).progress(progress));
    }
}
