package org.isoflop.fit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.formula.Prepared;
import org.isoflop.law.Model;

/**
 * A law over rows in groups, where some parameters are common to all groups. One vector holds the shared parameters
 * first, then the own ones of every group in turn.
 */
final class SharedProblem {
    final Problem problem;
    final int groups;
    /** The indices in the law of the parameters that are shared, and of those that each group has for itself. */
    final int[] shared;

    final int[] own;

    private final int[] groupOf;

    SharedProblem(Problem problem, int[] groupOf, int groups, List<String> sharedNames) {
        this.problem = problem;
        this.groupOf = groupOf;
        this.groups = groups;
        Model model = problem.model;
        shared = indices(model, sharedNames, true);
        own = indices(model, sharedNames, false);
    }

    private static int[] indices(Model model, List<String> names, boolean among) {
        return IntStream.range(0, model.parameters().size())
                .filter(j -> names.contains(model.parameters().get(j).name()) == among)
                .toArray();
    }

    int unknowns() {
        return shared.length + groups * own.length;
    }

    /** Where in the vector the parameters of a group stand, by their index in the law. */
    int[] places(int group) {
        int[] places = new int[shared.length + own.length];
        for (int s = 0; s < shared.length; s++) {
            places[shared[s]] = s;
        }
        for (int l = 0; l < own.length; l++) {
            places[own[l]] = shared.length + group * own.length + l;
        }
        return places;
    }

    /** The parameters of a group as the law has them. */
    double[] theta(double[] vector, int group) {
        return Arrays.stream(places(group)).mapToDouble(p -> vector[p]).toArray();
    }

    /** A vector in which every group has the same parameters. */
    double[] alike(double[] theta) {
        double[] vector = new double[unknowns()];
        for (int g = 0; g < groups; g++) {
            int[] places = places(g);
            for (int j = 0; j < theta.length; j++) {
                vector[places[j]] = theta[j];
            }
        }
        return vector;
    }

    /**
     * The rows of each group.
     *
     * @param counts how often each row was drawn
     */
    Prepared[] rows(int[] counts) {
        return rows(problem.rows(), counts);
    }

    /**
     * The rows of each group, weighed further.
     *
     * @param weights one per row, by which its own weight is multiplied
     */
    Prepared[] rows(double[] weights) {
        int[] all = new int[weights.length];
        Arrays.fill(all, 1);
        double[] both = weights.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] *= problem.weights[i];
        }
        return rows(problem.rows(problem.sample.response(), both), all);
    }

    private Prepared[] rows(Prepared from, int[] counts) {
        return IntStream.range(0, groups)
                .mapToObj(g -> {
                    int[] own = new int[counts.length];
                    for (int i = 0; i < counts.length; i++) {
                        own[i] = groupOf[i] == g ? counts[i] : 0;
                    }
                    return from.drawn(own);
                })
                .toArray(Prepared[]::new);
    }
}
