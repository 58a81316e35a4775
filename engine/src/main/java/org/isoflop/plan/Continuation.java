package org.isoflop.plan;

import org.isoflop.InputException;
import org.isoflop.runs.Magnitude;

/**
 * A run that is there already and can be taken up again: its learning rate was constant, so that the tokens before any
 * cooldown count for a longer run as well (Hägele et al. 2024).
 *
 * @param parameters N of that run
 * @param tokens D at its constant rate
 */
public record Continuation(double parameters, double tokens) {
    private static final double LEAST_BUDGET = 1e12;

    private static final double MOST_BUDGET = 1e34;

    /** @throws InputException unless both are positive */
    public Continuation {
        if (!(parameters > 0 && tokens > 0 && Double.isFinite(parameters) && Double.isFinite(tokens))) {
            throw new InputException(
                    "a run has some parameters and some tokens, not %s and %s"
                            .formatted(Magnitude.count(parameters), Magnitude.count(tokens)),
                    "Such as N=7B,D=1T.");
        }
    }

    /** The run after a further budget. */
    public Optimum after(double budget, Allocation anew, double[] theta) {
        double longer = tokens + budget / anew.spending().perToken(parameters);
        return new Optimum(budget, parameters, longer, anew.landscape().loss(parameters, longer, theta));
    }

    /**
     * The budget from which a new run of the best size is better than the old one made longer; infinite if it never is
     * within reach.
     */
    public double worthwhile(Allocation anew, double[] theta) {
        if (!(advantage(MOST_BUDGET, anew, theta) > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        return Rising.root(budget -> advantage(budget, anew, theta), LEAST_BUDGET, MOST_BUDGET);
    }

    /** By how much the loss of a new run is below that of the old one made longer. */
    private double advantage(double budget, Allocation anew, double[] theta) {
        double best = anew.best(budget, theta).map(Optimum::loss).orElse(Double.POSITIVE_INFINITY);
        return after(budget, anew, theta).loss() - best;
    }
}
