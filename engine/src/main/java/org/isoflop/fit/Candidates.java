package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.formula.Prepared;
import org.isoflop.law.Parameter;

/**
 * The points to search from.
 *
 * @param all the one that somebody has named, if any, then the best of the scan
 * @param count how many of them were named
 */
record Candidates(List<double[]> all, int count) {
    /** More points do not fill a space of many dimensions either. */
    private static final int MAX_SCAN = 2048;

    /** Two candidates nearer than this share of every start value lead to the same place: one of them is enough. */
    private static final double SAME_START = 1e-9;

    int size() {
        return all.size();
    }

    List<double[]> named() {
        return all.subList(0, count);
    }

    List<double[]> scanned() {
        return all.subList(count, all.size());
    }

    /** The candidates of a problem. */
    static Candidates of(Fitter fitter, Problem problem) {
        Prepared rows = Problem.thinned(problem.projection.rows(), Multistart.ROWS_FROM_AFAR);
        var scanner = new Scan(problem);
        var found = new ArrayList<double[]>();
        double[] named = named(problem, rows);
        if (named.length > 0) {
            found.add(named);
        }
        int count = found.size();
        if (count < fitter.starts()) {
            scanner.mildest(rows).ifPresent(mildest -> found.add(mildest.theta()));
        }
        for (Scan.Candidate candidate :
                scanner.candidates(scanPoints(fitter, problem), fitter.seed(), rows, fitter.threads())) {
            if (found.size() < fitter.starts() && !isKnown(candidate.theta(), found)) {
                found.add(candidate.theta());
            }
        }
        return new Candidates(found, count);
    }

    /** Of the scan, the same points have the same error and come one after the other; before it there are two at most. */
    private static boolean isKnown(double[] theta, List<double[]> found) {
        for (int k = 0; k < Math.min(2, found.size()); k++) {
            if (isSame(found.get(k), theta)) {
                return true;
            }
        }
        return !found.isEmpty() && isSame(found.getLast(), theta);
    }

    /** A law without nonlinear parameters has one solution, wherever one starts. */
    static int scanPoints(Fitter fitter, Problem problem) {
        return problem.nonlinear.length == 0
                ? 1
                : Math.max(fitter.starts(), Math.clamp((long) fitter.scan() * problem.nonlinear.length, 1, MAX_SCAN));
    }

    /** The start that somebody has given as points; empty if there is none. */
    private static double[] named(Problem problem, Prepared rows) {
        List<Parameter> parameters = problem.model.parameters();
        double[] theta = new double[parameters.size()];
        boolean complete = true;
        boolean any = false;
        for (int j = 0; j < theta.length; j++) {
            Parameter known = parameters.get(j);
            boolean isLinear = isAmong(problem.linear, j);
            any |= known.startsAtPoint();
            complete &= known.hasStart();
            if (!known.hasStart() && !isLinear) {
                return new double[0];
            }
            theta[j] = known.hasStart() ? (known.startLow() + known.startHigh()) / 2 : 0;
        }
        if (any && !complete) {
            problem.projection.point().solve(theta, rows);
        }
        return any ? theta : new double[0];
    }

    private static boolean isAmong(int[] indices, int j) {
        return Arrays.stream(indices).anyMatch(i -> i == j);
    }

    private static boolean isSame(double[] a, double[] b) {
        for (int j = 0; j < a.length; j++) {
            if (!(Math.abs(a[j] - b[j]) <= SAME_START * Math.abs(a[j]))) {
                return false;
            }
        }
        return true;
    }
}
