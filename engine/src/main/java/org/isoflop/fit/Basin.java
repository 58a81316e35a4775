package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Searches that are heading for the same minimum, which one of them may find for all.
 *
 * @param deepest the lowest point that any of them reached
 * @param value the objective of its last stage there
 * @param members how many they are
 */
record Basin(double[] deepest, double value, int members) {
    /** Searches whose ends differ by less than this share of the objective are heading for the same minimum. */
    private static final double SAME_VALUE = 1e-5;

    /** Nor may they lie apart by more than this share in any parameter: terms may have changed places. */
    private static final double SAME_PLACE = 0.05;

    /** The basins of some searches, the deepest first. */
    static List<Basin> of(Minimizer.Outcome[] outcomes) {
        var basins = new ArrayList<Basin>();
        Arrays.stream(outcomes)
                .filter(o -> Double.isFinite(o.value()))
                .sorted(Comparator.comparingDouble(Minimizer.Outcome::value))
                .forEach(outcome -> {
                    for (int i = 0; i < basins.size(); i++) {
                        if (basins.get(i).holds(outcome)) {
                            basins.set(i, basins.get(i).joined());
                            return;
                        }
                    }
                    basins.add(new Basin(outcome.theta(), outcome.value(), 1));
                });
        return basins;
    }

    private boolean holds(Minimizer.Outcome outcome) {
        if (outcome.value() > value * (1 + SAME_VALUE) && !(outcome.stop() instanceof Stop.Exact)) {
            return false;
        }
        for (int j = 0; j < deepest.length; j++) {
            double size = Math.max(Math.abs(deepest[j]), Math.abs(outcome.theta()[j]));
            if (Math.abs(deepest[j] - outcome.theta()[j]) > SAME_PLACE * size) {
                return false;
            }
        }
        return true;
    }

    private Basin joined() {
        return new Basin(deepest, value, members + 1);
    }
}
