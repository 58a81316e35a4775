package org.isoflop.fit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.isoflop.formula.Prepared;

/**
 * L-BFGS within bounds, for laws with so many parameters that their curvature is dear: a mixture of tens of domains has
 * tens of parameters, and one evaluation of all their products costs as much as dozens of the gradient alone.
 *
 * <p>The two-loop recursion (Nocedal and Wright, Numerical Optimization, 2nd edition, algorithm 7.4) over the
 * parameters that do not rest on a bound, started from the diagonal of the Gauss-Newton matrix, with a projected line
 * search. When a parameter comes to rest on a bound or leaves it, what was learnt of the curvature is forgotten.
 */
final class QuasiNewton {
    private static final int MEMORY = 12;
    private static final int MAX_HALVINGS = 40;

    /** Of the decrease that the slope promises, a step must bring this share (Armijo). */
    private static final double SUFFICIENT = 1e-4;

    /** Pairs whose curvature is less than this share of their length are rounding. */
    private static final double LEAST_CURVATURE = 1e-10;

    private final Problem.Workspace workspace;
    private final Problem problem;
    private final int n;
    private final Equations here;
    private final Equations there;
    private final double[] scale;
    private final Deque<Pair> pairs = new ArrayDeque<>();

    QuasiNewton(Problem.Workspace workspace) {
        this.workspace = workspace;
        problem = workspace.problem();
        n = problem.parameters();
        here = workspace.equations();
        there = workspace.equations();
        scale = new double[n];
    }

    /** A step and the change of the gradient over it. */
    private record Pair(double[] step, double[] change, double product) {}

    /**
     * Goes downhill from a point.
     *
     * @param width of the penalty
     * @param goal the scaled gradient that ends the search
     * @return where it ended
     */
    double[] search(double[] from, double width, Prepared rows, double goal, int maxIterations) {
        double[] point = clamped(from);
        workspace.evaluate(point, width, rows, here);
        for (int j = 0; j < n; j++) {
            double length = here.far[Packed.at(j, j)];
            scale[j] = length > 0 && Double.isFinite(length) ? 1 / length : 0;
        }
        pairs.clear();
        boolean[] held = held(point);
        for (int iteration = 0; iteration < maxIterations && gradient(held) > goal; iteration++) {
            double[] direction = direction(held);
            double[] next = lineSearch(point, direction, width, rows);
            if (next.length == 0) {
                if (pairs.isEmpty()) {
                    break;
                }
                pairs.clear();
                continue;
            }
            remember(point, next);
            System.arraycopy(there.gradient, 0, here.gradient, 0, n);
            here.value = there.value;
            point = next;
            boolean[] now = held(point);
            if (!java.util.Arrays.equals(now, held)) {
                pairs.clear();
            }
            held = now;
        }
        return point;
    }

    private double[] clamped(double[] theta) {
        double[] within = new double[n];
        for (int j = 0; j < n; j++) {
            within[j] = Math.clamp(theta[j], problem.lower[j], problem.upper[j]);
        }
        return within;
    }

    private boolean[] held(double[] point) {
        boolean[] held = new boolean[n];
        for (int j = 0; j < n; j++) {
            double slope = here.gradient[j];
            held[j] = point[j] <= problem.lower[j] && slope > 0 || point[j] >= problem.upper[j] && slope < 0;
        }
        return held;
    }

    /** The largest cosine between the residuals and the derivative by a parameter, as it was scaled at the start. */
    private double gradient(boolean[] held) {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            if (!held[j]) {
                largest = Math.max(largest, Math.abs(here.gradient[j]) * Math.sqrt(scale[j] / (2 * here.value)));
            }
        }
        return largest;
    }

    /** The two-loop recursion. */
    private double[] direction(boolean[] held) {
        double[] q = new double[n];
        for (int j = 0; j < n; j++) {
            q[j] = held[j] ? 0 : -here.gradient[j];
        }
        double[] weights = new double[pairs.size()];
        int k = 0;
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); k++) {
            Pair pair = newest.next();
            weights[k] = dot(pair.step, q) / pair.product;
            add(q, -weights[k], pair.change);
        }
        double size = size();
        for (int j = 0; j < n; j++) {
            q[j] *= size * scale[j];
        }
        for (Pair pair : pairs) {
            k--;
            add(q, weights[k] - dot(pair.change, q) / pair.product, pair.step);
        }
        for (int j = 0; j < n; j++) {
            q[j] = held[j] ? 0 : q[j];
        }
        return q;
    }

    /** How far the scaled unit is from the curvature of the last step. */
    private double size() {
        if (pairs.isEmpty()) {
            return 1;
        }
        Pair last = pairs.getLast();
        double scaled = 0;
        for (int j = 0; j < n; j++) {
            scaled += last.change[j] * last.change[j] * scale[j];
        }
        return last.product / scaled;
    }

    /** The next point along the direction, bent at the bounds; empty if there is none that is better. */
    private double[] lineSearch(double[] point, double[] direction, double width, Prepared rows) {
        double length = 1;
        for (int halving = 0; halving < MAX_HALVINGS; halving++) {
            double[] next = new double[n];
            double promised = 0;
            for (int j = 0; j < n; j++) {
                next[j] = Math.clamp(point[j] + length * direction[j], problem.lower[j], problem.upper[j]);
                promised += here.gradient[j] * (next[j] - point[j]);
            }
            if (!(promised < 0)) {
                return new double[0];
            }
            workspace.evaluateSlopes(next, width, rows, there);
            if (there.value <= here.value + SUFFICIENT * promised && there.value < here.value) {
                return next;
            }
            length /= 2;
        }
        return new double[0];
    }

    private void remember(double[] point, double[] next) {
        double[] step = new double[n];
        double[] change = new double[n];
        for (int j = 0; j < n; j++) {
            step[j] = next[j] - point[j];
            change[j] = there.gradient[j] - here.gradient[j];
        }
        double product = dot(step, change);
        if (product > LEAST_CURVATURE * Math.sqrt(dot(step, step) * dot(change, change))) {
            if (pairs.size() == MEMORY) {
                pairs.removeFirst();
            }
            pairs.addLast(new Pair(step, change, product));
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * what[j];
        }
    }
}
