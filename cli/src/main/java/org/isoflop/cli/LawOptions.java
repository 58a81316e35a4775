package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.fit.Objective;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.law.Law;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which law is fitted, and what the user knows about its parameters. */
final class LawOptions {
    @Option(names = "--law", paramLabel = "ID", description = "A law of the catalogue; isoflop laws lists them.")
    private @Nullable String id;

    @Option(
            names = "--formula",
            paramLabel = "TEXT",
            description = "A law of your own: --formula \"loss = E + A/N^alpha where { alpha in (0, 2) }\".")
    private @Nullable String formula;

    @Option(names = "--fix", paramLabel = "NAME=VALUE,…", description = "Hold parameters: --fix \"E=1.69\".")
    private List<String> fixes = List.of();

    @Option(names = "--bounds", paramLabel = "NAME=LOW..HIGH,…", description = "Bound parameters: --bounds \"a=0..10\".")
    private List<String> bounds = List.of();

    @Option(
            names = "--start",
            paramLabel = "NAME=VALUE,…",
            description = "Where to start: a point \"a=1,b=2\" is tried first, a range \"a=1..10\" is searched.")
    private List<String> starts = List.of();

    /** The law that is asked for, if the user names one; a mistake in it is found before any file is read. */
    @Nullable Law named(CommandSpec spec) {
        return Call.check(spec, () -> {
            if (id != null && formula != null) {
                throw new InputException("--law and --formula exclude each other", "Give one of them.");
            }
            if (formula != null) {
                return adjusted(Law.parse(formula));
            }
            return id == null ? null : adjusted(Catalogue.builtIn().entry(id).law());
        });
    }

    /** What the authors of the law that is asked for minimised, where that is not the usual objective. */
    Optional<Objective> objective(CommandSpec spec) {
        String named = id;
        return named == null ? Optional.empty() : Call.check(spec, () -> Catalogue.builtIn().entry(named).objective());
    }

    /** The law to fit to a table with these columns: the one named, or the usual one for them. */
    Law law(CommandSpec spec, Set<String> columns) {
        Law named = named(spec);
        if (named != null) {
            return named;
        }
        if (!columns.contains("loss")) {
            throw new InputException(
                    "no column is recognised as the loss; the columns are " + String.join(", ", columns),
                    "Name it with --map loss=COLUMN, or choose a law with --law or --formula.");
        }
        String usual = columns.containsAll(Set.of("N", "D"))
                ? "chinchilla"
                : columns.contains("C") ? "power-law" : columns.contains("N") ? "power-law-n" : "power-law-d";
        if (usual.equals("power-law-d") && !columns.contains("D")) {
            throw new InputException(
                    "no column is recognised as N (parameters), D (tokens) or C (FLOPs); the columns are "
                            + String.join(", ", columns),
                    "Name them with --map N=COLUMN,D=COLUMN, or choose a law with --law or --formula.");
        }
        return Call.check(spec, () -> adjusted(Catalogue.builtIn().entry(usual).law()));
    }

    private Law adjusted(Law law) {
        Law adjusted = law;
        for (var fix : Assignments.texts("--fix", fixes).entrySet()) {
            requireKnown(law, "--fix", fix.getKey());
            Expr value = Expr.num(Assignments.number("--fix", fix.getKey(), fix.getValue()));
            adjusted = adjusted.with(fix.getKey(), p -> p.held(value));
        }
        for (var bound : Assignments.ranges("--bounds", bounds).entrySet()) {
            requireKnown(law, "--bounds", bound.getKey());
            adjusted = adjusted.with(
                    bound.getKey(),
                    p -> p.within(bound.getValue().low(), bound.getValue().high()));
        }
        for (var start : Assignments.ranges("--start", starts).entrySet()) {
            requireKnown(law, "--start", start.getKey());
            adjusted = adjusted.with(
                    start.getKey(),
                    p -> p.startingAt(start.getValue().low(), start.getValue().high()));
        }
        return adjusted;
    }

    private static void requireKnown(Law law, String option, String name) {
        int bracket = name.indexOf('[');
        String base = bracket < 0 ? name : name.substring(0, bracket);
        if (!names(law.formula()).contains(base)) {
            throw new InputException(
                    "%s names %s, which does not occur in %s"
                            .formatted(option, name, law.formula().equation()),
                    "");
        }
    }

    private static Set<String> names(Formula formula) {
        var names = new java.util.LinkedHashSet<String>();
        collect(formula.body(), names);
        formula.declarations().forEach(d -> names.add(d.name()));
        return names;
    }

    private static void collect(Expr tree, Set<String> into) {
        switch (tree) {
            case Expr.Symbol(var name) -> into.add(name);
            case Expr.Indexed(var base, var _) -> into.add(base);
            default -> tree.children().forEach(child -> collect(child, into));
        }
    }
}
