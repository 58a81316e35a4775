package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Duel;
import org.isoflop.comparison.Hindcast;
import org.isoflop.comparison.Nesting;
import org.isoflop.forecast.Objection;

/**
 * A comparison with all there is to tell about it.
 *
 * @param target where, and whether the user said so
 * @param comparison the answer
 * @param others the leading pair along other paths
 * @param runs the runs and what was made of them; empty where fits were read
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
        Optional<Hindcast> hindcast,
        Optional<Nesting> nesting,
        int resamples,
        List<Objection> warnings) {

    /** Runs of several recipes, and how they were fitted. */
    record Table(UsableRows rows, Contest contest) {}

    Compared {
        others = List.copyOf(others);
        warnings = List.copyOf(warnings);
    }

    /** What tells the recipes apart. */
    String by() {
        return runs.map(table -> table.contest().by()).orElse("fit");
    }

    /** How many times the intervals are widened at the target. */
    Optional<Double> widening() {
        double reach = comparison.question().target()
                / comparison.standings().stream()
                        .mapToDouble(s -> s.contender().span().high())
                        .min()
                        .orElseThrow();
        return hindcast.map(h -> h.ofDifferences().factor(Math.max(1, reach)));
    }
}
