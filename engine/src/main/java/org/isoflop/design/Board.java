package org.isoflop.design;

import java.util.Arrays;
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
    private final Draw[] draws;
    /** How much each draw counts. */
    private final double[] shares;

    private final int[] counts;
    private double spent;
    private int runs;

    private Board(List<Candidate> candidates, double[] information, Draw[] draws) {
        this.candidates = candidates;
        this.information = information;
        this.draws = draws;
        shares = new double[draws.length];
        Arrays.fill(shares, 1.0 / draws.length);
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
        Draw[] draws = perspectives.stream()
                .map(p -> new Draw(p, candidates, information, determinant))
                .toArray(Draw[]::new);
        var board = new Board(candidates, information, draws);
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
        for (int k = 0; k < draws.length; k++) {
            shares[k] = 1 / draws[k].valueOf(even) / draws.length;
        }
    }

    /** Computes everything anew from what is laid, which takes away the rounding of many small steps. */
    void rebuild() {
        double[] laid = new double[counts.length];
        for (int c = 0; c < laid.length; c++) {
            laid[c] = counts[c];
        }
        for (Draw draw : draws) {
            draw.rebuild(laid);
        }
    }

    /** The criterion: the less the better. */
    double value() {
        double sum = 0;
        for (int k = 0; k < draws.length; k++) {
            sum += shares[k] * draws[k].value();
        }
        return sum;
    }

    /** How much lower the criterion would be with one more run at a candidate. */
    double gain(int c) {
        return fall(c, information[c]);
    }

    /** How much higher it would be with one run less. */
    double loss(int c) {
        return -fall(c, -information[c]);
    }

    private double fall(int c, double h) {
        double sum = 0;
        for (int k = 0; k < draws.length; k++) {
            sum += shares[k] * draws[k].fall(c, h);
        }
        return sum;
    }

    /** How fast the criterion falls with the number of runs at a candidate, where parts of a run can be made. */
    double slope(int c) {
        double sum = 0;
        for (int k = 0; k < draws.length; k++) {
            sum += shares[k] * draws[k].slope(c);
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
        for (Draw draw : draws) {
            draw.lay(x, sign * information[x]);
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
