package org.isoflop.forecast;

import java.util.List;
import java.util.Optional;
import org.isoflop.fit.Fit;
import org.isoflop.law.Law;
import org.isoflop.uncertainty.Draws;

/**
 * The record of a law in a back-test.
 *
 * @param law the law
 * @param fitted the law fitted to all runs
 * @param below fitted below each cut; empty where that was not possible
 * @param readings for every cut what it said of the rows above, one reading per row; empty where it could not be fitted
 */
public record Track(Law law, Fitted fitted, List<Optional<Fitted>> below, List<Optional<List<Reading>>> readings) {
    public Track {
        below = List.copyOf(below);
        readings = List.copyOf(readings);
    }

    /** How many parameters it has free. */
    public int parameters() {
        return fitted.member().model().parameters().size();
    }

    /** The fit of all runs, each counting alike. */
    public Fit fit() {
        return fitted.fit();
    }

    /** What resamples made of its parameters; none unless they were drawn. */
    public Draws draws() {
        return new Draws(fitted.member().draws(), 0, 0, 0);
    }

    /** The columns that it reads. */
    List<String> reads() {
        return fitted.member().model().variables();
    }

    /** Whether it could be fitted below every cut. */
    boolean isComplete() {
        return readings.stream().allMatch(Optional::isPresent);
    }

    /** Whether resamples have told the spread of its parameters. */
    boolean isDrawn() {
        return !fitted.member().draws().isEmpty();
    }

    /** The fit below a cut, that to all runs for the number after the last; empty where there is none. */
    Optional<Fitted> at(int cut) {
        return cut == below.size() ? Optional.of(fitted) : below.get(cut);
    }
}
