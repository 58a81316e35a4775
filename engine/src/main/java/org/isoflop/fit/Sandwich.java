package org.isoflop.fit;

import java.util.Arrays;
import java.util.List;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Kernel;
import org.isoflop.formula.Prepared;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;

/**
 * The covariance of estimates that minimise a sum over rows: {@code H^-1 M H^-1}, with H the curvature of the sum and M
 * the sum over units of the squares of their scores (Huber, The behavior of maximum likelihood estimates under
 * nonstandard conditions, 1967; by units Liang and Zeger 1986), times {@code u/(u-1) (n-1)/(n-p)} for u units, n rows
 * and p parameters.
 *
 * <p>It holds for errors of unequal size, and for rows of a unit that depend on each other. Where a penalty is bent
 * more sharply than the residuals are spread, its curvature is that of a window of width {@code sigma n^(-1/5)} around
 * zero (Powell 1991): the density of residuals there, which a handful of rows within the bend would not tell.
 */
public final class Sandwich {
    /** Eigenvalues below this share of the largest are directions that the runs do not determine. */
    private static final double SINGULAR = 1e-15;

    private final double[][] slopes;
    private final double[][] inverse;
    private final double[][] covariance;
    private final double[] leverages;
    private final double information;
    private final int units;

    private Sandwich(
            double[][] slopes,
            double[][] inverse,
            double[][] covariance,
            double[] leverages,
            double information,
            int units) {
        this.slopes = slopes;
        this.inverse = inverse;
        this.covariance = covariance;
        this.leverages = leverages;
        this.information = information;
        this.units = units;
    }

