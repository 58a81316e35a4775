package org.isoflop.fit;

import java.util.List;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.law.Model;
import org.isoflop.law.Prior;

/**
 * The priors of a law as a further term of the objective, {@code kappa * sum ((q(theta) - mean)/deviation)^2 / 2}.
 *
 * <p>{@code kappa} is what turns a sum of penalties into the negative logarithm of a likelihood. Residuals of density
 * {@code exp(-rho(r)/kappa)} have their likeliest {@code kappa} at the mean of {@code r rho'(r)}: the mean penalty
 * where that is linear, twice the mean penalty where it is quadratic. It is taken once, from a fit without priors, with
 * parameters counted as lost rows; at every width of the penalty anew, so that a search weighs priors alike at all its
 * stages.
 */
final class Belief {
    private static final double[] NONE = {};

    private final double[] residuals;
    private final double[] weights;
    private final int freedom;
    private final Expr curvature;
    private final Expr[] quantities;
    private final Expr[][] slopes;
    private final double[] means;
    private final double[] precisions;

    /**
     * @param residuals of a fit to the same rows without priors
     * @param weights how often each row counts
     */
    Belief(Model model, Penalty penalty, List<Prior> priors, double[] residuals, double[] weights) {
        int n = model.parameters().size();
        this.residuals = residuals;
        this.weights = weights;
        freedom = Math.max(1, residuals.length - n);
        curvature = penalty.weight(new Expr.Variable(0, "r"), new Expr.Parameter(0, "width"));
        quantities = priors.stream().map(prior -> prior.in(model)).toArray(Expr[]::new);
        slopes = new Expr[quantities.length][n];
        for (int p = 0; p < quantities.length; p++) {
            for (int j = 0; j < n; j++) {
                slopes[p][j] = Derivative.of(
                        quantities[p],
                        new Expr.Parameter(j, model.parameters().get(j).name()));
            }
        }
        means = priors.stream().mapToDouble(Prior::mean).toArray();
        precisions = priors.stream()
                .mapToDouble(prior -> 1 / (prior.deviation() * prior.deviation()))
                .toArray();
    }

    /** The mean of {@code r rho'(r)} at a width of the penalty. */
    double kappa(double width) {
        double[] row = new double[1];
        double[] theta = {width};
        double sum = 0;
        for (int i = 0; i < residuals.length; i++) {
            row[0] = residuals[i];
            sum += weights[i] * residuals[i] * residuals[i] * Interpreter.value(curvature, row, theta);
        }
        return sum / freedom;
    }

    /** Adds its share to value and gradient, and to the curvature where that is wanted. */
    void add(double[] theta, double kappa, boolean curved, Equations into) {
        int n = slopes.length == 0 ? 0 : slopes[0].length;
        double[] slope = new double[n];
        for (int p = 0; p < quantities.length; p++) {
            double distance = Interpreter.value(quantities[p], NONE, theta) - means[p];
            double strength = kappa * precisions[p];
            into.value += 0.5 * strength * distance * distance;
            for (int j = 0; j < n; j++) {
                slope[j] = Interpreter.value(slopes[p][j], NONE, theta);
                into.gradient[j] += strength * distance * slope[j];
                for (int k = 0; k <= j && curved; k++) {
                    double product = strength * slope[j] * slope[k];
                    into.near[Packed.at(j, k)] += product;
                    into.far[Packed.at(j, k)] += product;
                }
            }
        }
    }
}
