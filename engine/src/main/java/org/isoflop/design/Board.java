package org.isoflop.design;

import java.util.List;

/**
 * The design that is being laid, and what each candidate would add to it.
 *
 * <p>For each draw of the parameters and each candidate there are kept {@code b = f' M^-1 g}, {@code q = f' M^-1 f} and
 * {@code e = z - S' M^-1 f}: what a fit leaves of the misfit there. One more run with the information h and
 * {@code c = h b / (1 + h q)} lowers the variance {@code g' M^-1 g} by {@code c b}, and moves the error of the target that
 * the misfit makes, {@code r = S' M^-1 g - z_target} per step, by {@code c e}. All of them change by one product per
 * candidate (Sherman and Morrison 1950).
 *
 * <p>The criterion is the mean over draws of {@code g' M^-1 g + sum V r^2} (Box and Draper, A basis for the selection of a
 * response surface design, 1959), each as a share of that of an even spending of the budget; where all parameters are wanted,
 * the mean of {@code -log det M}.
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

    /** One law seen from one draw, with the runs that are laid. */
    private static final class Side {
        final Perspective.View view;
        double[][] inverse = {};
        /** What the fit makes of each step, {@code M^-1 S}. */
        double[][] absorbed = {};
        /** The error of the target per step of the misfit. */
        double[] bias = {};

        Side(Perspective.View view) {
            this.view = view;
        }

        void solve(Equations equations) {
            inverse = Symmetric.inverse(equations.information());
            absorbed = equations.absorbed(inverse);
            bias = view.targetSteps().clone();
            for (int j = 0; j < bias.length; j++) {
                bias[j] = -bias[j];
                for (int i = 0; i < inverse.length; i++) {
                    bias[j] += view.target()[i] * absorbed[i][j];
                }
            }
        }

        double error() {
            double sum = Symmetric.dot(view.target(), Symmetric.times(inverse, view.target()));
            for (int j = 0; j < bias.length; j++) {
                sum += view.variances()[j] * bias[j] * bias[j];
            }
            return sum;
        }

        /** What is left of the steps at a place. */
        double[] left(double[] f, double[] z) {
            double[] left = z.clone();
            for (int i = 0; i < f.length; i++) {
                for (int j = 0; j < left.length; j++) {
                    left[j] -= f[i] * absorbed[i][j];
                }
            }
            return left;
        }
    }

    /** One draw of the parameters of all laws. */
    private static final class Draw {
        final Perspective perspective;
        final Side[] sides;
        final double[] b;
        final double[] q;
        final double[][] e;
        double value;
        double share;

        Draw(Perspective perspective, int draws) {
            this.perspective = perspective;
            sides = perspective.views().stream().map(Side::new).toArray(Side[]::new);
            int n = perspective.slopes().length;
            b = new double[n];
            q = new double[n];
            e = new double[n][];
            share = 1.0 / draws;
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
     * @param information of one run at each candidate
     * @param determinant whether all parameters are wanted
     * @param flops the budget that an even spending is compared with
     */
    static Board of(
            List<Perspective> perspectives,
            List<Candidate> candidates,
            double[] information,
            boolean determinant,
            double flops) {
        Draw[] draws =
                perspectives.stream().map(p -> new Draw(p, perspectives.size())).toArray(Draw[]::new);
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
            solve(draw, even);
            draw.share = 1 / value(draw) / draws.length;
        }
    }

    /** For so many runs at each candidate. */
    private void solve(Draw draw, double[] runsAt) {
        for (int l = 0; l < draw.sides.length; l++) {
            Equations equations = draw.sides[l].view.before().copy();
            for (int c = 0; c < runsAt.length; c++) {
                if (runsAt[c] > 0 && candidates.get(c).law() == l) {
                    equations.add(
                            draw.perspective.slopes()[c], draw.perspective.steps()[c], runsAt[c] * information[c]);
                }
            }
            draw.sides[l].solve(equations);
        }
    }

    private double value(Draw draw) {
        double sum = 0;
        for (Side side : draw.sides) {
            sum += determinant ? Symmetric.logDeterminant(side.inverse) : side.error();
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
            solve(draw, laid);
            draw.value = value(draw);
            for (int c = 0; c < laid.length; c++) {
                Side side = draw.sides[candidates.get(c).law()];
                double[] f = draw.perspective.slopes()[c];
                double[] w = Symmetric.times(side.inverse, f);
                draw.b[c] = Symmetric.dot(w, side.view.target());
                draw.q[c] = Symmetric.dot(w, f);
                draw.e[c] = side.left(f, draw.perspective.steps()[c]);
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
        double sum = 0;
        for (Draw draw : draws) {
            sum += draw.share * fall(draw, c, information[c]);
        }
        return sum;
    }

    /** How much higher it would be with one run less. */
    double loss(int c) {
        double sum = 0;
        for (Draw draw : draws) {
            sum -= draw.share * fall(draw, c, -information[c]);
        }
        return sum;
    }

    /** By how much one draw's value falls with a run that counts h. */
    private double fall(Draw draw, int c, double h) {
        double hq = h * draw.q[c];
        if (determinant) {
            return Math.log1p(hq);
        }
        Side side = draw.sides[candidates.get(c).law()];
        double factor = h * draw.b[c] / (1 + hq);
        double fall = factor * draw.b[c];
        double[] e = draw.e[c];
        for (int j = 0; j < e.length; j++) {
            double moved = side.bias[j] + factor * e[j];
            fall += side.view.variances()[j] * (side.bias[j] * side.bias[j] - moved * moved);
        }
        return fall;
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
        double h = sign * information[x];
        for (Draw draw : draws) {
            draw.value -= fall(draw, x, h);
            lay(draw, x, h / (1 + h * draw.q[x]));
        }
        counts[x] += sign;
        runs += sign;
        spent += sign * candidates.get(x).flops();
    }

    private void lay(Draw draw, int x, double factor) {
        int law = candidates.get(x).law();
        Side side = draw.sides[law];
        double[] w = Symmetric.times(side.inverse, draw.perspective.slopes()[x]);
        double b = draw.b[x];
        double[] e = draw.e[x].clone();
        for (int j = 0; j < e.length; j++) {
            side.bias[j] += factor * b * e[j];
            for (int i = 0; i < w.length; i++) {
                side.absorbed[i][j] += factor * w[i] * e[j];
            }
        }
        for (int c = 0; c < counts.length; c++) {
            if (candidates.get(c).law() == law) {
                double fw = factor * Symmetric.dot(draw.perspective.slopes()[c], w);
                draw.q[c] -= fw * fw / factor;
                draw.b[c] -= fw * b;
                double[] left = draw.e[c];
                for (int j = 0; j < left.length; j++) {
                    left[j] -= fw * e[j];
                }
            }
        }
        Symmetric.add(side.inverse, w, -factor);
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