    static Sandwich of(Fit fit, Sample sample, double width, int[] unitOf) {
        int n = sample.size();
        int p = fit.theta().length;
        double[][] slopes = slopes(fit, sample);
        for (int j = 0; j < p; j++) {
            // A parameter on its bound does not move.
            if (fit.diagnostics()
                    .atBound()
                    .contains(fit.model().parameters().get(j).name())) {
                for (double[] row : slopes) {
                    row[j] = 0;
                }
            }
        }
        var rows = new Rows(fit.objective().penalty(), width, fit.residuals(), sample.weights());
        double[][] curvature = new double[p][p];
        double[][] plain = new double[p][p];
        int units = Arrays.stream(unitOf).max().orElse(-1) + 1;
        double[][] scores = new double[units][p];
        double bends = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            bends += rows.curvature(i);
            squares += rows.score(i) * rows.score(i);
            for (int j = 0; j < p; j++) {
                scores[unitOf[i]][j] += rows.score(i) * slopes[i][j];
                for (int k = 0; k < p; k++) {
                    curvature[j][k] += rows.curvature(i) * slopes[i][j] * slopes[i][k];
                    plain[j][k] += sample.weights()[i] * slopes[i][j] * slopes[i][k];
                }
            }
        }
        double[][] meat = new double[p][p];
        for (double[] score : scores) {
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    meat[j][k] += score[j] * score[k];
                }
            }
        }
        double[][] inverse = inverse(curvature);
        double few = (double) units / Math.max(1, units - 1) * (n - 1) / Math.max(1, n - p);
        double[][] covariance = product(product(inverse, meat), inverse);
        for (double[] row : covariance) {
            for (int k = 0; k < p; k++) {
                row[k] *= few;
            }
        }
        double information = bends * bends / squares / n * Math.max(1, n - p) / n;
        return new Sandwich(
                slopes, inverse, covariance, leverages(slopes, plain, sample.weights()), information, units);
    }

    /** What the penalty makes of each residual. */
    private static final class Rows {
        private static final Expr.Variable R = new Expr.Variable(0, "r");
        private static final Expr.Parameter H = new Expr.Parameter(0, "h");

        private final Expr psi;
        private final Expr bend;
        private final double width;
        private final double wide;
        private final double factor;
        private final double[] residuals;
        private final double[] weights;

        Rows(Penalty penalty, double width, double[] residuals, double[] weights) {
            this.residuals = residuals;
            this.weights = weights;
            this.width = width;
            psi = Expr.multiply(penalty.weight(R, H), R);
            bend = Derivative.of(psi, R);
            wide = switch (penalty) {
                case Penalty.Squared _, Penalty.Student _ -> width;
                case Penalty.Huber _,
                        Penalty.Quantile _,
                        Penalty.Asymmetric _,
                        Penalty.Laplace _,
                        Penalty.FreeHuber _ -> Math.max(width, window(residuals));
            };
            // The penalty of a quantile is divided by its width and keeps its slope.
            factor = penalty instanceof Penalty.Quantile || width == wide ? 1 : width / wide;
        }

        private static double window(double[] residuals) {
            double[] sorted = residuals.clone();
            Arrays.sort(sorted);
            int n = sorted.length;
            double sigma = (sorted[Math.min(n - 1, 3 * n / 4)] - sorted[n / 4]) / 1.349;
            return sigma * Math.pow(n, -0.2);
        }

        double score(int row) {
            return weights[row] * Interpreter.value(psi, new double[] {residuals[row]}, new double[] {width});
        }

        double curvature(int row) {
            return factor * weights[row] * Interpreter.value(bend, new double[] {residuals[row]}, new double[] {wide});
        }
    }

    /** The slope of each residual in each parameter. */
    private static double[][] slopes(Fit fit, Sample sample) {
        Model model = fit.model();
        Expr.Variable observed = new Expr.Variable(model.variables().size(), "observed");
        Expr residual = fit.objective().residual(model.body(), observed);
        int p = fit.theta().length;
        List<Expr> trees = java.util.stream.IntStream.range(0, p)
                .mapToObj(j -> Derivative.of(
                        residual,
                        new Expr.Parameter(j, model.parameters().get(j).name())))
                .toList();
        double[][] columns = Arrays.copyOf(sample.columns(), sample.columns().length + 1);
        columns[columns.length - 1] = sample.response();
        Kernel kernel = Kernel.of(trees, index -> Arrays.stream(columns[index]).allMatch(x -> x > 0));
        Prepared prepared = kernel.prepare(columns, sample.size());
        Kernel.Evaluator evaluator = kernel.evaluator();
        evaluator.parameters(fit.theta());
        double[][] slopes = new double[sample.size()][p];
        for (int from = 0; from < slopes.length; from += Kernel.BLOCK) {
            int rows = Math.min(Kernel.BLOCK, slopes.length - from);
            double[][] values = evaluator.rows(prepared, from, rows);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < p; j++) {
                    slopes[from + i][j] = values[j][i];
                }
            }
        }
        return slopes;
    }

    private static double[] leverages(double[][] slopes, double[][] plain, double[] weights) {
        double[][] inverse = inverse(plain);
        double[] leverages = new double[slopes.length];
        for (int i = 0; i < leverages.length; i++) {
            leverages[i] = Math.clamp(weights[i] * quadratic(inverse, slopes[i]), 0, 1);
        }
        return leverages;
    }

    /** In units in which the diagonal is one; directions without any curvature are left out. */
    private static double[][] inverse(double[][] a) {
        int n = a.length;
        double[] unit = new double[n];
        double[] scaled = new double[Packed.length(n)];
        for (int j = 0; j < n; j++) {
            unit[j] = a[j][j] > 0 ? 1 / Math.sqrt(a[j][j]) : 0;
            for (int k = 0; k <= j; k++) {
                scaled[Packed.at(j, k)] = a[j][k] * unit[j] * unit[k];
            }
        }
        Eigen eigen = Eigen.of(scaled, n);
        double least = SINGULAR * eigen.values()[n - 1];
        double[][] inverse = new double[n][n];
        for (int m = 0; m < n; m++) {
            if (eigen.values()[m] > least) {
                double[] v = eigen.vectors()[m];
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < n; k++) {
                        inverse[j][k] += unit[j] * v[j] * v[k] * unit[k] / eigen.values()[m];
                    }
                }
            }
        }
        return inverse;
    }

    private static double[][] product(double[][] a, double[][] b) {
        int n = a.length;
        double[][] c = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < n; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static double quadratic(double[][] a, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                sum += x[i] * a[i][j] * x[j];
            }
        }
        return sum;
    }

    /** The variance of a quantity with this slope in the parameters. */
    public double variance(double[] slope) {
        return quadratic(covariance, slope);
    }

    /** What the inverse curvature alone gives for it. */
    public double inverseCurvature(double[] slope) {
        return quadratic(inverse, slope);
    }

    /** The standard error of each parameter; 0 for one that rests on a bound. */
    public double[] standardErrors() {
        double[] errors = new double[covariance.length];
        for (int j = 0; j < errors.length; j++) {
            errors[j] = Math.sqrt(covariance[j][j]);
        }
        return errors;
    }

    /** How far each row pulls the law towards itself, from 0 to 1; they sum to the number of parameters. */
    public double[] leverages() {
        return leverages.clone();
    }

    /** The slope of a row's residual in each parameter; not to be written to. */
    public double[] slope(int row) {
        return slopes[row];
    }

    /**
     * What one row tells of the response at its place under the objective, were all rows alike: {@code (mean psi')^2 /
     * mean psi^2}, one over a variance on the scale of residuals, less the share that the fit took.
     */
    public double information() {
        return information;
    }

    /** How many independent units there are. */
    public int units() {
        return units;
    }
}
