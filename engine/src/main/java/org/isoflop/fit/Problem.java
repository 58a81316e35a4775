package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Kernel;
import org.isoflop.formula.Linearity;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Sample;

/**
 * A model, an objective and a sample, compiled into kernels. Immutable and shared between threads.
 *
 * <p>The width of the penalty is one more element at the end of the kernel's parameter vector, so that one kernel
 * serves every stage of a search.
 */
final class Problem {
    final Model model;
    final Objective objective;
    final Sample sample;

    /** The size of a typical response, the unit of residuals that are not logarithmic. */
    final double responseScale;

    final double[] lower;
    final double[] upper;
    /** The indices of parameters that enter the body linearly, and of the others. */
    final int[] linear;

    final int[] nonlinear;

    /** Loss, psi, psi', psi/r, Jacobian of the residual. */
    private final Kernel kernel;

    /** The same for squared errors of the body itself, which a linear solve can minimise. */
    private final Kernel linearKernel;

    private final Weighed rows;
    private final Weighed linearRows;

    Problem(Model model, Objective objective, Sample sample) {
        this.model = model;
        this.objective = objective;
        this.sample = sample;
        responseScale = Math.sqrt(
                Arrays.stream(sample.response()).map(y -> y * y).average().orElse(1));
        List<Parameter> parameters = model.parameters();
        lower = parameters.stream().mapToDouble(Parameter::lower).toArray();
        upper = parameters.stream().mapToDouble(Parameter::upper).toArray();
        List<Expr.Parameter> leaves = leaves(parameters);
        List<Expr.Parameter> linearLeaves = Linearity.linear(model.body(), leaves);
        linear = linearLeaves.stream().mapToInt(Expr.Parameter::index).toArray();
        nonlinear = leaves.stream()
                .filter(p -> !linearLeaves.contains(p))
                .mapToInt(Expr.Parameter::index)
                .toArray();
        Expr observed = new Expr.Variable(model.variables().size(), "observed");
        double[][] columns = columns(sample);
        kernel = Kernel.of(
                outputs(objective.penalty(), objective.residual(model.body(), observed), leaves),
                index -> isPositive(columns[index]));
        linearKernel = Kernel.of(
                outputs(new Penalty.Squared(), Expr.subtract(model.body(), observed), leaves),
                index -> isPositive(columns[index]));
        rows = Weighed.once(kernel.prepare(columns, sample.size()), sample.size());
        linearRows = new Weighed(
                linearKernel.prepare(columns, sample.size()), linearWeights(sample.response()), sample.size());
    }

    private static List<Expr.Parameter> leaves(List<Parameter> parameters) {
        var leaves = new ArrayList<Expr.Parameter>();
        for (Parameter parameter : parameters) {
            leaves.add(new Expr.Parameter(leaves.size(), parameter.name()));
        }
        return leaves;
    }

    private static double[][] columns(Sample sample) {
        double[][] columns = Arrays.copyOf(sample.columns(), sample.columns().length + 1);
        columns[columns.length - 1] = sample.response();
        return columns;
    }

    private static boolean isPositive(double[] column) {
        for (double value : column) {
            if (!(value > 0)) {
                return false;
            }
        }
        return true;
    }

    private static List<Expr> outputs(Penalty penalty, Expr residual, List<Expr.Parameter> leaves) {
        Expr.Variable r = new Expr.Variable(Integer.MAX_VALUE, "r");
        Expr width = new Expr.Parameter(leaves.size(), "width");
        Expr weight = penalty.weight(r, width);
        Expr psi = Expr.multiply(weight, r);
        var outputs = new ArrayList<Expr>();
        for (Expr tree : List.of(penalty.loss(r, width), psi, Derivative.of(psi, r), weight)) {
            outputs.add(replace(tree, r, residual));
        }
        leaves.forEach(p -> outputs.add(Derivative.of(residual, p)));
        return outputs;
    }

    private static Expr replace(Expr tree, Expr.Variable what, Expr by) {
        return tree.equals(what) ? by : tree.mapChildren(child -> replace(child, what, by));
    }

    /** Where the objective takes logarithms, a linear solve weighs errors by the response, which is nearly the same. */
    private double[] linearWeights(double[] response) {
        double[] weights = new double[response.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = objective.logarithmic() ? 1 / (response[i] * response[i]) : 1;
        }
        return weights;
    }

    int parameters() {
        return lower.length;
    }

    /** The width at which the penalty is the objective's own, in the unit of residuals. */
    double width() {
        double unit = objective.penalty() instanceof Penalty.Quantile && !objective.logarithmic() ? responseScale : 1;
        return objective.penalty().width() * unit;
    }

    /** The widths of the stages before the last: first least squares, then ever nearer to the objective. */
    double[] stages() {
        double all = 1e3 * (objective.logarithmic() ? 1 : responseScale);
        return switch (objective.penalty()) {
            case Penalty.Squared _ -> new double[0];
            case Penalty.Huber(var delta) -> delta >= all ? new double[0] : new double[] {all, 10 * delta};
            case Penalty.Quantile _ -> {
                double unit = all / 1e3;
                yield new double[] {all, 1e-2 * unit, 1e-3 * unit, 1e-4 * unit, 1e-5 * unit, 1e-6 * unit};
            }
        };
    }

    /** All rows, for the objective itself. */
    Weighed rows() {
        return rows;
    }

    /** All rows, for linear solves. */
    Weighed linearRows() {
        return linearRows;
    }

    /** Scratch space for one thread. */
    Workspace workspace() {
        return new Workspace();
    }

    /** Evaluates the problem; for one thread at a time. */
    final class Workspace {
        private final Kernel.Evaluator evaluator = kernel.evaluator();
        private final Kernel.Evaluator linearEvaluator = linearKernel.evaluator();
        private final double[] theta = new double[parameters() + 1];
        private int evaluations;

        Problem problem() {
            return Problem.this;
        }

        Equations equations() {
            return new Equations(parameters(), Kernel.BLOCK);
        }

        int evaluations() {
            return evaluations;
        }

        /** Objective, gradient and curvature at a point. */
        void evaluate(double[] point, double width, Weighed rows, Equations into) {
            evaluations++;
            evaluate(evaluator, point, width, rows, into, objective.penalty() instanceof Penalty.Squared);
        }

        /** The same for squared errors of the body, weighed to resemble the objective. */
        void evaluateLinear(double[] point, Weighed rows, Equations into) {
            evaluate(linearEvaluator, point, 1, rows, into, true);
        }

        private void evaluate(
                Kernel.Evaluator with, double[] point, double width, Weighed rows, Equations into, boolean squared) {
            System.arraycopy(point, 0, theta, 0, point.length);
            theta[point.length] = width;
            with.parameters(theta);
            into.clear();
            for (int from = 0; from < rows.rows(); from += Kernel.BLOCK) {
                int n = Math.min(Kernel.BLOCK, rows.rows() - from);
                into.add(with.rows(rows.columns(), from, n), rows.weights(), from, n, squared);
            }
        }
    }
}
