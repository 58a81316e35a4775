package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Duel;
import org.isoflop.comparison.Forecaster;
import org.isoflop.comparison.Hindcast;
import org.isoflop.comparison.Nesting;
import org.isoflop.comparison.Standing;
import org.isoflop.forecast.Objection;

/**
 * A comparison with all there is to tell about it.
 *
 * @param target where, and whether the user said so
 * @param comparison the answer
 * @param others the leading pair along other paths
 * @param runs the runs and what was made of them; empty where fits were read
 * @param laws of the literature that took part
 * @param hindcast what back-tests say; empty where there were none
 * @param nesting what the recipes have in common; empty where nothing was tested
 * @param resamples how many joint resamples there are
 * @param warnings what there is to hold against it
 */
record Compared(
        CompareTarget target,
        Comparison comparison,
        List<Duel> others,
        Optional<Table> runs,
        CompareLaws laws,
        Optional<Hindcast> hindcast,
        Optional<Nesting> nesting,
        int resamples,
        List<Objection> warnings) {

    /** Runs of several recipes, and how they were fitted. */
    record Table(UsableRows rows, Forecaster fitted) {
        /** The column that tells recipes apart. */
        String by() {
            return fitted.recipes().by();
        }
    }

    Compared {
        others = List.copyOf(others);
        warnings = List.copyOf(warnings);
    }

    /** All that take part, the best first. */
    List<Contender> contenders() {
        return comparison.standings().stream().map(Standing::contender).toList();
    }

    /** What tells the recipes apart. */
    String by() {
        String recipes = runs.map(Table::by).orElse(isOfFits() ? "fit" : "law");
        return laws.isEmpty() || recipes.equals("law") ? recipes : recipes + " or law";
    }

    /** Whether the recipes are described by one law. */
    boolean isOfOneLaw() {
        return contenders().stream().allMatch(Contender::isOneLaw)
                && contenders().stream()
                                .filter(contender -> !contender.isPublished())
                                .map(contender -> contender.model().law())
                                .distinct()
                                .count()
                        <= 1;
    }

    private boolean isOfFits() {
        return comparison.standings().stream()
                .anyMatch(standing -> !standing.contender().isPublished());
    }

    /** How many times the intervals are widened at the target. */
    Optional<Double> widening() {
        double edge = contenders().stream()
                .filter(contender -> !contender.isPublished())
                .mapToDouble(contender -> contender.span().high())
                .min()
                .orElse(comparison.question().target());
        double reach = comparison.question().target() / edge;
        return hindcast.map(h -> h.ofContrasts(contenders()).factor(Math.max(1, reach)));
    }
}
