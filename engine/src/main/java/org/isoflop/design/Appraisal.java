package org.isoflop.design;

import java.util.ArrayList;
import java.util.List;

/** What a design is worth at the estimates, computed from its information matrix and nothing else. */
final class Appraisal {
    private final List<Knowledge> laws;
    private final Target target;
    private final List<Candidate> candidates;
    private final Perspective right;
    private final Perspective drifting;
    private final double[] information;
    private final double beyond;

    Appraisal(List<Knowledge> laws, Target target, List<Candidate> candidates) {
        this.laws = estimates(laws, false);
        this.target = target;
        this.candidates = candidates;
        right = Perspective.all(this.laws, target, candidates).getFirst();
        drifting = Perspective.all(estimates(laws, true), target, candidates).getFirst();
        information = information(laws, candidates);
        beyond = Functional.drifts(target)
                ? laws.stream()
                        .mapToDouble(law -> law.misfit().beyond(Functional.size(target), ratio(law, target)))
                        .sum()
                : 0;
    }

    private static double ratio(Knowledge law, Target target) {
        return new Functional(law.model(), law.logarithmic(), target).ratio(law.estimate());
    }

    private static List<Knowledge> estimates(List<Knowledge> laws, boolean drift) {
        var single = new ArrayList<Knowledge>();
        for (Knowledge law : laws) {
            single.add(law.at(List.of(law.estimate())).with(drift ? law.misfit() : Misfit.NONE));
        }
        return single;
    }

    /** What one run at each candidate tells. */
    static double[] information(List<Knowledge> laws, List<Candidate> candidates) {
        return candidates.stream()
                .mapToDouble(c -> laws.get(c.law()).precision().at(c.flops()))
                .toArray();
    }

    /** The spread of the target after so many runs at each candidate. */
    Spread of(int[] counts) {
        return new Spread(Math.sqrt(variance(right, counts)), Math.sqrt(variance(drifting, counts) + beyond));
    }

    /** What would be left after any number of runs at the candidates. */
    double floor() {
        return Math.sqrt(beyond);
    }

    private double variance(Perspective perspective, int[] counts) {
        double sum = 0;
        double logDeterminant = 0;
        int dimension = 0;
        for (int l = 0; l < laws.size(); l++) {
            Perspective.View view = perspective.views().get(l);
            Equations after = view.before().copy();
            for (int c = 0; c < counts.length; c++) {
                if (counts[c] > 0 && candidates.get(c).law() == l) {
                    after.add(perspective.slopes()[c], perspective.steps()[c], counts[c] * information[c]);
                }
            }
            if (target instanceof Target.Parameters) {
                logDeterminant += Symmetric.logDeterminant(after.information());
                dimension += after.information().length;
            } else {
                sum += error(view, after);
            }
        }
        return target instanceof Target.Parameters ? Math.exp(-logDeterminant / dimension) : sum;
    }

    /** The variance of the target, and the square of what the misfit does to it. */
    private static double error(Perspective.View view, Equations after) {
        double[] g = view.target();
        double[] u = Symmetric.times(Symmetric.inverse(after.information()), g);
        double sum = Symmetric.dot(g, u);
        for (int j = 0; j < view.variances().length; j++) {
            double bias = -view.targetSteps()[j];
            for (int i = 0; i < u.length; i++) {
                bias += u[i] * after.mixing()[i][j];
            }
            sum += view.variances()[j] * bias * bias;
        }
        return sum;
    }
}
