package org.isoflop.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.law.Model;
import org.isoflop.plan.Landscape;
import org.isoflop.plan.Repetition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the columns of a law mean in a plan, which chooses N and D. */
@Command(optionListHeading = "%nWhat the law reads:%n")
final class PlanReading {
    /** Its coefficient R_D says how fast repeated text is used up. */
    private static final String REPETITION = "muennighoff-2023";

    @Option(
            names = "--with",
            paramLabel = "P=4,…",
            description = "Values of what the law reads besides N and D; expressions of these go into --let. C is "
                    + "6*N*D and M is D/N without being told.")
    private List<String> with = List.of();

    @Option(
            names = "--unique-tokens",
            paramLabel = "U",
            description = "Different tokens there are; more are repetitions. Laws that do not know of repetition see "
                    + "what repeated tokens are worth (Muennighoff et al. 2023).")
    private @Nullable Double unique;

    OptionalDouble unique() {
        return unique == null ? OptionalDouble.empty() : OptionalDouble.of(unique);
    }

    void check() {
        if (unique != null) {
            Call.requirePositive("--unique-tokens", unique);
        }
    }

    /** Values of what the law reads besides N and D. */
    Map<String, Double> given() {
        return Assignments.numbers("--with", with);
    }

    /** The meanings of columns, given what was chosen for some. */
    Map<String, Expr> meanings(Model model, Map<String, Formula> lets, Map<String, Double> chosen) {
        var meanings = new LinkedHashMap<String, Expr>();
        meanings.put("C", Landscape.meaning(Formula.parse("6*N*D")));
        meanings.put("M", Landscape.meaning(Formula.parse("D/N")));
        meanings.put("U", Landscape.TOKENS);
        if (unique != null) {
            boolean knows = model.variables().contains("U");
            if (knows) {
                meanings.put("U", Repetition.distinct(unique));
            } else {
                meanings.put("D", new Repetition(unique, decay()).worth());
            }
        }
        lets.forEach((name, formula) -> meanings.put(name, Landscape.meaning(formula)));
        given().forEach((name, value) -> meanings.put(name, Expr.num(value)));
        chosen.forEach((name, value) -> meanings.put(name, Expr.num(value)));
        return meanings;
    }

    /** The same without a limit of different tokens. */
    Map<String, Expr> unlimited(Model model, Map<String, Formula> lets, Map<String, Double> chosen) {
        var meanings = new LinkedHashMap<>(meanings(model, lets, chosen));
        if (unique != null) {
            meanings.put("U", Landscape.TOKENS);
            meanings.put("D", Landscape.TOKENS);
        }
        return meanings;
    }

    static double decay() {
        return Catalogue.builtIn().entry(REPETITION).chosen().orElseThrow().value("R_D");
    }
}
