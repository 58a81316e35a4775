package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Prepared;
import org.isoflop.formula.Summation;

/**
 * Squared errors of a law as a function of its nonlinear parameters alone: at each point the linear ones are the best
 * there are (variable projection; Golub and Pereyra, The differentiation of pseudo-inverses and nonlinear least squares
 * problems whose variables separate, 1973; without its second term after Kaufman 1975).
 *
 * <p>The residual is {@code r = v_0(a) + sum over j of c_j v_j(a)}, with nonlinear parameters a and linear ones c. The
 * products of the columns v and of their slopes {@code dv_i/da_k}, summed over rows, are all that a step needs: one pass
 * over the table, in which no linear parameter occurs, gives the best c, the error there, its gradient and curvature.
 * Products of large numbers whose difference is small lose digits, so that this is where searches begin and not where
 * they end.
 *
 * <p>Immutable and shared between threads.
 */
final class Projection {
    /** Of more products than this the sums take longer than what they save. */
    private static final int MOST_TERMS = 300;

    /** The slope of a column by a nonlinear parameter, the one at this position among them. */
    private record Slope(int column, int by) {}

    private final int[] linear;
    private final int[] nonlinear;
    private final double[] lower;
    private final double[] upper;
    private final List<Slope> slopes = new ArrayList<>();
    private final int[] coefficients;
    private final Summation summation;
    private final Prepared rows;

    /**
     * @param residual predicted less observed
     * @param leaves the parameters, the linear and the nonlinear ones
     * @param columns the variables' values, the weights of rows among them
     */
    Projection(
            Expr residual,
            List<Expr.Parameter> leaves,
            int[] linear,
            int[] nonlinear,
            double[] lower,
            double[] upper,
            Expr.Variable weight,
            double[][] columns,
            boolean[] positive) {
        this.linear = linear;
        this.nonlinear = nonlinear;
        this.lower = lower;
        this.upper = upper;
        List<Expr> vectors = vectors(residual, leaves);
        coefficients = IntStream.range(0, linear.length)
                .filter(a -> slopes.stream().anyMatch(slope -> slope.column() == 1 + a))
                .map(a -> linear[a])
                .toArray();
        summation = Summation.of(products(vectors, weight), weight, positive);
        rows = prepare(columns);
    }

    /**
     * The same over other rows.
     *
     * @param columns the variables' values, positive where those of this one are
     */
    Projection over(double[][] columns) {
        return new Projection(this, columns);
    }

    private Projection(Projection kin, double[][] columns) {
        linear = kin.linear;
        nonlinear = kin.nonlinear;
        lower = kin.lower;
        upper = kin.upper;
        slopes.addAll(kin.slopes);
        coefficients = kin.coefficients;
        summation = kin.summation;
        rows = prepare(columns);
    }

    /** The columns, then their slopes. */
    private List<Expr> vectors(Expr residual, List<Expr.Parameter> leaves) {
        var columns = new ArrayList<Expr>();
        Expr rest = residual;
        for (int j : linear) {
            columns.add(Derivative.of(residual, leaves.get(j)));
            rest = with(rest, leaves.get(j), Expr.num(base(j)));
        }
        columns.addFirst(rest);
        var vectors = new ArrayList<Expr>(columns);
        for (int i = 0; i < columns.size() && linear.length > 0; i++) {
            for (int k = 0; k < nonlinear.length; k++) {
                Expr slope = Derivative.of(columns.get(i), leaves.get(nonlinear[k]));
                if (!slope.equals(Expr.num(0))) {
                    vectors.add(slope);
                    slopes.add(new Slope(i, k));
                }
            }
        }
        return Packed.length(vectors.size()) <= MOST_TERMS ? vectors : columns;
    }

    private static Expr with(Expr tree, Expr.Parameter parameter, Expr value) {
        return tree.equals(parameter) ? value : tree.mapChildren(child -> with(child, parameter, value));
    }

