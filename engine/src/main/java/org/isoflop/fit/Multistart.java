package org.isoflop.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.isoflop.formula.Prepared;

/**
 * The stages of a search from many points: least squares first, where a law separates on its projection; what meets
 * there goes on as one while the penalty narrows; the deepest of what is left are searched to their end.
 */
final class Multistart {
    static final int MAX_ITERATIONS = 300;

    /** So many rows tell one minimum from another; the last part of each search is made on all. */
    static final int ROWS_FROM_AFAR = 10_000;

    /** Of more basins than this the shallow ones are not worth the end of their search. */
    private static final int MAX_BASINS = 12;

    /** The same at the end of the first stage, where depths are less sure. */
    private static final int MAX_WIDE_BASINS = 32;

    /** An error of a logarithm whose square is small beside it. */
    private static final double SMALL_ERROR = 0.1;

    private final Fitter fitter;
    private final Problem problem;
    private final LongAdder evaluations = new LongAdder();

    /** What searches look at before they come near their end. */
    private final Prepared few;

    Multistart(Fitter fitter, Problem problem) {
        this.fitter = fitter;
        this.problem = problem;
        few = Problem.thinned(problem.rows(), ROWS_FROM_AFAR);
    }

    /**
     * What the searches came to.
     *
     * @param basins where they are, the deepest first
     * @param ends the ends of the search in the first of these
     */
    record Minima(List<Basin> basins, List<Minimizer.Outcome> ends) {
        /** Of a search that did not look anywhere else. */
        static Minima of(Minimizer.Outcome end) {
            return new Minima(Basin.of(List.of(end), _ -> 1), List.of(end));
        }
    }

    /** How often the objective was evaluated. */
    long evaluations() {
        return evaluations.sum();
    }

    /** Searches from all candidates. */
    Minima from(Candidates candidates) {
        List<Basin> wide = wide(candidates);
        var workspace = problem.workspace();
        var minimizer = new Minimizer(workspace);
        List<Minimizer.Outcome> narrowed = wide.stream()
                .limit(MAX_WIDE_BASINS)
                .map(basin -> minimizer.narrow(basin.deepest(), problem.rows(), MAX_ITERATIONS))
                .toList();
        List<Basin> basins = Basin.of(narrowed, i -> wide.get(i).members());
        List<Minimizer.Outcome> ends = basins.stream()
                .limit(MAX_BASINS)
                .map(basin -> minimizer.finish(basin.deepest().theta(), problem.rows(), MAX_ITERATIONS))
                .toList();
        evaluations.add(workspace.evaluations());
        return new Minima(basins, ends);
    }

    /** The minima of least squares: searches that meet there go on as one. */
    private List<Basin> wide(Candidates candidates) {
        List<Basin> basins = basins(starts(candidates));
        if (!problem.isProjected() || !basins.isEmpty() && isProjectionRight(basins.getFirst())) {
            return basins;
        }
        // Each start is searched from where it is. What projected searches have found is looked at too and does not
        // count.
        var both = new ArrayList<Start>();
        basins.forEach(basin -> both.add(Start.found(basin.deepest().theta(), 0)));
        candidates.named().forEach(theta -> both.add(Start.named(theta)));
        candidates.scanned().forEach(theta -> both.add(Start.found(theta, 1)));
        return basins(both);
    }

    /** Projected searches minimise relative errors, which are those of logarithms only while they are small. */
    private boolean isProjectionRight(Basin basin) {
        double error = Math.sqrt(2 * basin.deepest().value() / few.rows());
        return !problem.objective.logarithmic() || error < SMALL_ERROR;
    }

    private List<Basin> basins(List<Start> starts) {
        return Basin.of(approach(starts), i -> starts.get(i).searches());
    }

    /**
     * A point that one search or several go on from.
     *
     * @param isNamed whether somebody has given it, with its linear parameters
     */
    private record Start(double[] theta, int searches, boolean isNamed) {
        static Start named(double[] theta) {
            return new Start(theta, 1, true);
        }

        static Start found(double[] theta, int searches) {
            return new Start(theta, searches, false);
        }
    }

    /** Where searches for the minimum of the penalty begin: where a law separates, at the minima of its projection. */
    private List<Start> starts(Candidates candidates) {
        var starts = new ArrayList<Start>();
        candidates.named().forEach(theta -> starts.add(Start.named(theta)));
        if (!problem.isProjected()) {
            candidates.scanned().forEach(theta -> starts.add(Start.found(theta, 1)));
            return starts;
        }
        Prepared projected = projected();
        var ends = new Minimizer.Outcome[candidates.scanned().size()];
        Workers.run(
                ends.length,
                fitter.threads(),
                () -> new ProjectedSearch(problem),
                (i, search) -> {
                    long before = search.evaluations();
                    ends[i] = search.search(candidates.scanned().get(i), projected, MAX_ITERATIONS);
                    evaluations.add(search.evaluations() - before);
                },
                fitter.progress(),
                "searches");
        Basin.of(List.of(ends), _ -> 1).stream()
                .limit(MAX_WIDE_BASINS)
                .forEach(basin -> starts.add(Start.found(basin.deepest().theta(), basin.members())));
        return starts;
    }

    private List<Minimizer.Outcome> approach(List<Start> starts) {
        var approached = new Minimizer.Outcome[starts.size()];
        Workers.run(
                starts.size(),
                fitter.threads(),
                problem::workspace,
                (i, workspace) -> {
                    long before = workspace.evaluations();
                    approached[i] = approach(starts.get(i), new Minimizer(workspace));
                    evaluations.add(workspace.evaluations() - before);
                },
                fitter.progress(),
                "searches");
        return List.of(approached);
    }

    /**
     * A start that somebody has named is searched from as it stands. Where that comes to no end, since an unlucky size of a
     * term has driven the others out of reach, it is searched from once more with its linear parameters solved for.
     */
    private Minimizer.Outcome approach(Start start, Minimizer minimizer) {
        Minimizer.Outcome end = minimizer.approach(start.theta(), few, MAX_ITERATIONS);
        if (!start.isNamed() || !problem.isProjected() || isSound(end)) {
            return end;
        }
        var projected = new ProjectedSearch(problem);
        double[] solved =
                projected.search(start.theta(), projected(), MAX_ITERATIONS).theta();
        evaluations.add(projected.evaluations());
        Minimizer.Outcome other = minimizer.approach(solved, few, MAX_ITERATIONS);
        return other.value() < end.value() ? other : end;
    }

    /** Whether a search has come to a minimum, and not to where a parameter has lost its influence. */
    private boolean isSound(Minimizer.Outcome end) {
        return end.stop().converged()
                && new Curvature(problem, end.theta()).conditionNumber() < Conclusion.UNDETERMINED;
    }

    private Prepared projected() {
        return Problem.thinned(problem.projection.rows(), ROWS_FROM_AFAR);
    }
}
