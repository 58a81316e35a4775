package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Linearity;
import org.isoflop.formula.Prepared;
import org.isoflop.formula.Summation;
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

    /** Objective, gradient and curvature. */
    private final Summation summation;

    /** Squared errors of the body, which a linear solve can minimise. */
    final Projection projection;

    private final Prepared rows;

    /** How often each row counts. */
    final double[] weights;

    /** The residual of a row, as a tree over variables and parameters. */
    final Expr residual;

    private final boolean[] positive;

    /** For searches of resamples. */
    final TangentKernel tangentKernel;

    private Optional<TangentSearch> tangents = Optional.empty();
    private boolean areTangentsKnown;

    /** What is believed of the parameters beside what the rows say. */
    private final Optional<Belief> belief;

    /** All rows count once, and nothing is believed beforehand. */
    Problem(Model model, Objective objective, Sample sample) {
        this(model, objective, sample, ones(sample.size()), Optional.empty());
    }

    /**
     * @param weights how often each row counts
     * @param belief what is believed of the parameters beforehand
     */
    Problem(Model model, Objective objective, Sample sample, double[] weights, Optional<Belief> belief) {
        this.belief = belief;
        this.model = model;
        this.objective = objective;
        this.sample = sample;
        responseScale = scale(sample);
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
        int columns = model.variables().size();
        var observed = new Expr.Variable(columns, "observed");
        var weight = new Expr.Variable(columns + 1, "weight");
        var width = new Expr.Parameter(leaves.size(), "width");
        this.weights = product(weights, sample.weights());
        residual = objective.residual(model.body(), observed);
        double[][] values = columns(sample.response(), this.weights);
        positive = new boolean[values.length];
        for (int c = 0; c < values.length; c++) {
            positive[c] = isPositive(values[c]);
        }
        tangentKernel = new TangentKernel(residual, leaves, variable -> positive[variable]);
        summation = Summation.of(terms(objective.penalty(), residual, leaves, weight, width), weight, positive);
        rows = summation.prepare(values, sample.size());
        projection = new Projection(
                Expr.subtract(model.body(), observed),
                leaves,
                linear,
                nonlinear,
                lower,
                upper,
                weight,
                columns(sample.response(), linearWeights(sample.response(), this.weights)),
                positive);
    }

    /**
     * The same law over other rows, with the kernels of this one: every column that is positive here must be there.
     *
     * @param part rows for the same model
     * @param weights how often each row counts
     * @param belief what is believed of the parameters beforehand
     */
    Problem over(Sample part, double[] weights, Optional<Belief> belief) {
        return new Problem(this, part, weights, belief);
    }

    private Problem(Problem kin, Sample part, double[] weights, Optional<Belief> belief) {
        this.belief = belief;
        model = kin.model;
        objective = kin.objective;
        sample = part;
        responseScale = scale(part);
        lower = kin.lower;
        upper = kin.upper;
        linear = kin.linear;
        nonlinear = kin.nonlinear;
        positive = kin.positive;
        residual = kin.residual;
        tangentKernel = kin.tangentKernel;
        summation = kin.summation;
        this.weights = product(weights, part.weights());
        rows = summation.prepare(columns(part.response(), this.weights), part.size());
        projection = kin.projection.over(columns(part.response(), linearWeights(part.response(), this.weights)));
    }

    private static double scale(Sample sample) {
        return Math.sqrt(
                Arrays.stream(sample.response()).map(y -> y * y).average().orElse(1));
    }

    static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static List<Expr.Parameter> leaves(List<Parameter> parameters) {
        var leaves = new ArrayList<Expr.Parameter>();
        for (Parameter parameter : parameters) {
            leaves.add(new Expr.Parameter(leaves.size(), parameter.name()));
        }
        return leaves;
    }

    /**
     * The variables of {@link #residual} and of weights.
     *
     * @param response one per row
     * @param weights one per row
     */
    double[][] columns(double[] response, double[] weights) {
        int variables = sample.columns().length;
        double[][] columns = Arrays.copyOf(sample.columns(), variables + 2);
        columns[variables] = response;
        columns[variables + 1] = weights;
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

    /** The terms of {@link Equations}, in its order. */
    private static List<Summation.Term> terms(
            Penalty penalty, Expr residual, List<Expr.Parameter> leaves, Expr.Variable weight, Expr width) {
        Expr.Variable r = new Expr.Variable(Integer.MAX_VALUE, "r");
        Expr far = penalty.weight(r, width);
        Expr psi = Expr.multiply(far, r);
        Expr near = penalty.bend(r, width);
        List<Expr> slopes = leaves.stream().map(p -> Derivative.of(residual, p)).toList();
        var terms = new ArrayList<Summation.Term>();
        terms.add(new Summation.Term(weight, replace(penalty.loss(r, width), r, residual)));
        Expr weighedPsi = Expr.multiply(weight, replace(psi, r, residual));
        slopes.forEach(slope -> terms.add(new Summation.Term(weighedPsi, slope)));
        addProducts(terms, Expr.multiply(weight, replace(far, r, residual)), slopes);
        if (!near.equals(far)) {
            addProducts(terms, Expr.multiply(weight, replace(near, r, residual)), slopes);
        }
        if (penalty instanceof Penalty.FreeScale) {
            terms.add(new Summation.Term(weight, replace(Derivative.of(penalty.loss(r, width), width), r, residual)));
            terms.add(new Summation.Term(weight, Expr.num(1)));
        }
        return terms;
    }

    private static void addProducts(List<Summation.Term> terms, Expr weight, List<Expr> slopes) {
        for (int j = 0; j < slopes.size(); j++) {
            Expr weighed = Expr.multiply(weight, slopes.get(j));
            for (int k = 0; k <= j; k++) {
                terms.add(new Summation.Term(weighed, slopes.get(k)));
            }
        }
    }

    private static Expr replace(Expr tree, Expr.Variable what, Expr by) {
        return tree.equals(what) ? by : tree.mapChildren(child -> replace(child, what, by));
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = a.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= b[i];
        }
        return product;
    }

    /** Where the objective takes logarithms, a linear solve weighs errors by the response, which is nearly the same. */
    private double[] linearWeights(double[] response, double[] weights) {
        double[] linear = weights.clone();
        for (int i = 0; i < linear.length; i++) {
            linear[i] *= objective.logarithmic() ? 1 / (response[i] * response[i]) : 1;
        }
        return linear;
    }

    boolean hasBelief() {
        return belief.isPresent();
    }

    int parameters() {
        return lower.length;
    }

    /** The width at which the penalty is the objective's own, in the unit of residuals. */
    double width() {
        double unit = objective.penalty() instanceof Penalty.Quantile && !objective.logarithmic() ? responseScale : 1;
        return objective.penalty().width() * unit;
    }

    /** A width at which every residual counts by its square; infinite widths would make the penalty undefined. */
    double leastSquaresWidth() {
        return 1e3 * (objective.logarithmic() ? 1 : responseScale);
    }

    /** All rows, for the objective itself. */
    Prepared rows() {
        return rows;
    }

    /**
     * The same rows with another response or other weights: a resample.
     *
     * @param response one per row; positive where the objective takes logarithms
     * @param weights one per row
     */
    Prepared rows(double[] response, double[] weights) {
        return summation.prepare(columns(response, weights), sample.size());
    }

    /** Whether searches may begin on the projection: where it has steps, and nothing is believed that it does not know. */
    boolean isProjected() {
        return projection.hasSteps() && belief.isEmpty();
    }

    /** The same for the projection. */
    Prepared projectedRows(double[] response, double[] weights) {
        return projection.prepare(columns(response, linearWeights(response, weights)));
    }

    /** The search for the optima of resamples; made when it is first asked for. */
    synchronized Optional<TangentSearch> tangents() {
        if (!areTangentsKnown) {
            tangents = TangentSearch.of(this);
            areTangentsKnown = true;
        }
        return tangents;
    }

    /** Rows that stand for all of them while a search is far from its end: evenly spaced, at most twice as many as asked. */
    static Prepared thinned(Prepared all, int most) {
        int stride = all.rows() / most;
        if (stride < 2) {
            return all;
        }
        int[] counts = new int[all.rows()];
        for (int i = 0; i < counts.length; i += stride) {
            counts[i] = 1;
        }
        return all.drawn(counts);
    }

    /** Scratch space for one thread. */
    Workspace workspace() {
        return new Workspace();
    }

    /** Compiles the objective now and not when it has proved to be worth it; false where that is not possible. */
    boolean compile() {
        return summation.compile();
    }

    /** Evaluates the problem; for one thread at a time. */
    final class Workspace {
        private final Summation.Summer summer = summation.summer();
        private final double[] theta = new double[parameters() + 1];
        private int evaluations;
        private double widthOfKappa = Double.NaN;
        private double kappa;

        Problem problem() {
            return Problem.this;
        }

        Equations equations() {
            return new Equations(parameters());
        }

        int evaluations() {
            return evaluations;
        }

        /** The width at a point: the penalty's own, or the one that is most likely there if the scale is free. */
        double width(double[] point, Prepared rows) {
            return objective.penalty() instanceof Penalty.FreeScale
                    ? new ScaleSearch(this).width(point, rows)
                    : Problem.this.width();
        }

        /** Objective, gradient and curvature at a point. */
        void evaluate(double[] point, double width, Prepared rows, Equations into) {
            evaluations++;
            sum(point, width, rows, into);
            belief.ifPresent(b -> b.add(point, kappa(b, width), true, into));
        }

        private double kappa(Belief b, double width) {
            if (width != widthOfKappa) {
                widthOfKappa = width;
                kappa = b.kappa(width);
            }
            return kappa;
        }

        /** Objective and gradient alone; what {@code into} says of the curvature is not of this point. */
        void evaluateSlopes(double[] point, double width, Prepared rows, Equations into) {
            evaluations++;
            System.arraycopy(point, 0, theta, 0, point.length);
            theta[point.length] = width;
            summer.sum(rows, theta, into.sums, 1 + parameters());
            into.readSlopes();
            belief.ifPresent(b -> b.add(point, kappa(b, width), false, into));
        }

        private void sum(double[] point, double width, Prepared rows, Equations into) {
            System.arraycopy(point, 0, theta, 0, point.length);
            theta[point.length] = width;
            summer.sum(rows, theta, into.sums);
            into.read(summer.terms());
        }
    }
}
