package org.isoflop.forecast;

import java.util.List;
import java.util.Optional;
import org.isoflop.law.Law;

/**
 * The record of a law in a back-test.
 *
 * @param law the law
 * @param fitted the law fitted to all runs
 * @param readings for every cut what it said of the rows above, one reading per row; empty where it could not be fitted
 */
public record Track(Law law, Practice.Fitted fitted, List<Optional<List<Reading>>> readings) {
    public Track {
        readings = List.copyOf(readings);
    }

    /** How many parameters it has free. */
    public int parameters() {
        return fitted.member().model().parameters().size();
    }

    /** Whether it could be fitted below every cut. */
    boolean isComplete() {
        return readings.stream().allMatch(Optional::isPresent);
    }
}
