package org.isoflop.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.fit.Objective;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Prior;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which law is fitted, and what the user knows about its parameters. */
@Command(optionListHeading = "%nThe law:%n")
final class LawOptions {
    /** The name of no law: the back-test chooses. */
    private static final String AUTO = "auto";

    /** The prior that the literature gives. */
    private static final String CATALOGUE = "catalogue";

    @Option(
            names = "--law",
            paramLabel = "ID",
            description = "A law of the catalogue, which isoflop laws lists; auto lets a back-test choose.")
    private @Nullable String id;

    @Option(
            names = "--formula",
            paramLabel = "TEXT",
            description = "A law of your own: --formula \"loss = E + A/N^alpha where { alpha in (0, 2) }\".")
    private @Nullable String formula;

    @Option(names = "--fix", paramLabel = "E=1.69,…", description = "Hold parameters.")
    private List<String> fixes = List.of();

    @Option(names = "--bounds", paramLabel = "E=1..2,…", description = "Bound parameters.")
    private List<String> bounds = List.of();

    @Option(
            names = "--start",
            paramLabel = "E=1.7,…",
            description = "A point to try first, or a range to search: --start \"A=1..1e4\".")
    private List<String> starts = List.of();

    @Option(
            names = "--prior",
            paramLabel = "PRIOR",
            description = "What is believed of parameters: \"alpha ~ normal(0.34, 0.1), log(gamma) ~ normal(0, 0.3)\", "
                    + "or catalogue for what the literature says of the law. How much it weighs is back-tested.")
    private @Nullable String prior;

    /** @throws InputException if what is said of the law or of its parameters makes no sense with any table */
    void check() {
        Assignments.numbers("--fix", fixes);
        Assignments.ranges("--bounds", bounds);
        Assignments.ranges("--start", starts);
        if (prior != null && !prior.equals(CATALOGUE)) {
            Prior.parse(prior);
        }
        if (isAuto() && !(fixes.isEmpty() && bounds.isEmpty() && starts.isEmpty() && prior == null)) {
            throw new InputException(
                    "--law auto fits laws as the literature knows them: --fix, --bounds, --start and --prior have no place",
                    "Leave them out, or name a law.");
        }
        named();
    }

    /** The law that is asked for, if the user names one. */
    Optional<Law> named() {
        if (id != null && formula != null) {
            throw new InputException("--law and --formula exclude each other", "Give one of them.");
        }
        return Optional.ofNullable(formula)
                .map(LawOptions::typed)
                .or(() -> Optional.ofNullable(id)
                        .filter(known -> !known.equals(AUTO))
                        .map(LawOptions::ofCatalogue))
                .map(this::adjusted);
    }

    /** Whether a back-test is to choose the law. */
    boolean isAuto() {
        return AUTO.equals(id);
    }

    /** What the user believes, as far as it is about this law. */
    private List<Prior> priors(Law law) {
        if (prior == null) {
            return List.of();
        }
        if (!prior.equals(CATALOGUE)) {
            return Prior.parse(prior);
        }
        return Catalogue.builtIn()
                .literature(law.id())
                .orElseThrow(() -> new InputException(
                        "the catalogue has no prior for %s".formatted(law.id()),
                        "Write what you believe: --prior \"alpha ~ normal(0.34, 0.1)\"."))
                .priors();
    }

    /** The usual law for a table with these columns of numbers. */
    static Law usual(Set<String> columns) {
        UsualColumn.LOSS.require(columns);
        if (columns.containsAll(Set.of("N", "D"))) {
            return ofCatalogue("chinchilla");
        }
        UsualColumn.SIZE.require(columns);
        return ofCatalogue(columns.contains("C") ? "power-law" : columns.contains("N") ? "power-law-n" : "power-law-d");
    }

    /** Refuses to hold or bound what is a column here: the law reads it, and what was said of it would go unheard. */
    void requireParameters(Model model) {
        Map.of("--fix", fixes, "--bounds", bounds, "--start", starts).forEach((option, texts) -> {
            for (String name : Assignments.texts(option, texts).keySet()) {
                if (model.variables().contains(name) || model.observed().contains(name)) {
                    throw new InputException(
                            "%s names %s, which is a column of the table and no parameter".formatted(option, name),
                            "Choose rows by %s with --where.".formatted(name));
                }
            }
        });
    }

    /** A law of the user's own. */
    static Law typed(String text) {
        Law law = Law.of("formula", Call.formula("--formula", text));
        if (law.formula().response().isEmpty()) {
            throw new InputException(
                    "--formula \"%s\" does not say which column it describes".formatted(text),
                    "Put that column on the left: --formula \"loss = %s\".".formatted(text));
        }
        return law;
    }

    /** A law of the catalogue. */
    static Law ofCatalogue(String id) {
        return Catalogue.builtIn().entry(id).law();
    }

    /** What the authors of the law that is asked for minimised, where that is not the usual objective. */
    Optional<Objective> objective() {
        return Optional.ofNullable(id)
                .filter(known -> !known.equals(AUTO))
                .flatMap(known -> Catalogue.builtIn().entry(known).objective());
    }

    /** The law with what the user knows of its parameters. */
    Law adjusted(Law law) {
        Law adjusted = prior == null ? law : law.believing(priors(law));
        for (var fix : Assignments.numbers("--fix", fixes).entrySet()) {
            Expr value = Expr.num(fix.getValue());
            adjusted = with(adjusted, "--fix", fix.getKey(), p -> p.held(value));
        }
        for (var bound : Assignments.ranges("--bounds", bounds).entrySet()) {
            Assignments.Range range = bound.getValue();
            adjusted = with(adjusted, "--bounds", bound.getKey(), p -> p.within(range.low(), range.high()));
        }
        for (var start : Assignments.ranges("--start", starts).entrySet()) {
            Assignments.Range range = start.getValue();
            adjusted = with(adjusted, "--start", start.getKey(), p -> p.startingAt(range.low(), range.high()));
        }
        return adjusted;
    }

    private static Law with(Law law, String option, String name, UnaryOperator<Parameter> change) {
        Set<String> known = law.formula().names();
        int bracket = name.indexOf('[');
        if (!known.contains(bracket < 0 ? name : name.substring(0, bracket))) {
            throw new InputException(
                    "%s names %s, which does not occur in %s"
                            .formatted(option, name, law.formula().equation()),
                    Spelling.nearest(name, known)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Its parameters are " + String.join(", ", parameters(law)) + "."));
        }
        return law.with(name, change);
    }

    /** The names in a law, without those known to be columns. */
    static Set<String> parameters(Law law) {
        Set<String> names = law.formula().names();
        law.variables().forEach(variable -> names.remove(variable.name()));
        law.formula().response().ifPresent(response -> names.remove(response.toString()));
        return names;
    }
}
