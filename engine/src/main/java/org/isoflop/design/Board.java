package org.isoflop.design;

import java.util.List;

/**
 * The design that is being laid, and what each candidate would add to it.
 *
 * <p>For each draw of the parameters, {@code b = f' M^-1 g} and {@code q = f' M^-1 f} are kept for every candidate. One
 * more run with the information h lowers the variance {@code g' M^-1 g} by {@code h b^2 / (1 + h q)}, and the inverse
 * changes by one product (Sherman and Morrison 1950), so that to lay a run costs a product per candidate and draw. The
 * criterion is the mean over draws of the variance as a share of that of an even spending of the budget; where all
 * parameters are wanted, the mean of {@code -log det M}. Both are convex in the information.
 *
 * <p>For one thread.
 */
final class Board {
    private final List<Candidate> candidates;
    private final double[] information;
    private final boolean determinant;
    private final Draw[] draws;
    private final int[] counts;
    private double spent;
    private int runs;

    /** One draw of the parameters of all laws. */
    private static final class Draw {
        /** For each law what is known before, and the slope of the target. */
        final double[][][] before;

        final double[][] target;
        /** For each candidate its slope in the parameters of its law. */
        final double[][] slopes;

        final double[][][] inverse;
        final double[] b;
        final double[] q;
        double value;
        double share = 1;

        Draw(double[][][] before, double[][] target, double[][] slopes) {
            this.before = before;
            this.target = target;
            this.slopes = slopes;
            inverse = new double[before.length][][];
            b = new double[slopes.length];
            q = new double[slopes.length];
        }
    }

    private Board(List<Candidate> candidates, double[] information, boolean determinant, Draw[] draws) {
        this.candidates = candidates;
        this.information = information;
        this.determinant = determinant;
        this.draws = draws;
        counts = new int[candidates.size()];
    }

    /**
     * An empty board.
     *
     * @param flops the budget that an even spending is compared with
     */
    static Board of(List<Perspective> perspectives, List<Candidate> candidates, double[] information, double flops) {
        boolean determinant = perspectives.getFirst().target().isEmpty();
        Draw[] draws = perspectives.stream()
                .map(p -> new Draw(p.before(), p.target().orElseGet(() -> new double[0][]), p.slopes()))
                .toArray(Draw[]::new);
        var board = new Board(candidates, information, determinant, draws);
        if (!determinant) {
            board.compareWithEvenSpending(flops);
        }
        board.rebuild();
        return board;
    }

    private void compareWithEvenSpending(double flops) {
        double[] even = new double[counts.length];
        for (int c = 0; c < even.length; c++) {
            even[c] = flops / even.length / candidates.get(c).flops();
        }
        for (Draw draw : draws) {
            invert(draw, even);
            draw.share = 1 / variance(draw) / draws.length;
        }
    }

    /** The inverse for so many runs at each candidate. */
    private void invert(Draw draw, double[] runsAt) {
        for (int l = 0; l < draw.before.length; l++) {
            double[][] m = new double[draw.before[l].length][];
            for (int i = 0; i < m.length; i++) {
                m[i] = draw.before[l][i].clone();
            }
            for (int c = 0; c < runsAt.length; c++) {
                if (runsAt[c] > 0 && candidates.get(c).law() == l) {
                    Symmetric.add(m, draw.slopes[c], runsAt[c] * information[c]);
                }
            }
            draw.inverse[l] = Symmetric.inverse(m);
        }
    }

    private double variance(Draw draw) {
        double sum = 0;
        for (int l = 0; l < draw.target.length; l++) {
            sum += Symmetric.dot(draw.target[l], Symmetric.times(draw.inverse[l], draw.target[l]));
        }
        return sum;
    }

    private double logDeterminant(Draw draw) {
        double sum = 0;
        for (double[][] inverse : draw.inverse) {
            sum += Symmetric.logDeterminant(inverse);
        }
        return sum;
    }

    /** Computes everything anew from what is laid, which takes away the rounding of many small steps. */
    void rebuild() {
        double[] laid = new double[counts.length];
        for (int c = 0; c < laid.length; c++) {
            laid[c] = counts[c];
        }
        for (Draw draw : draws) {
            invert(draw, laid);
            draw.value = determinant ? logDeterminant(draw) : variance(draw);
            if (determinant) {
                draw.share = 1.0 / draws.length;
            }
            double[][] u = new double[draw.before.length][];
            for (int l = 0; l < draw.target.length; l++) {
                u[l] = Symmetric.times(draw.inverse[l], draw.target[l]);
            }
            for (int c = 0; c < laid.length; c++) {
                int law = candidates.get(c).law();
                double[] f = draw.slopes[c];
                draw.b[c] = determinant ? 0 : Symmetric.dot(f, u[law]);
                draw.q[c] = Symmetric.dot(f, Symmetric.times(draw.inverse[law], f));
            }
        }
    }

    /** The criterion: the less the better. */
    double value() {
        double sum = 0;
        for (Draw draw : draws) {
            sum += draw.share * draw.value;
        }
        return sum;
    }

    /** How much lower the criterion would be with one more run at a candidate. */
    double gain(int c) {
        return change(information[c], c);
    }

    /** How much higher it would be with one run less. */
    double loss(int c) {
        return -change(-information[c], c);
    }

    private double change(double h, int c) {
        double sum = 0;
        for (Draw draw : draws) {
            double hq = h * draw.q[c];
            sum += draw.share * (determinant ? Math.log1p(hq) : h * draw.b[c] * draw.b[c] / (1 + hq));
        }
        return sum;
    }

    /** How fast the criterion falls with the number of runs at a candidate, where parts of a run can be made. */
    double slope(int c) {
        double sum = 0;
        for (Draw draw : draws) {
            sum += draw.share * information[c] * (determinant ? draw.q[c] : draw.b[c] * draw.b[c]);
        }
        return sum;
    }

    void add(int c) {
        lay(c, 1);
    }

    void remove(int c) {
        lay(c, -1);
    }

    private void lay(int x, int sign) {
        int law = candidates.get(x).law();
        double h = sign * information[x];
        for (Draw draw : draws) {
            double[] w = Symmetric.times(draw.inverse[law], draw.slopes[x]);
            double factor = h / (1 + h * draw.q[x]);
            double b = draw.b[x];
            draw.value -= determinant ? Math.log1p(h * draw.q[x]) : factor * b * b;
            for (int c = 0; c < counts.length; c++) {
                if (candidates.get(c).law() == law) {
                    double fw = Symmetric.dot(draw.slopes[c], w);
                    draw.q[c] -= factor * fw * fw;
                    draw.b[c] -= factor * fw * b;
                }
            }
            Symmetric.add(draw.inverse[law], w, -factor);
        }
        counts[x] += sign;
        runs += sign;
        spent += sign * candidates.get(x).flops();
    }

    /** How many runs are laid at each candidate. */
    int[] counts() {
        return counts.clone();
    }

    int count(int c) {
        return counts[c];
    }

    double spent() {
        return spent;
    }

    int runs() {
        return runs;
    }

    List<Candidate> candidates() {
        return candidates;
    }

    /** Lays another design in place of this one. */
    void lay(int[] design) {
        runs = 0;
        spent = 0;
        for (int c = 0; c < counts.length; c++) {
            counts[c] = design[c];
            runs += design[c];
            spent += design[c] * candidates.get(c).flops();
        }
        rebuild();
    }
}
