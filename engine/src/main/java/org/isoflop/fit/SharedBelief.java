package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Arrays;
import org.isoflop.formula.Expr;
import org.isoflop.law.Model;
import org.isoflop.law.Prior;

/**
 * The priors of a law over groups: one of shared parameters alone is believed once, any other of every group.
 *
 * <p>A group that borrows has no belief of its own: what it expects of its own parameters is what the other groups say,
 * whose fits the prior has drawn already.
 */
final class SharedBelief {
    private final Belief common;
    private final Belief own;

    /** The widths differ from stage to stage of a search, and the scales with them. */
    private double width = Double.NaN;

    private double commonKappa;
    private double ownKappa;

    private SharedBelief(Belief common, Belief own) {
        this.common = common;
        this.own = own;
    }

    /**
     * The priors of a law.
     *
     * @param residuals of the rows of the groups that do not borrow, in a fit without priors
     * @param weights of these rows
     * @param unknowns how many parameters were fitted to them
     */
    static SharedBelief of(SharedProblem joint, Model model, double[] residuals, double[] weights, int unknowns) {
        var common = new ArrayList<Prior>();
        var own = new ArrayList<Prior>();
        for (Prior prior : model.law().priors()) {
            (readsOwn(prior.in(model), joint.own) ? own : common).add(prior);
        }
        // A belief counts the parameters of one law as lost rows; here there are those of all groups.
        int counted = Math.max(1, residuals.length - joint.problem.parameters());
        double lost = (double) counted / Math.max(1, residuals.length - unknowns);
        double[] scaled = Arrays.stream(weights).map(w -> w * lost).toArray();
        Penalty penalty = joint.problem.objective.penalty();
        return new SharedBelief(
                new Belief(model, penalty, common, residuals, scaled),
                new Belief(model, penalty, own, residuals, scaled));
    }

    private static boolean readsOwn(Expr quantity, int[] own) {
        return quantity instanceof Expr.Parameter parameter
                        && Arrays.stream(own).anyMatch(j -> j == parameter.index())
                || quantity.children().stream().anyMatch(child -> readsOwn(child, own));
    }

    /** For one thread of its own. */
    SharedBelief copy() {
        return new SharedBelief(common, own);
    }

    /** Adds its share to the equations of a group. */
    void add(double[] theta, double width, int group, boolean borrows, Equations into) {
        if (width != this.width) {
            this.width = width;
            commonKappa = common.kappa(width);
            ownKappa = own.kappa(width);
        }
        if (group == 0) {
            common.add(theta, commonKappa, true, into);
        }
        if (!borrows) {
            own.add(theta, ownKappa, true, into);
        }
    }
}
