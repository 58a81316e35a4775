package org.isoflop.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.isoflop.law.Model;

/**
 * A law that has met a table of runs.
 *
 * @param model the law over the columns of the table
 * @param objective what was minimised
 * @param theta the free parameters at the optimum, in the order of the model; not to be written to
 * @param value the objective there
 * @param standardErrors of each free parameter from the curvature at the optimum (for squared errors the classical
 *     ones, otherwise the sandwich estimate of Huber 1967); NaN where there is none; not to be written to
 * @param rows how many rows it met
 * @param residuals predicted minus observed response of each row, or the difference of their logarithms, as the
 *     objective has it; a fit that was saved may keep a sample of them; not to be written to
 * @param ranges for each variable of the model the values it took
 * @param diagnostics why to believe it
 */
public record Fit(
        Model model,
        Objective objective,
        double[] theta,
        double value,
        double[] standardErrors,
        int rows,
        double[] residuals,
        List<Range> ranges,
        Diagnostics diagnostics) {

    /** The least and the largest value of a column. */
    public record Range(String column, double low, double high) {
        /** Of the values of a column. */
        public static Range of(String column, double[] values) {
            return new Range(
                    column,
                    Arrays.stream(values).min().orElse(Double.NaN),
                    Arrays.stream(values).max().orElse(Double.NaN));
        }
    }

    public Fit {
        ranges = List.copyOf(ranges);
    }

    /** The estimate of a free, fixed or tied parameter. */
    public double parameter(String name) {
        return model.value(name, theta);
    }

    /** What it predicts for a row given by the values of the model's variables. */
    public double predict(double[] row) {
        return model.predict(row, theta);
    }

    /** A direction along which a quantity of the free parameters changes, and no prediction for a run; empty if none does. */
    public Optional<FreeDirection> freedomOf(ToDoubleFunction<double[]> quantity) {
        return diagnostics.free().stream()
                .filter(direction -> direction.changes(quantity, theta))
                .findFirst();
    }

    /** The same of what it predicts for a row given by the values of the model's variables. */
    public Optional<FreeDirection> freedomAt(double[] row) {
        return freedomOf(free -> model.predict(row, free));
    }

    /** Whether the runs tell what a quantity of the free parameters is: it is the same along all free directions. */
    public boolean determines(ToDoubleFunction<double[]> quantity) {
        return freedomOf(quantity).isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fit that
                && model.equals(that.model)
                && objective.equals(that.objective)
                && Arrays.equals(theta, that.theta)
                && Arrays.equals(residuals, that.residuals);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(theta);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(model.law().id());
        for (String name : model.names()) {
            text.append(' ').append(name).append('=').append(parameter(name));
        }
        return text.append(" objective=").append(value).toString();
    }
}
