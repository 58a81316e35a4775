package org.isoflop.comparison;

import java.util.List;
import org.isoflop.law.Model;
import org.isoflop.runs.Runs;

/**
 * A law with all its parameters, so that it says one thing of every place.
 *
 * @param model the law
 * @param theta its parameters; not to be written to
 */
public record Voice(Model model, double[] theta) {

    /** The same law with each of these parameters. */
    public static List<Voice> all(Model model, List<double[]> thetas) {
        return thetas.stream().map(theta -> new Voice(model, theta)).toList();
    }

    /** What it says of a row of a table with the columns of the law. */
    double at(Runs runs, int row) {
        return model.predict(
                model.variables().stream()
                        .mapToDouble(name -> runs.numbers(name)[row])
                        .toArray(),
                theta);
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
        return model.law().id();
    }
}
