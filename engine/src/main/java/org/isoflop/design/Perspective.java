package org.isoflop.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.InputException;

/**
 * One draw of the parameters of all laws, and what a design looks like from there.
 *
 * @param before for each law the information that is there before
 * @param target for each law the slope of the target; empty where all parameters are wanted
 * @param slopes for each candidate the slope of its response in the parameters of its law
 */
record Perspective(double[][][] before, Optional<double[][]> target, double[][] slopes) {

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
            boolean defined = Geometry.isDefined(perspective.slopes)
                    && perspective.target.stream().allMatch(Geometry::isDefined);
            if (defined) {
                found.add(perspective);
            } else if (k == 0) {
                throw new InputException(
                        perspective.target.stream().allMatch(Geometry::isDefined)
                                ? "the law is not defined at one of the runs that are proposed"
                                : "the target is not defined at the estimates: there is no best N for these FLOPs",
                        "Give the place itself: --target N=…,D=….");
            }
        }
        return found;
    }

    private static Perspective at(
            List<Knowledge> laws, List<Functional> functionals, Target target, List<Candidate> candidates, int k) {
        double[][][] before = new double[laws.size()][][];
        double[][] wanted = new double[laws.size()][];
        double[][] slopes = new double[candidates.size()][];
        for (int l = 0; l < before.length; l++) {
            Knowledge law = laws.get(l);
            var geometry = new Geometry(law, law.draws().get(k));
            before[l] = geometry.before();
            wanted[l] = geometry.slope(functionals.get(l), target);
            int own = l;
            int[] mine = IntStream.range(0, slopes.length)
                    .filter(c -> candidates.get(c).law() == own)
                    .toArray();
            double[][] found = geometry.slopes(places(law, candidates, mine));
            for (int i = 0; i < mine.length; i++) {
                slopes[mine[i]] = found[i];
            }
        }
        return new Perspective(
                before, target instanceof Target.Parameters ? Optional.empty() : Optional.of(wanted), slopes);
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
