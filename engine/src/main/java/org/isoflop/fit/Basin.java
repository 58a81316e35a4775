package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Searches that are heading for the same minimum, which one of them may find for all.
 *
 * @param deepest the lowest end of them
 * @param members how many they are
 */
record Basin(Minimizer.Outcome deepest, int members) {
    /** Searches whose ends differ by less than this share of the objective are heading for the same minimum. */
    private static final double SAME_VALUE = 1e-5;

    /** Nor may they lie apart by more than this share in any parameter: terms may have changed places. */
    private static final double SAME_PLACE = 0.05;

    /**
     * The basins of some searches, the deepest first.
     *
     * @param ends where they are; those at no finite value are left out
     * @param members how many searches each of them stands for
     */
    static List<Basin> of(List<Minimizer.Outcome> ends, IntUnaryOperator members) {
        var basins = new ArrayList<Basin>();
        IntStream.range(0, ends.size())
                .filter(i -> Double.isFinite(ends.get(i).value()))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> ends.get(i).value()))
                .forEach(i -> add(ends.get(i), members.applyAsInt(i), basins));
        return basins;
    }

    private static void add(Minimizer.Outcome end, int members, List<Basin> basins) {
        for (int k = 0; k < basins.size(); k++) {
            if (basins.get(k).holds(end)) {
                basins.set(k, basins.get(k).with(members));
                return;
            }
        }
        basins.add(new Basin(end, members));
    }

    private boolean holds(Minimizer.Outcome outcome) {
        double[] place = deepest.theta();
        if (outcome.value() > deepest.value() * (1 + SAME_VALUE) && !(outcome.stop() instanceof Stop.Exact)) {
            return false;
        }
        for (int j = 0; j < place.length; j++) {
            double size = Math.max(Math.abs(place[j]), Math.abs(outcome.theta()[j]));
            if (Math.abs(place[j] - outcome.theta()[j]) > SAME_PLACE * size) {
                return false;
            }
        }
        return true;
    }

    private Basin with(int more) {
        return new Basin(deepest, members + more);
    }
}