    /** The products of all pairs, packed. */
    private static List<Summation.Term> products(List<Expr> vectors, Expr.Variable weight) {
        var terms = new ArrayList<Summation.Term>();
        for (int i = 0; i < vectors.size(); i++) {
            Expr weighed = Expr.multiply(weight, vectors.get(i));
            for (int j = 0; j <= i; j++) {
                terms.add(new Summation.Term(weighed, vectors.get(j)));
            }
        }
        return terms;
    }

    /** The value of a linear parameter that its column is counted from. */
    private double base(int j) {
        return Math.clamp(0, lower[j], upper[j]);
    }

    /** Rows with these values of the variables. */
    Prepared prepare(double[][] columns) {
        return summation.prepare(columns, columns[0].length);
    }

    /** All rows. */
    Prepared rows() {
        return rows;
    }

    /** Whether there are slopes, and so steps. */
    boolean hasSteps() {
        return linear.length > 0 && nonlinear.length > 0 && !slopes.isEmpty();
    }

    /** The linear parameters, by their indices, that multiply something which depends on other parameters. */
    int[] coefficients() {
        return coefficients;
    }

    /** Scratch space for one thread. */
    Point point() {
        return new Point();
    }

    /** A point and what is known there; for one thread at a time. */
    final class Point {
        /** Of products: rounding of their sums shows in differences below this share of them. */
        private static final double ROUNDING = 1e-13;

        /** A trace of ridge: columns that coincide share their part. */
        private static final double RIDGE = 1e-12;

        private final Summation.Summer summer = summation.summer();
        private final double[] products = new double[summer.terms()];

        /** What each column is multiplied by: 1, then the moves of the linear parameters from their bases. */
        private final double[] factors = new double[1 + linear.length];

        private final boolean[] held = new boolean[linear.length];
        private final double[] system = new double[Packed.length(linear.length)];
        private final double[] right = new double[linear.length];
        private final double[][] shares = new double[nonlinear.length][linear.length];
        private double error;

        /** Half the gradient of the error by the nonlinear parameters. */
        final double[] gradient = new double[nonlinear.length];

        /** Half the curvature of the error over the nonlinear parameters, the linear ones following; packed. */
        final double[] curvature = new double[Packed.length(nonlinear.length)];

        private Point() {}

        /** The weighed squared error; NaN where the law is not defined. */
        double error() {
            return error;
        }

        /** Whether an error is no more than the rounding of its parts. */
        boolean isRounding(double difference) {
            return Math.abs(difference) <= ROUNDING * products[0];
        }

        /**
         * Fills in the linear parameters of {@code theta}: those with the least squared error within their bounds.
         *
         * @return that error
         */
        double solve(double[] theta, Prepared table) {
            return solve(theta, table, Packed.length(1 + linear.length));
        }

        /** The same, and all that {@link #bend} needs. */
        double solveForSteps(double[] theta, Prepared table) {
            return solve(theta, table, products.length);
        }

        private double solve(double[] theta, Prepared table, int terms) {
            summer.sum(table, theta, products, terms);
            factors[0] = 1;
            Arrays.fill(held, false);
            boolean within = false;
            // Each round holds the parameters that would leave their bounds.
            for (int round = 0; round <= linear.length && !within; round++) {
                if (!move()) {
                    error = Double.NaN;
                    return error;
                }
                within = hold();
            }
            for (int a = 0; a < linear.length; a++) {
                theta[linear[a]] = base(linear[a]) + factors[1 + a];
            }
            error = 0;
            for (int i = 0; i < factors.length; i++) {
                error += factors[i] * alongResidual(i);
            }
            return error;
        }

