package org.isoflop.forecast;

import java.util.HashMap;
import java.util.stream.IntStream;
import org.isoflop.runs.Runs;

/**
 * Rows to fit.
 *
 * @param runs the rows
 * @param sizes of them; not to be written to
 * @param unitOf for each row the number of its training run, from 0; not to be written to
 */
record Rows(Runs runs, double[] sizes, int[] unitOf) {

    /** Some rows of a table, their training runs numbered by first appearance. */
    static Rows of(Runs runs, double[] sizes, int[] unitOf, int[] rows) {
        var numbers = new HashMap<Integer, Integer>();
        return new Rows(
                runs.at(rows),
                IntStream.of(rows).mapToDouble(i -> sizes[i]).toArray(),
                IntStream.of(rows)
                        .map(i -> numbers.computeIfAbsent(unitOf[i], unit -> numbers.size()))
                        .toArray());
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "rows of " + runs;
    }
}
