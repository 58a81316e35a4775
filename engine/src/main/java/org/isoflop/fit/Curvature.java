package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the curvature at an optimum says: how well the parameters are determined, one by one and together. */
final class Curvature {
    private final Problem problem;
    private final double[] theta;
    private final double[] lengths;
    private final Eigen eigen;

    Curvature(Problem problem, double[] theta) {
        this.problem = problem;
        this.theta = theta;
        var workspace = problem.workspace();
        Equations equations = workspace.equations();
        workspace.evaluate(theta, problem.width(), problem.rows(), equations);
        int n = theta.length;
        lengths = new double[n];
        double[] scaled = equations.far.clone();
        for (int i = 0; i < n; i++) {
            lengths[i] = Math.sqrt(equations.far[Packed.at(i, i)]);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double unit = lengths[i] * lengths[j];
                scaled[Packed.at(i, j)] = unit > 0 ? scaled[Packed.at(i, j)] / unit : 0;
            }
        }
        eigen = Eigen.of(scaled, n);
    }

    double conditionNumber() {
        double largest = eigen.values()[eigen.values().length - 1];
        double smallest = Math.max(eigen.values()[0], 0);
        return Math.sqrt(largest / smallest);
    }

    /** The parameters that take part in a direction whose condition exceeds the limit, or have no influence. */
    List<String> undetermined(double limit) {
        var names = new ArrayList<String>();
        double largest = eigen.values()[theta.length - 1];
        for (int j = 0; j < theta.length; j++) {
            boolean weak = !(lengths[j] > 0);
            for (int k = 0; k < theta.length; k++) {
                weak |= eigen.values()[k] < largest / limit / limit && Math.abs(eigen.vectors()[k][j]) > 0.1;
            }
            if (weak) {
                names.add(problem.model.parameters().get(j).name());
            }
        }
        return names;
    }

    /** From the inverse curvature; NaN for parameters on a bound and where it cannot be inverted. */
    double[] standardErrors() {
        int n = theta.length;
        int rows = problem.sample.size();
        double[] errors = new double[n];
        Arrays.fill(errors, Double.NaN);
        if (rows <= n || !(problem.objective.penalty() instanceof Penalty.Squared)) {
            return errors;
        }
        var workspace = problem.workspace();
        Equations equations = workspace.equations();
        workspace.evaluate(theta, problem.width(), problem.rows(), equations);
        double variance = equations.value / (rows - n);
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                double v = eigen.vectors()[k][j];
                sum += v * v / eigen.values()[k];
            }
            // far is twice J'J for squared errors.
            errors[j] = Math.sqrt(2 * variance * sum) / lengths[j];
        }
        return errors;
    }
}
