package org.isoflop.fit;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.formula.Prepared;

/**
 * Finds the local minimum of a {@link SharedProblem}, with the damped steps of {@link Minimizer}.
 *
 * <p>The curvature is a block per group bordered by the shared parameters. The own parameters of a group are eliminated
 * first, so that a step costs as much as one small system per group: {@code S = H_ss - sum_g B_g' M_g^-1 B_g}. For one
 * thread at a time.
 */
final class SharedMinimizer {
    private static final double ROUGH = 1e-3;
    private static final double NARROWER = 4;
    private static final double FIRST_DAMPING = 1e-3;
    private static final double LEAST_DAMPING = 1e-15;
    private static final double MOST_DAMPING = 1e14;

    /** A step that gains less than this share, several times in a row, is the end. */
    private static final double LEVEL = 1e-13;

    private static final int MAX_LEVEL_STEPS = 4;

    private final SharedProblem joint;
    private final Problem.Workspace workspace;
    private final Optional<Population> population;
    private final Optional<SharedBelief> belief;
    /** Whether a group borrows from the population. */
    private final boolean[] borrows;

    private final double[] lower;
    private final double[] upper;
    private Equations[] here;
    private Equations[] there;

    SharedMinimizer(
            SharedProblem joint, Optional<SharedBelief> belief, Optional<Population> population, boolean[] borrows) {
        this.joint = joint;
        this.belief = belief.map(SharedBelief::copy);
        this.population = population;
        this.borrows = borrows;
        workspace = joint.problem.workspace();
        lower = joint.alike(joint.problem.lower);
        upper = joint.alike(joint.problem.upper);
        here = equations();
        there = equations();
    }

    private Equations[] equations() {
        return IntStream.range(0, joint.groups)
                .mapToObj(g -> workspace.equations())
                .toArray(Equations[]::new);
    }

    /** The equations of the groups at the point where the last search ended. */
    Equations[] here() {
        return here;
    }

    int evaluations() {
        return workspace.evaluations();
    }

    /** From a point that may be far away: the penalty narrows step by step. */
    Minimizer.Outcome search(double[] from, Prepared[] rows, int maxIterations) {
        double last = joint.problem.width();
        double all = joint.problem.leastSquaresWidth();
        double[] point = from;
        if (last < all) {
            Minimizer.Outcome outcome = search(point, all, rows, ROUGH, maxIterations);
            int count = Arrays.stream(rows).mapToInt(Prepared::rows).sum();
            double width = Math.sqrt(2 * outcome.value() / count);
            while (width > last * NARROWER && Double.isFinite(width)) {
                outcome = search(outcome.theta(), width, rows, ROUGH, maxIterations);
                width /= NARROWER;
            }
            point = outcome.theta();
        }
        return search(point, last, rows, Minimizer.GRADIENT_TOLERANCE, maxIterations);
    }

    /** From a point near the minimum. */
    Minimizer.Outcome refine(double[] from, Prepared[] rows, double goal, int maxIterations) {
        return search(from, joint.problem.width(), rows, goal, maxIterations);
    }

    private Minimizer.Outcome search(double[] from, double width, Prepared[] rows, double goal, int maxIterations) {
        double[] point = clamped(from);
        double value = evaluate(point, width, rows, here);
        double lambda = FIRST_DAMPING;
        double growth = 2;
        int level = 0;
        for (int i = 0; i < maxIterations && Double.isFinite(value); i++) {
            double gradient = gradient(point, value);
            if (gradient <= goal) {
                return new Minimizer.Outcome(point, value, gradient, new Stop.Converged(gradient));
            }
            double[] trial = step(point, lambda);
            double next = trial.length == 0 ? Double.NaN : evaluate(trial, width, rows, there);
            if (next < value || Math.abs(next - value) <= LEVEL * value) {
                level = value - next <= LEVEL * value ? level + 1 : 0;
                Equations[] swap = here;
                here = there;
                there = swap;
                point = trial;
                value = next;
                lambda = Math.max(lambda / 8, LEAST_DAMPING);
                growth = 2;
            } else {
                lambda = Math.max(lambda, 1e-12) * growth;
                growth *= 2;
            }
            if (level > MAX_LEVEL_STEPS || lambda > MOST_DAMPING) {
                return new Minimizer.Outcome(point, value, gradient, end(gradient));
            }
        }
        return new Minimizer.Outcome(
                point,
                value,
                Double.NaN,
                Double.isFinite(value)
                        ? new Stop.Exhausted(maxIterations, gradient(point, value))
                        : new Stop.Exhausted(0, Double.NaN));
    }

    /** The sums of many groups carry more rounding than those of one. */
    private static Stop end(double gradient) {
        return gradient <= 1e-6 ? new Stop.Converged(gradient) : new Stop.Stalled(gradient);
    }

    private double[] clamped(double[] vector) {
        return IntStream.range(0, vector.length)
                .mapToDouble(j -> Math.clamp(vector[j], lower[j], upper[j]))
                .toArray();
    }

    private double evaluate(double[] vector, double width, Prepared[] rows, Equations[] into) {
        double sum = 0;
        for (int g = 0; g < joint.groups; g++) {
            double[] theta = joint.theta(vector, g);
            workspace.evaluate(theta, width, rows[g], into[g]);
            int group = g;
            belief.ifPresent(b -> b.add(theta, width, group, borrows[group], into[group]));
            if (borrows[g] && population.isPresent()) {
                population.get().add(theta, joint.own, into[g]);
            }
            sum += into[g].value;
        }
        return sum;
    }

