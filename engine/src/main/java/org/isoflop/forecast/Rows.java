package org.isoflop.forecast;

import java.util.Arrays;
import java.util.HashMap;
import java.util.stream.IntStream;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;

/**
 * Rows to fit, as a back-test sees them.
 *
 * @param runs the rows
 * @param weights how much each counts, only their ratios matter; not to be written to
 * @param sizes of them, positive, such as their compute; not to be written to
 * @param unitOf for each row the number of its training run, from 0; not to be written to
 */
public record Rows(Runs runs, double[] weights, double[] sizes, int[] unitOf) {

    /** Rows that count alike. */
    public Rows(Runs runs, double[] sizes, int[] unitOf) {
        this(runs, IntStream.range(0, sizes.length).mapToDouble(_ -> 1).toArray(), sizes, unitOf);
    }

    /** Some of the rows, their training runs numbered by first appearance. */
    Rows at(int[] rows) {
        var numbers = new HashMap<Integer, Integer>();
        return new Rows(
                runs.at(rows),
                pick(weights, rows),
                pick(sizes, rows),
                Arrays.stream(rows)
                        .map(i -> numbers.computeIfAbsent(unitOf[i], unit -> numbers.size()))
                        .toArray());
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    /** As a model reads them. */
    public Sample sample(Model model) {
        return Sample.of(model, runs).weighed(weights);
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
