package org.isoflop.cli;

import java.util.Arrays;
import java.util.Optional;
import org.isoflop.law.Sample;
import org.isoflop.runs.Role;

/** Which rows belong together. */
final class Units {
    /** What {@code --unit} is given when every row is a unit of its own. */
    static final String ROW = "row";

    private Units() {}

    /**
     * The column that names runs, if some of them have several rows: such rows are checkpoints, and what goes wrong with
     * one goes wrong with the next.
     */
    static Optional<String> recognised(Sample sample) {
        return Role.RUN.in(sample.runs()).filter(name -> hasCheckpoints(sample, name));
    }

    private static boolean hasCheckpoints(Sample sample, String column) {
        int[] unitOf = sample.runs().groupOf(column);
        int units = Arrays.stream(unitOf).max().orElse(-1) + 1;
        return units > 1 && units < unitOf.length;
    }
}