        /** Sets the factors of the parameters that are not held to the best ones. */
        private boolean move() {
            int free = factor();
            if (free < 0) {
                return false;
            }
            for (int a = 0, f = 0; a < linear.length; a++) {
                if (isFree(a)) {
                    double slope = products[Packed.at(1 + a, 0)];
                    for (int b = 0; b < linear.length; b++) {
                        slope += held[b] ? products[Packed.at(1 + a, 1 + b)] * factors[1 + b] : 0;
                    }
                    right[f++] = -slope / unit(a);
                }
            }
            Packed.substitute(system, right, free);
            for (int a = 0, f = 0; a < linear.length; a++) {
                if (isFree(a)) {
                    factors[1 + a] = right[f++] / unit(a);
                } else if (!held[a]) {
                    factors[1 + a] = 0;
                }
            }
            return true;
        }

        /** Puts parameters beyond their bounds on them; whether there were none. */
        private boolean hold() {
            boolean within = true;
            for (int a = 0; a < linear.length; a++) {
                int j = linear[a];
                double value = base(j) + factors[1 + a];
                if (!held[a] && (value < lower[j] || value > upper[j])) {
                    held[a] = true;
                    factors[1 + a] = Math.clamp(value, lower[j], upper[j]) - base(j);
                    within = false;
                }
            }
            return within;
        }

        private double unit(int a) {
            return Math.sqrt(products[Packed.at(1 + a, 1 + a)]);
        }

        private boolean isFree(int a) {
            return !held[a] && products[Packed.at(1 + a, 1 + a)] > 0;
        }

        /** Factors the products of the free columns, each of unit length. How many there are; −1 if it cannot be done. */
        private int factor() {
            int free = 0;
            for (int a = 0; a < linear.length; a++) {
                if (isFree(a)) {
                    for (int b = 0, f = 0; b <= a; b++) {
                        if (isFree(b)) {
                            system[Packed.at(free, f++)] = products[Packed.at(1 + a, 1 + b)] / unit(a) / unit(b);
                        }
                    }
                    system[Packed.at(free, free)] += RIDGE;
                    free++;
                }
            }
            return Packed.factor(system, free) ? free : -1;
        }

        /** The product of the residual with a column or slope. */
        private double alongResidual(int vector) {
            double sum = 0;
            for (int i = 0; i < factors.length; i++) {
                sum += factors[i] * products[Packed.at(i, vector)];
            }
            return sum;
        }

        /** Computes gradient and curvature where {@link #solveForSteps} was last. */
        void bend() {
            Arrays.fill(gradient, 0);
            Arrays.fill(curvature, 0);
            for (double[] share : shares) {
                Arrays.fill(share, 0);
            }
            for (int s = 0; s < slopes.size(); s++) {
                int k = slopes.get(s).by();
                int vector = factors.length + s;
                double factor = factors[slopes.get(s).column()];
                gradient[k] += factor * alongResidual(vector);
                for (int a = 0; a < linear.length; a++) {
                    shares[k][a] += factor * products[Packed.at(vector, 1 + a)];
                }
                for (int t = 0; t < slopes.size(); t++) {
                    int l = slopes.get(t).by();
                    if (l <= k) {
                        curvature[Packed.at(k, l)] += factor
                                * factors[slopes.get(t).column()]
                                * products[Packed.at(vector, factors.length + t)];
                    }
                }
            }
            follow();
        }

        /** Takes off the curvature what the linear parameters make good: the Schur complement of their part. */
        private void follow() {
            int free = factor();
            for (int k = 0; k < nonlinear.length; k++) {
                for (int a = 0, f = 0; a < linear.length; a++) {
                    if (isFree(a)) {
                        right[f++] = shares[k][a] / unit(a);
                    }
                }
                Packed.substitute(system, right, free);
                for (int l = 0; l <= k; l++) {
                    for (int a = 0, f = 0; a < linear.length; a++) {
                        if (isFree(a)) {
                            curvature[Packed.at(k, l)] -= shares[l][a] / unit(a) * right[f++];
                        }
                    }
                }
            }
        }
    }
}
