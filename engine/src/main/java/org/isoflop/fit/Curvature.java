package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the curvature at an optimum says: how well the parameters are determined, one by one and together. */
final class Curvature {
    /** A part of a direction below this share, in units in which all parameters matter alike, is not worth a word. */
    private static final double TOLD = 0.01;

    private final Problem problem;
    private final double[] theta;
    private final double[] lengths;
    private final Eigen eigen;

    Curvature(Problem problem, double[] theta) {
        this.problem = problem;
        this.theta = theta;
        var workspace = problem.workspace();
        Equations equations = workspace.equations();
        workspace.evaluate(theta, workspace.width(theta, problem.rows()), problem.rows(), equations);
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

    /** The directions whose condition exceeds the limit: moving along one of them changes nothing that the runs see. */
    List<FreeDirection> freeDirections(double limit) {
        var directions = new ArrayList<FreeDirection>();
        double largest = eigen.values()[theta.length - 1];
        for (int j = 0; j < theta.length; j++) {
            if (!(lengths[j] > 0)) {
                double[] alone = new double[theta.length];
                alone[j] = 1;
                directions.add(new FreeDirection(Map.of(name(j), 1.0), listed(alone)));
            }
        }
        for (int k = 0; k < theta.length; k++) {
            if (eigen.values()[k] < largest / limit / limit) {
                direction(eigen.vectors()[k]).ifPresent(directions::add);
            }
        }
        return directions;
    }

    /** In units of the parameters, the largest move being 1; parts that hardly move are not told. */
    private Optional<FreeDirection> direction(double[] scaled) {
        double[] moves = new double[theta.length];
        double largest = 0;
        for (int j = 0; j < moves.length; j++) {
            moves[j] = lengths[j] > 0 ? scaled[j] / lengths[j] : 0;
            largest = isTold(scaled[j]) && Math.abs(moves[j]) > Math.abs(largest) ? moves[j] : largest;
        }
        if (largest == 0) {
            return Optional.empty();
        }
        var parts = new LinkedHashMap<String, Double>();
        for (int j = 0; j < moves.length; j++) {
            moves[j] /= largest;
            if (moves[j] != 0 && isTold(scaled[j])) {
                parts.put(name(j), moves[j]);
            }
        }
        return Optional.of(new FreeDirection(parts, listed(moves)));
    }

    private static boolean isTold(double scaled) {
        return Math.abs(scaled) > TOLD;
    }

    private static List<Double> listed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private String name(int parameter) {
        return problem.model.parameters().get(parameter).name();
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
