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
            double[][] m = perspective.before()[l];
            double[][] after = new double[m.length][];
            for (int i = 0; i < m.length; i++) {
                after[i] = m[i].clone();
            }
            for (int c = 0; c < counts.length; c++) {
                if (counts[c] > 0 && candidates.get(c).law() == l) {
                    Symmetric.add(after, perspective.slopes()[c], counts[c] * information[c]);
                }
            }
            if (target instanceof Target.Parameters) {
                logDeterminant += Symmetric.logDeterminant(after);
                dimension += after.length;
            } else {
                double[] g = perspective.target().orElseThrow()[l];
                sum += Symmetric.dot(g, Symmetric.times(Symmetric.inverse(after), g));
            }
        }
        return target instanceof Target.Parameters ? Math.exp(-logDeterminant / dimension) : sum;
    }
}
