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
 * One law at one vector of its parameters: its slopes at places, what is known before any further run, and the slope of
 * the target. Parameters count in units of their own size, so that all are of order one; behind them stand the steps of
 * the misfit.
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
    private final int steps;

    Geometry(Knowledge knowledge, double[] theta) {
        this.knowledge = knowledge;
        this.theta = theta;
        steps = knowledge.misfit().steps();
        unit = new double[theta.length];
        for (int j = 0; j < unit.length; j++) {
            unit[j] = knowledge.still()[j] ? 0 : theta[j] == 0 ? 1 : Math.abs(theta[j]);
        }
    }

    int dimension() {
        return theta.length + steps;
    }

    /** The slope of the response at each place. */
    double[][] slopes(Places places) {
        Model model = knowledge.model();
        List<Expr> trees = Functional.slopes(model, Functional.onScale(model, knowledge.logarithmic()));
        double[][] slopes = new double[places.size()][dimension()];
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
                System.arraycopy(
                        knowledge.misfit().at(places.flops()[from + i], ratio(places, from + i)),
                        0,
                        slopes[from + i],
                        theta.length,
                        steps);
            }
        }
        return slopes;
    }

    /** Tokens per parameter; NaN for a law that does not read both. */
    private double ratio(Places places, int i) {
        List<String> names = knowledge.model().variables();
        return names.contains("N") && names.contains("D")
                ? places.columns()[names.indexOf("D")][i] / places.columns()[names.indexOf("N")][i]
                : Double.NaN;
    }

    /** The slope of the target; NaN where there is none. */
    double[] slope(Functional functional, Target target) {
        double[] slope = new double[dimension()];
        double[] own = functional.slope(theta);
        for (int j = 0; j < own.length; j++) {
            slope[j] = unit[j] == 0 ? 0 : own[j] * unit[j];
        }
        if (Functional.drifts(target)) {
            double[] shares = knowledge.misfit().at(Functional.size(target), functional.ratio(theta));
            System.arraycopy(shares, 0, slope, theta.length, steps);
        }
        return slope;
    }

    /** The information of what is believed and of the runs that are there. */
    double[][] before() {
        double[][] information = new double[dimension()][dimension()];
        for (int j = 0; j < theta.length; j++) {
            information[j][j] = 1 / (PRIOR * PRIOR);
        }
        double[] variances = knowledge.misfit().variances();
        for (int j = 0; j < steps; j++) {
            information[theta.length + j][theta.length + j] = 1 / variances[j];
        }
        for (Prior prior : knowledge.model().law().priors()) {
            Symmetric.add(information, slope(prior), 1 / (prior.deviation() * prior.deviation()));
        }
        Places runs = knowledge.runs();
        double[][] slopes = slopes(runs);
        for (int i = 0; i < slopes.length; i++) {
            Symmetric.add(
                    information,
                    slopes[i],
                    knowledge.weights()[i] * knowledge.precision().at(runs.flops()[i]));
        }
        return information;
    }

    private double[] slope(Prior prior) {
        List<Expr> trees = Functional.slopes(knowledge.model(), prior.in(knowledge.model()));
        double[] slope = new double[dimension()];
        for (int j = 0; j < theta.length; j++) {
            slope[j] = unit[j] == 0 ? 0 : Interpreter.value(trees.get(j), new double[0], theta) * unit[j];
        }
        return slope;
    }

    /** Whether every slope at these places is a number. */
    static boolean isDefined(double[][] slopes) {
        return Arrays.stream(slopes).allMatch(Geometry::isDefined);
    }

    static boolean isDefined(double[] slope) {
        return Arrays.stream(slope).allMatch(Double::isFinite);
    }
}
