package org.isoflop.charts.gallery;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.plan.Allocation;
import org.isoflop.runs.Magnitude;

/**
 * The way along which a law is followed to larger runs: for a law in N and D the frontier, the best split of every
 * compute; for a law in one variable that variable.
 *
 * @param column what grows: {@code C}, or the law's own variable
 * @param largest its value at the largest run
 * @param smallest its value at the smallest run
 */
record Course(Evidence evidence, String column, double smallest, double largest) {
    private static final double BEYOND = 10;

    /** @throws InputException if the law reads other columns */
    static Course of(Evidence evidence) {
        List<String> variables = evidence.model().variables();
        if (Allocation.suits(evidence.model())) {
            double[] compute = evidence.column("C").orElseGet(() -> corners(evidence));
            return new Course(evidence, "C", least(compute), most(compute));
        }
        if (variables.size() == 1) {
            var range = evidence.range(variables.getFirst());
            return new Course(evidence, range.column(), range.low(), range.high());
        }
        throw new InputException(
                "this chart follows a law to larger runs in N and D, or in one variable alone; %s reads %s"
                        .formatted(evidence.law(), String.join(", ", variables)),
                "Choose another --kind: residuals and parameters show every law.");
    }

    /** Without the runs only the ranges are known. */
    private static double[] corners(Evidence evidence) {
        var n = evidence.range("N");
        var d = evidence.range("D");
        return new double[] {Evidence.FLOPS * n.low() * d.low(), Evidence.FLOPS * n.high() * d.high()};
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** The target, or ten times the largest run, as a round number. */
    double target(OptionalDouble target) {
        if (target.isPresent()) {
            if (!(target.getAsDouble() > 0) || target.getAsDouble() > 1e40) {
                throw new InputException(
                        "a chart has no room for a target of " + Magnitude.exact(target.getAsDouble()),
                        "Write it as in --target 1e24.");
            }
            return target.getAsDouble();
        }
        double beyond = BEYOND * largest;
        double decade = Math.pow(10, Math.floor(Math.log10(beyond) + 1e-9));
        return decade * Math.max(1, Math.rint(beyond / decade));
    }

    /** For each variable of the law its values along the way; NaN where the law has no best split. */
    double[][] columns(double[] sizes) {
        if (!column.equals("C") || !Allocation.suits(evidence.model())) {
            return new double[][] {sizes};
        }
        double[] n = Arrays.stream(sizes).map(this::parameters).toArray();
        double[] d = new double[n.length];
        for (int i = 0; i < n.length; i++) {
            d[i] = sizes[i] / Evidence.FLOPS / n[i];
        }
        return inOrder(n, d);
    }

    /** The best number of parameters for a compute; NaN where there is none. */
    double parameters(double flops) {
        return Allocation.of(evidence.model())
                .parameters(flops, evidence.theta())
                .orElse(Double.NaN);
    }

    /** N and D in the order of the law's variables. */
    double[][] inOrder(double[] n, double[] d) {
        return evidence.model().variables().getFirst().equals("N") ? new double[][] {n, d} : new double[][] {d, n};
    }

    /** The law at a model size and a number of tokens. */
    double loss(double n, double d) {
        return evidence.model().variables().getFirst().equals("N") ? evidence.predict(n, d) : evidence.predict(d, n);
    }
}
