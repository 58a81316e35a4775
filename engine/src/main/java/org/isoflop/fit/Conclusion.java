package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.law.Parameter;

/** What follows from the minima that were found: which of them is the fit, and how far to trust it. */
record Conclusion(Fitter fitter, Problem problem) {
    /** Ends that differ by less than this share of the objective are the same optimum. */
    private static final double SAME_OPTIMUM = 1e-6;

    /** How many points of the scan a resample is searched from when it is searched thoroughly. */
    private static final int FRESH_STARTS = 2;

    /** The distance between numbers of different signs. */
    private static final double FAR_APART = 100;

    /** A Jacobian conditioned worse than this leaves no digit of some combination of the parameters. */
    static final double UNDETERMINED = 1e8;

    /**
     * The search that has come to an end.
     *
     * @param candidates where it began
     * @param evaluations how many it took
     */
    Search of(Multistart.Minima minima, List<double[]> candidates, long evaluations) {
        List<Minimizer.Outcome> ends = minima.ends();
        Minimizer.Outcome best = ends.stream()
                .filter(o -> Double.isFinite(o.value()))
                .min(Comparator.comparingDouble(Minimizer.Outcome::value))
                .orElseThrow(() -> new FitException(
                        "no search for the optimum of '%s' ended at a finite objective"
                                .formatted(problem.model.law().formula().equation()),
                        "Give bounds or a start that keep the law defined: --bounds, --start."));
        // Minima that cannot be told apart are the same with its terms exchanged: keep the order of the start.
        var twins = new Twins(problem, this::distance);
        Minimizer.Outcome chosen = ends.stream()
                .filter(o -> isSameValue(o, best))
                .map(o -> o.at(twins.nearest(o.theta())))
                .min(Comparator.comparingDouble(o -> distance(o.theta())))
                .orElse(best);
        int agreeing = IntStream.range(0, ends.size())
                .filter(i -> isSameValue(ends.get(i), best))
                .map(i -> minima.basins().get(i).members())
                .sum();
        var inference = new Curvature(problem, chosen.theta());
        var diagnostics = new Diagnostics(
                chosen.stop(),
                Candidates.scanPoints(fitter, problem),
                candidates.size(),
                Math.max(1, agreeing),
                evaluations,
                inference.conditionNumber(),
                atBound(chosen.theta()),
                inference.freeDirections(UNDETERMINED));
        var fit = new Fit(
                problem.model,
                problem.objective,
                chosen.theta(),
                problem.objective.value(chosen.value(), problem.sample.size()),
                inference.standardErrors(),
                problem.sample.size(),
                residuals(problem, chosen.theta()),
                IntStream.range(0, problem.model.variables().size())
                        .mapToObj(j -> Fit.Range.of(
                                problem.model.variables().get(j), problem.sample.columns()[j]))
                        .toList(),
                diagnostics);
        return new Search(
                fit,
                problem,
                otherOptima(ends, chosen),
                candidates.subList(0, Math.min(FRESH_STARTS, candidates.size())));
    }

    private List<String> atBound(double[] theta) {
        return IntStream.range(0, theta.length)
                .filter(j -> theta[j] <= problem.lower[j] || theta[j] >= problem.upper[j])
                .mapToObj(j -> problem.model.parameters().get(j).name())
                .toList();
    }

    /** One per row. */
    static double[] residuals(Problem problem, double[] theta) {
        double[] residuals = new double[problem.sample.size()];
        double[][] columns = problem.sample.columns();
        double[] row = new double[columns.length];
        for (int i = 0; i < residuals.length; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = columns[j][i];
            }
            residuals[i] = problem.objective.residual(
                    problem.model.predict(row, theta), problem.sample.response()[i]);
        }
        return residuals;
    }

    private static boolean isSameValue(Minimizer.Outcome one, Minimizer.Outcome best) {
        return one.value() <= best.value() * (1 + SAME_OPTIMUM)
                || one.stop() instanceof Stop.Exact && best.stop() instanceof Stop.Exact;
    }

    /**
     * How far a minimum lies from the points that somebody named as starts, in squares of logarithms: of all ways to
     * exchange terms, the one that keeps the order of the starts is the nearest. 0 if nobody named any.
     */
    private double distance(double[] theta) {
        double distance = 0;
        for (int j : problem.nonlinear) {
            Parameter known = problem.model.parameters().get(j);
            if (known.startsAtPoint()) {
                double ratio = theta[j] / known.startLow();
                distance += ratio > 0 ? Math.log(ratio) * Math.log(ratio) : FAR_APART;
            }
        }
        return distance;
    }

    /** Local optima other than the chosen one, best first: a resample may prefer one of them. */
    private static List<double[]> otherOptima(List<Minimizer.Outcome> ends, Minimizer.Outcome chosen) {
        var others = new ArrayList<Minimizer.Outcome>();
        ends.stream()
                .filter(o -> Double.isFinite(o.value()))
                .sorted(Comparator.comparingDouble(Minimizer.Outcome::value))
                .forEach(o -> {
                    double last =
                            others.isEmpty() ? chosen.value() : others.getLast().value();
                    if (o.value() > last * (1 + SAME_OPTIMUM) && others.size() < 3) {
                        others.add(o);
                    }
                });
        return others.stream().map(Minimizer.Outcome::theta).toList();
    }
}
