package org.isoflop.design;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.InputException;

/**
 * One draw of the parameters of all laws, and what a design looks like from there.
 *
 * @param views what there is to see of each law
 * @param slopes for each candidate the slope of its response in the parameters of its law
 * @param steps for each candidate the shares of the steps of the misfit of its law
 */
record Perspective(List<View> views, double[][] slopes, double[][] steps) {

    /**
     * One law.
     *
     * @param before what is known of it before
     * @param target the slope of the target in its parameters
     * @param targetSteps the shares of the steps of its misfit at the target
     * @param variances of these steps
     */
    record View(Equations before, double[] target, double[] targetSteps, double[] variances) {}

    /**
     * All draws from which everything is defined; the first is the estimate.
     *
     * @throws InputException if the target or a candidate is not defined at the estimate
     */
    static List<Perspective> all(List<Knowledge> laws, Target target, List<Candidate> candidates) {
        int draws = laws.stream().mapToInt(law -> law.draws().size()).min().orElse(0);
        var found = new ArrayList<Perspective>();
        List<Functional> functionals = laws.stream()
                .map(law -> new Functional(law.model(), law.logarithmic(), target))
                .toList();
        for (int k = 0; k < draws; k++) {
            Perspective perspective = at(laws, functionals, target, candidates, k);
            if (perspective.isDefined()) {
                found.add(perspective);
            } else if (k == 0) {
                throw perspective.refusal();
            }
        }
        return found;
    }

    private boolean hasTarget() {
        return views.stream().allMatch(view -> Geometry.isDefined(view.target()));
    }

    private boolean isDefined() {
        return hasTarget() && Geometry.isDefined(slopes);
    }

    private InputException refusal() {
        return hasTarget()
                ? new InputException(
                        "the law is not defined at one of the runs to choose from",
                        "Leave such places out with --only.")
                : new InputException(
                        "the target is not defined at the estimates: there is no best N for these FLOPs",
                        "Give a place: --target N=…,D=….");
    }

    private static Perspective at(
            List<Knowledge> laws, List<Functional> functionals, Target target, List<Candidate> candidates, int k) {
        var views = new ArrayList<View>();
        double[][] slopes = new double[candidates.size()][];
        double[][] steps = new double[candidates.size()][];
        for (int l = 0; l < laws.size(); l++) {
            Knowledge law = laws.get(l);
            var geometry = new Geometry(law, law.draws().get(k));
            views.add(new View(
                    geometry.before(),
                    geometry.slope(functionals.get(l)),
                    geometry.steps(functionals.get(l), target),
                    law.misfit().variances()));
            int own = l;
            int[] mine = IntStream.range(0, slopes.length)
                    .filter(c -> candidates.get(c).law() == own)
                    .toArray();
            Places places = places(law, candidates, mine);
            double[][] f = geometry.slopes(places);
            double[][] z = geometry.steps(places);
            for (int i = 0; i < mine.length; i++) {
                slopes[mine[i]] = f[i];
                steps[mine[i]] = z[i];
            }
        }
        return new Perspective(views, slopes, steps);
    }

    private static Places places(Knowledge law, List<Candidate> candidates, int[] mine) {
        double[][] columns = new double[law.model().variables().size()][mine.length];
        double[] flops = new double[mine.length];
        for (int i = 0; i < mine.length; i++) {
            Candidate candidate = candidates.get(mine[i]);
            flops[i] = candidate.flops();
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = candidate.row()[j];
            }
        }
        return new Places(columns, flops);
    }
}
