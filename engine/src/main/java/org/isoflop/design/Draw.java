package org.isoflop.design;

import java.util.List;

/** What a design is worth, and what each candidate would add to it, seen from one draw of the parameters of all laws. */
final class Draw {
    private final Perspective perspective;
    private final List<Candidate> candidates;
    private final double[] information;
    private final boolean determinant;
    private final Side[] sides;
    private final double[] b;
    private final double[] q;
    private final double[][] e;
    private double value;

    Draw(Perspective perspective, List<Candidate> candidates, double[] information, boolean determinant) {
        this.perspective = perspective;
        this.candidates = candidates;
        this.information = information;
        this.determinant = determinant;
        sides = perspective.views().stream().map(Side::new).toArray(Side[]::new);
        int n = candidates.size();
        b = new double[n];
        q = new double[n];
        e = new double[n][];
    }

    private Side side(int c) {
        return sides[candidates.get(c).law()];
    }

    /** The value of so many runs at each candidate, parts of runs too; what each would add is not known after this. */
    double valueOf(double[] runsAt) {
        for (int l = 0; l < sides.length; l++) {
            Equations equations = sides[l].before();
            for (int c = 0; c < runsAt.length; c++) {
                if (runsAt[c] > 0 && candidates.get(c).law() == l) {
                    equations.add(perspective.slopes()[c], perspective.steps()[c], runsAt[c] * information[c]);
                }
            }
            sides[l].solve(equations);
        }
        double sum = 0;
        for (Side side : sides) {
            sum += determinant ? side.logDeterminant() : side.error();
        }
        return sum;
    }

    /** Computes everything anew. */
    void rebuild(double[] runsAt) {
        value = valueOf(runsAt);
        for (int c = 0; c < b.length; c++) {
            Side side = side(c);
            double[] f = perspective.slopes()[c];
            double[] w = side.times(f);
            b[c] = Symmetric.dot(w, side.target());
            q[c] = Symmetric.dot(w, f);
            e[c] = side.left(f, perspective.steps()[c]);
        }
    }

    double value() {
        return value;
    }

    /** By how much the value falls with a run that counts h. */
    double fall(int c, double h) {
        double hq = h * q[c];
        if (determinant) {
            return Math.log1p(hq);
        }
        double factor = h * b[c] / (1 + hq);
        return factor * b[c] + side(c).straightened(factor, e[c]);
    }

    /** How fast the variance falls with the number of runs at a candidate. */
    double slope(int c) {
        return information[c] * (determinant ? q[c] : b[c] * b[c]);
    }

    /** Adds a run that counts h, or takes away one that counts -h. */
    void lay(int x, double h) {
        value -= fall(x, h);
        double factor = h / (1 + h * q[x]);
        int law = candidates.get(x).law();
        double[] w = sides[law].times(perspective.slopes()[x]);
        double before = b[x];
        double[] left = e[x].clone();
        for (int c = 0; c < b.length; c++) {
            if (candidates.get(c).law() == law) {
                double fw = factor * Symmetric.dot(perspective.slopes()[c], w);
                q[c] -= fw * fw / factor;
                b[c] -= fw * before;
                double[] own = e[c];
                for (int j = 0; j < own.length; j++) {
                    own[j] -= fw * left[j];
                }
            }
        }
        sides[law].add(w, before, left, factor);
    }
}
