package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Duel;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;

/** What the reader of a comparison must not miss. */
final class CompareVerdicts {
    private CompareVerdicts() {}

    static List<Objection> of(Comparison comparison) {
        var found = new ArrayList<Objection>();
        reversal(comparison, found);
        unknown(comparison, found);
        return found;
    }

    private static void reversal(Comparison comparison, List<Objection> into) {
        Duel duel = comparison.leading();
        String probability = duel.better().believed().isPresent()
                ? ", with probability " + CompareWords.probability(duel.better().believed())
                : "";
        duel.crossing()
                .filter(c -> c.above().equals(duel.first())
                        && c.scale().value() <= comparison.question().target())
                .ifPresent(c -> into.add(new Objection(
                        "reversal",
                        Severity.GRAVE,
                        "%s is better in small runs and loses in large ones%s: the curves cross at %s"
                                .formatted(
                                        c.below(),
                                        probability,
                                        CompareWords.crossing(c, duel.path().variable())),
                        "Do not choose by the small runs.")));
    }

    private static void unknown(Comparison comparison, List<Objection> into) {
        List<String> unknown = comparison.standings().stream()
                .filter(standing -> !standing.known())
                .map(standing -> standing.contender().name())
                .toList();
        if (!unknown.isEmpty()) {
            into.add(new Objection(
                    "unknown-recipe",
                    Severity.GRAVE,
                    "so far beyond its runs next to nothing is known of %s, which is ranked last for it"
                            .formatted(String.join(", ", unknown)),
                    "Ask nearer to the runs with --at, or add larger runs."));
        }
    }
}