    /** The gradient and the diagonal of far over the whole vector. */
    private double[][] gradientAndLengths() {
        double[] gradient = new double[joint.unknowns()];
        double[] lengths = new double[joint.unknowns()];
        for (int g = 0; g < joint.groups; g++) {
            int[] places = joint.places(g);
            for (int j = 0; j < places.length; j++) {
                gradient[places[j]] += here[g].gradient[j];
                lengths[places[j]] += here[g].far[Packed.at(j, j)];
            }
        }
        return new double[][] {gradient, lengths};
    }

    private boolean isHeld(double[] point, double gradient, int j) {
        return point[j] <= lower[j] && gradient > 0 || point[j] >= upper[j] && gradient < 0;
    }

    private double gradient(double[] point, double value) {
        double[][] both = gradientAndLengths();
        return IntStream.range(0, point.length)
                .filter(j -> !isHeld(point, both[0][j], j) && both[1][j] > 0)
                .mapToDouble(j -> Math.abs(both[0][j]) / Math.sqrt(2 * both[1][j] * value))
                .max()
                .orElse(0);
    }

    /** Where a damped step leads; empty if the system cannot be solved. Parameters without influence do not move. */
    private double[] step(double[] point, double lambda) {
        double[][] both = gradientAndLengths();
        double[] scale = new double[point.length];
        for (int j = 0; j < scale.length; j++) {
            boolean moves = !isHeld(point, both[0][j], j) && both[1][j] > 0;
            scale[j] = moves ? 1 / Math.sqrt(both[1][j]) : 0;
        }
        int p = joint.shared.length;
        int q = joint.own.length;
        double[] system = new double[Packed.length(p)];
        double[] right = new double[p];
        for (int s = 0; s < p; s++) {
            system[Packed.at(s, s)] = scale[s] > 0 ? lambda : 1;
            right[s] = -both[0][s] * scale[s];
        }
        double[][][] solved = new double[joint.groups][][];
        for (int g = 0; g < joint.groups; g++) {
            var block = new Block(here[g], joint.places(g), scale, lambda);
            for (int s = 0; s < p; s++) {
                for (int t = 0; t <= s; t++) {
                    system[Packed.at(s, t)] += block.at(joint.shared[s], joint.shared[t]);
                }
            }
            solved[g] = eliminated(block, q, p, both[0], g, scale);
            if (solved[g].length == 0) {
                return new double[0];
            }
            for (int s = 0; s < p; s++) {
                for (int l = 0; l < q; l++) {
                    double cross = block.at(joint.own[l], joint.shared[s]);
                    right[s] -= cross * solved[g][p][l];
                    for (int t = 0; t <= s; t++) {
                        system[Packed.at(s, t)] -= cross * solved[g][t][l];
                    }
                }
            }
        }
        if (!Packed.solve(system, right, p)) {
            return new double[0];
        }
        double[] trial = point.clone();
        for (int s = 0; s < p; s++) {
            trial[s] += right[s] * scale[s];
        }
        for (int g = 0; g < joint.groups; g++) {
            for (int l = 0; l < q; l++) {
                int place = p + g * q + l;
                double move = solved[g][p][l];
                for (int s = 0; s < p; s++) {
                    move -= solved[g][s][l] * right[s];
                }
                trial[place] += move * scale[place];
            }
        }
        return clamped(trial);
    }

    /** {@code M^-1} times each column of the border, and last times the right side; empty if M cannot be inverted. */
    private double[][] eliminated(Block block, int q, int p, double[] gradient, int g, double[] scale) {
        double[][] columns = new double[p + 1][q];
        for (int c = 0; c <= p; c++) {
            double[] own = new double[Packed.length(q)];
            for (int l = 0; l < q; l++) {
                int place = p + g * q + l;
                for (int m = 0; m <= l; m++) {
                    own[Packed.at(l, m)] = block.at(joint.own[l], joint.own[m]);
                }
                own[Packed.at(l, l)] += scale[place] > 0 ? block.lambda() : 1;
                columns[c][l] = c < p ? block.at(joint.own[l], joint.shared[c]) : -gradient[place] * scale[place];
            }
            if (!Packed.solve(own, columns[c], q)) {
                return new double[0][];
            }
        }
        return columns;
    }

    /** The curvature of a group in units in which far has a unit diagonal. */
    private record Block(Equations equations, int[] places, double[] scale, double lambda) {
        double at(int i, int j) {
            int at = Packed.at(i, j);
            return scale[places[i]] * scale[places[j]] * (equations.near[at] + lambda * equations.far[at]);
        }
    }

    /**
     * For each own parameter of a group the inverse of its curvature, with the shared parameters held: times the scale
     * of the objective, its variance.
     */
    double[] ownVariances(int group) {
        int q = joint.own.length;
        double[] variances = new double[q];
        for (int c = 0; c < q; c++) {
            double[] system = new double[Packed.length(q)];
            double[] right = new double[q];
            for (int l = 0; l < q; l++) {
                for (int m = 0; m <= l; m++) {
                    system[Packed.at(l, m)] = here[group].far[Packed.at(joint.own[l], joint.own[m])];
                }
            }
            right[c] = 1;
            variances[c] = Packed.solve(system, right, q) ? right[c] : Double.POSITIVE_INFINITY;
        }
        return variances;
    }
}
