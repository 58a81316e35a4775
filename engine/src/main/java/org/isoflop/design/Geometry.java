package org.isoflop.design;

import java.util.Arrays;
import java.util.List;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Kernel;
import org.isoflop.formula.Prepared;
import org.isoflop.law.Model;
import org.isoflop.law.Prior;

/**
 * One law at one vector of its parameters: its slopes and the steps of its misfit at places, what is known before any
 * further run, and the slope of the target. Parameters count in units of their own size, so that all are of order one.
 */
final class Geometry {
    /**
     * A parameter is known to so many times its own size before any run: nothing to a fit that determines it, and enough
     * to keep one that does not from an infinite variance.
     */
    private static final double PRIOR = 3;

    private final Knowledge knowledge;
    private final double[] theta;
    private final double[] unit;

    Geometry(Knowledge knowledge, double[] theta) {
        this.knowledge = knowledge;
        this.theta = theta;
        unit = new double[theta.length];
        for (int j = 0; j < unit.length; j++) {
            unit[j] = knowledge.still()[j] ? 0 : theta[j] == 0 ? 1 : Math.abs(theta[j]);
        }
    }

    /** The slope of the response at each place. */
    double[][] slopes(Places places) {
        Model model = knowledge.model();
        List<Expr> trees = Functional.slopes(model, Functional.onScale(model, knowledge.logarithmic()));
        double[][] slopes = new double[places.size()][theta.length];
        Kernel kernel =
                Kernel.of(trees, index -> Arrays.stream(places.columns()[index]).allMatch(x -> x > 0));
        Prepared rows = kernel.prepare(places.columns(), places.size());
        Kernel.Evaluator evaluator = kernel.evaluator();
        evaluator.parameters(theta);
        for (int from = 0; from < slopes.length; from += Kernel.BLOCK) {
            int n = Math.min(Kernel.BLOCK, slopes.length - from);
            double[][] values = evaluator.rows(rows, from, n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < theta.length; j++) {
                    slopes[from + i][j] = unit[j] == 0 ? 0 : values[j][i] * unit[j];
                }
            }
        }
        return slopes;
    }

    /** The shares of the steps of the misfit at each place. */
    double[][] steps(Places places) {
        double[][] steps = new double[places.size()][];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = knowledge.misfit().at(places.flops()[i], ratio(places, i));
        }
        return steps;
    }

    /** Tokens per parameter; NaN for a law that does not read both. */
    private double ratio(Places places, int i) {
        List<String> names = knowledge.model().variables();
        return names.contains("N") && names.contains("D")
                ? places.columns()[names.indexOf("D")][i] / places.columns()[names.indexOf("N")][i]
                : Double.NaN;
    }

    /** The slope of the target; NaN where there is none. */
    double[] slope(Functional functional) {
        return scaled(functional.slope(theta));
    }

    /** The shares of the steps at the target; none where a drift does not move it. */
    double[] steps(Functional functional, Target target) {
        return Functional.drifts(target)
                ? knowledge.misfit().at(Functional.size(target), functional.ratio(theta))
                : new double[knowledge.misfit().steps()];
    }

    private double[] scaled(double[] slope) {
        double[] scaled = new double[slope.length];
        for (int j = 0; j < scaled.length; j++) {
            scaled[j] = unit[j] == 0 ? 0 : slope[j] * unit[j];
        }
        return scaled;
    }

    /** What is believed, and what the runs that are there tell. */
    Equations before() {
        var equations = new Equations(theta.length, knowledge.misfit().steps());
        for (int j = 0; j < theta.length; j++) {
            equations.information()[j][j] = 1 / (PRIOR * PRIOR);
        }
        for (Prior prior : knowledge.model().law().priors()) {
            List<Expr> trees = Functional.slopes(knowledge.model(), prior.in(knowledge.model()));
            double[] slope = trees.stream()
                    .mapToDouble(tree -> Interpreter.value(tree, new double[0], theta))
                    .toArray();
            Symmetric.add(equations.information(), scaled(slope), 1 / (prior.deviation() * prior.deviation()));
        }
        Places runs = knowledge.runs();
        double[][] slopes = slopes(runs);
        double[][] steps = steps(runs);
        for (int i = 0; i < slopes.length; i++) {
            double precision = knowledge.precision().at(runs.flops()[i]);
            equations.add(slopes[i], steps[i], knowledge.weights()[i] * precision);
        }
        return equations;
    }

    /** Whether every slope at these places is a number. */
    static boolean isDefined(double[][] slopes) {
        return Arrays.stream(slopes).allMatch(Geometry::isDefined);
    }

    static boolean isDefined(double[] slope) {
        return Arrays.stream(slope).allMatch(Double::isFinite);
    }
}
