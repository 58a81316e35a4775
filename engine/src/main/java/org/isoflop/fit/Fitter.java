package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.isoflop.formula.Prepared;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Prior;
import org.isoflop.law.Sample;

/**
 * Fits models to samples: scan, polish, compare. Immutable; share it freely.
 *
 * @param objective what is minimised
 * @param scan at how many points the start ranges are tried for each nonlinear parameter
 * @param starts from how many of these points, the most promising ones, the full search is made
 * @param seed moves the scan's points
 * @param threads how many threads to use; makes no difference to the result
 * @param progress hears how far the work has come
 */
public record Fitter(Objective objective, int scan, int starts, long seed, int threads, Progress progress) {

    /** Ends that differ by less than this share of the objective are the same optimum. */
    private static final double SAME_OPTIMUM = 1e-6;

    private static final int MAX_ITERATIONS = 300;

    /** More points do not fill a space of many dimensions either. */
    private static final int MAX_SCAN = 2048;

    /** How many points of the scan a resample is searched from when it is searched thoroughly. */
    private static final int FRESH_STARTS = 2;

    /** So many rows tell one minimum from another; the last part of each search is made on all. */
    private static final int ROWS_FROM_AFAR = 10_000;

    /** An error of a logarithm whose square is small beside it. */
    private static final double SMALL_ERROR = 0.1;

    /** The distance between numbers of different signs. */
    private static final double FAR_APART = 100;

    /** The same at the end of the first stage, where depths are less sure. */
    private static final int MAX_WIDE_BASINS = 32;

    /** Of more basins than this the shallow ones are not worth the end of their search. */
    private static final int MAX_BASINS = 12;

    /** Two candidates nearer than this share of every start value lead to the same place: one of them is enough. */
    private static final double SAME_START = 1e-9;

    /** A Jacobian conditioned worse than this leaves no digit of some combination of the parameters. */
    private static final double UNDETERMINED = 1e8;

    /** Huber(1e-3) of log residuals; 256 points per nonlinear parameter, 32 full searches. */
    public static Fitter withDefaults() {
        return new Fitter(Objective.DEFAULT, 256, 32, 1, Runtime.getRuntime().availableProcessors(), Progress.NONE);
    }

    public Fitter with(Objective objective) {
        return new Fitter(objective, scan, starts, seed, threads, progress);
    }

    public Fitter seed(long seed) {
        return new Fitter(objective, scan, starts, seed, threads, progress);
    }

    public Fitter threads(int threads) {
        return new Fitter(objective, scan, starts, seed, threads, progress);
    }

    public Fitter scan(int scan) {
        return new Fitter(objective, scan, starts, seed, threads, progress);
    }

    public Fitter starts(int starts) {
        return new Fitter(objective, scan, starts, seed, threads, progress);
    }

    public Fitter progress(Progress progress) {
        return new Fitter(objective, scan, starts, seed, threads, progress);
    }

    /**
     * The optimum over the sample.
     *
     * @throws FitException if the runs cannot determine the law, or no search ends anywhere
     */
    public Fit fit(Model model, Sample sample) {
        return search(model, sample).fit();
    }

    /** The same with all that a bootstrap needs to go on. */
    public Search search(Model model, Sample sample) {
        return search(model, sample, Problem.ones(sample.size()));
    }

    /**
     * The same where rows do not count alike.
     *
     * @param weights how often each row counts
     */
    public Search search(Model model, Sample sample, double[] weights) {
        requireEnough(model, sample);
        List<Prior> priors = model.law().priors();
        Optional<Belief> belief = Optional.empty();
        if (!priors.isEmpty()) {
            double[] residuals = search(new Problem(model, objective, sample, weights, belief))
                    .fit()
                    .residuals();
            belief = Optional.of(new Belief(model, objective.penalty(), priors, residuals, weights));
        }
        return search(new Problem(model, objective, sample, weights, belief));
    }

    /**
     * The same law over other rows, such as a part of them, with the kernels of a search that was made.
     *
     * @param made a search with this objective over rows that included these
     * @param part the rows
     * @param weights how often each row counts
     * @param near where to search from, such as optima over nearly the same rows; empty to scan the start ranges
     * @param priors what is believed of the parameters, in place of what the law itself says
     */
    public Search search(Search made, Sample part, double[] weights, List<double[]> near, List<Prior> priors) {
        Model model = made.fit().model();
        requireEnough(model, part);
        Optional<Belief> belief = Optional.empty();
        if (!priors.isEmpty()) {
            Problem plain = made.problem().over(part, weights, Optional.empty());
            double[] residuals = search(plain, near).fit().residuals();
            belief = Optional.of(new Belief(model, objective.penalty(), priors, residuals, weights));
        }
        return search(made.problem().over(part, weights, belief), near);
    }

    /**
     * The same law over the same rows that count otherwise, searched from the optimum that was found and as closely as a
     * resample is: to a hundredth of its spread.
     *
     * @param weights how often each row counts
     * @param priors what is believed of the parameters, in place of what the law itself says
     */
    public Search refine(Search made, double[] weights, List<Prior> priors) {
        Model model = made.fit().model();
        Optional<Belief> belief = Optional.empty();
        if (!priors.isEmpty()) {
            Problem plain = made.problem().over(made.sample(), weights, Optional.empty());
            double[] residuals = residuals(plain, refined(plain, made).theta());
            belief = Optional.of(new Belief(model, objective.penalty(), priors, residuals, weights));
        }
        Problem problem = made.problem().over(made.sample(), weights, belief);
        Minimizer.Outcome end = refined(problem, made);
        return conclude(problem, Basin.of(List.of(end), _ -> 1), List.of(end), List.of(end.theta()), 0);
    }

    private static Minimizer.Outcome refined(Problem problem, Search made) {
        return new Minimizer(problem.workspace()).refine(made.fit().theta(), problem.rows(), MAX_ITERATIONS);
    }

    private Search search(Problem problem) {
        return search(problem, candidates(problem));
    }

    /** @param near where to search from; empty to scan */
    private Search search(Problem problem, List<double[]> near) {
        return search(problem, near.isEmpty() ? candidates(problem) : new Candidates(near, near.size()));
    }

    private Search search(Problem problem, Candidates candidates) {
        var workspace = problem.workspace();
        if (candidates.size() == 0) {
            throw new FitException(
                    "'%s' is not defined anywhere in the start ranges of its parameters"
                            .formatted(problem.model.law().formula().equation()),
                    "Give a start: --start \"" + first(problem.model) + "=1\".");
        }
        var evaluations = new LongAdder();
        List<Basin> wide = wide(problem, candidates, evaluations);
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
        return conclude(problem, basins, ends, candidates.all(), evaluations.sum());
    }

    /** The minima of least squares: searches that meet there go on as one. */
    private List<Basin> wide(Problem problem, Candidates candidates, LongAdder evaluations) {
        List<Basin> basins = basins(problem, starts(problem, candidates, evaluations), evaluations);
        if (!problem.isProjected() || !basins.isEmpty() && isProjectionRight(problem, basins.getFirst())) {
            return basins;
        }
        // Each start is searched from where it is. What projected searches have found is looked at too and does not
        // count.
        var both = new ArrayList<Start>();
        basins.forEach(basin -> both.add(new Start(basin.deepest().theta(), 0)));
        candidates.all().forEach(theta -> both.add(new Start(theta, 1)));
        return basins(problem, both, evaluations);
    }

    /** Projected searches minimise relative errors, which are those of logarithms only while they are small. */
    private boolean isProjectionRight(Problem problem, Basin basin) {
        double error = Math.sqrt(2 * basin.deepest().value() / problem.sample.size());
        return !objective.logarithmic() || error < SMALL_ERROR;
    }

    private List<Basin> basins(Problem problem, List<Start> starts, LongAdder evaluations) {
        return Basin.of(
                approach(problem, starts, evaluations), i -> starts.get(i).searches());
    }

    /** A point that one search or several go on from. */
    private record Start(double[] theta, int searches) {}

    /** Where searches for the minimum of the penalty begin: where a law separates, at the minima of its projection. */
    private List<Start> starts(Problem problem, Candidates candidates, LongAdder evaluations) {
        var starts = new ArrayList<Start>();
        candidates.named().forEach(theta -> starts.add(new Start(theta, 1)));
        if (!problem.isProjected()) {
            candidates.scanned().forEach(theta -> starts.add(new Start(theta, 1)));
            return starts;
        }
        Prepared few = Problem.thinned(problem.projection.rows(), ROWS_FROM_AFAR);
        var ends = new Minimizer.Outcome[candidates.scanned().size()];
        Workers.run(
                ends.length,
                threads,
                () -> new ProjectedSearch(problem),
                (i, search) -> {
                    long before = search.evaluations();
                    ends[i] = search.search(candidates.scanned().get(i), few, MAX_ITERATIONS);
                    evaluations.add(search.evaluations() - before);
                },
                progress,
                "searches");
        Basin.of(List.of(ends), _ -> 1).stream()
                .limit(MAX_WIDE_BASINS)
                .forEach(basin -> starts.add(new Start(basin.deepest().theta(), basin.members())));
        return starts;
    }

    private List<Minimizer.Outcome> approach(Problem problem, List<Start> starts, LongAdder evaluations) {
        Prepared few = Problem.thinned(problem.rows(), ROWS_FROM_AFAR);
        var approached = new Minimizer.Outcome[starts.size()];
        Workers.run(
                starts.size(),
                threads,
                problem::workspace,
                (i, workspace) -> {
                    long before = workspace.evaluations();
                    approached[i] =
                            new Minimizer(workspace).approach(starts.get(i).theta(), few, MAX_ITERATIONS);
                    evaluations.add(workspace.evaluations() - before);
                },
                progress,
                "searches");
        return List.of(approached);
    }

    private static String first(Model model) {
        return model.parameters().getFirst().name();
    }

    private static void requireEnough(Model model, Sample sample) {
        int parameters = model.parameters().size();
        if (parameters == 0) {
            throw new FitException("the law has no free parameter: there is nothing to fit", "Free one of them.");
        }
        if (sample.size() < parameters) {
            throw new FitException(
                    "%s has %d usable %s, fewer than the %d parameters of %s"
                            .formatted(
                                    sample.runs().origin().summary(),
                                    sample.size(),
                                    sample.size() == 1 ? "row" : "rows",
                                    parameters,
                                    model.law().id()),
                    "Add runs, hold parameters with --fix, or choose a law with fewer.");
        }
        for (int j = 0; j < model.variables().size(); j++) {
            if (model.variables().size() == 1 && isConstant(sample.columns()[j])) {
                throw new FitException(
                        "%s: %s is %s in every row, so nothing can be learnt about how the response depends on it"
                                .formatted(
                                        sample.runs().origin().summary(),
                                        model.variables().get(j),
                                        org.isoflop.runs.Magnitude.count(sample.columns()[j][0])),
                        "Add runs of other sizes, or choose a law without it.");
            }
        }
        if (IntStream.range(0, model.variables().size()).allMatch(j -> isConstant(sample.columns()[j]))) {
            throw new FitException(
                    "%s: all rows are alike in %s"
                            .formatted(sample.runs().origin().summary(), String.join(", ", model.variables())),
                    "Add runs of other sizes.");
        }
    }

    private static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(v -> v == values[0]);
    }

    /**
     * The points to search from.
     *
     * @param all the one that somebody has named, if any, then the best of the scan
     * @param count how many of them were named
     */
    private record Candidates(List<double[]> all, int count) {
        int size() {
            return all.size();
        }

        List<double[]> named() {
            return all.subList(0, count);
        }

        List<double[]> scanned() {
            return all.subList(count, all.size());
        }
    }

    private Candidates candidates(Problem problem) {
        Prepared rows = Problem.thinned(problem.projection.rows(), ROWS_FROM_AFAR);
        var scanner = new Scan(problem);
        var found = new ArrayList<double[]>();
        double[] named = named(problem, rows);
        if (named.length > 0) {
            found.add(named);
        }
        int count = found.size();
        scanner.mildest(rows).ifPresent(mildest -> found.add(mildest.theta()));
        for (Scan.Candidate candidate : scanner.candidates(scanPoints(problem), seed, rows)) {
            if (found.size() < starts && !isKnown(candidate.theta(), found)) {
                found.add(candidate.theta());
            }
        }
        return new Candidates(found, count);
    }

    /** Of the scan, the same points have the same error and come one after the other; before it there are two at most. */
    private static boolean isKnown(double[] theta, List<double[]> found) {
        return found.stream().limit(2).anyMatch(other -> isSame(other, theta))
                || !found.isEmpty() && isSame(found.getLast(), theta);
    }

    /** A law without nonlinear parameters has one solution, wherever one starts. */
    private int scanPoints(Problem problem) {
        return problem.nonlinear.length == 0
                ? 1
                : Math.max(starts, Math.clamp((long) scan * problem.nonlinear.length, 1, MAX_SCAN));
    }

    /** The start that somebody has given as points; empty if there is none. */
    private static double[] named(Problem problem, Prepared rows) {
        List<Parameter> parameters = problem.model.parameters();
        double[] theta = new double[parameters.size()];
        boolean complete = true;
        boolean any = false;
        for (int j = 0; j < theta.length; j++) {
            Parameter known = parameters.get(j);
            boolean isLinear = isAmong(problem.linear, j);
            any |= known.hasStart() && known.startLow() == known.startHigh();
            complete &= known.hasStart();
            if (!known.hasStart() && !isLinear) {
                return new double[0];
            }
            theta[j] = known.hasStart() ? (known.startLow() + known.startHigh()) / 2 : 0;
        }
        if (any && !complete) {
            problem.projection.point().solve(theta, rows);
        }
        return any ? theta : new double[0];
    }

    private static boolean isAmong(int[] indices, int j) {
        return Arrays.stream(indices).anyMatch(i -> i == j);
    }

    private static boolean isSame(double[] a, double[] b) {
        return IntStream.range(0, a.length).allMatch(j -> Math.abs(a[j] - b[j]) <= SAME_START * Math.abs(a[j]));
    }

    private Search conclude(
            Problem problem,
            List<Basin> basins,
            List<Minimizer.Outcome> ends,
            List<double[]> candidates,
            long evaluations) {
        Minimizer.Outcome best = ends.stream()
                .filter(o -> Double.isFinite(o.value()))
                .min(Comparator.comparingDouble(Minimizer.Outcome::value))
                .orElseThrow(() -> new FitException(
                        "no search for the optimum of '%s' ended at a finite objective"
                                .formatted(problem.model.law().formula().equation()),
                        "Give bounds or a start that keep the law defined: --bounds, --start."));
        // Minima that cannot be told apart are the same with its terms exchanged: keep the order of the start.
        Minimizer.Outcome chosen = ends.stream()
                .filter(o -> isSameValue(o, best))
                .min(Comparator.comparingDouble(o -> distance(o.theta(), problem)))
                .orElse(best);
        int agreeing = IntStream.range(0, ends.size())
                .filter(i -> isSameValue(ends.get(i), best))
                .map(i -> basins.get(i).members())
                .sum();
        var inference = new Curvature(problem, chosen.theta());
        var diagnostics = new Diagnostics(
                chosen.stop(),
                scanPoints(problem),
                candidates.size(),
                Math.max(1, agreeing),
                evaluations,
                inference.conditionNumber(),
                atBound(problem, chosen.theta()),
                inference.freeDirections(UNDETERMINED));
        var fit = new Fit(
                problem.model,
                objective,
                chosen.theta(),
                objective.value(chosen.value(), problem.sample.size()),
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

    private static List<String> atBound(Problem problem, double[] theta) {
        return IntStream.range(0, theta.length)
                .filter(j -> theta[j] <= problem.lower[j] || theta[j] >= problem.upper[j])
                .mapToObj(j -> problem.model.parameters().get(j).name())
                .toList();
    }

    private double[] residuals(Problem problem, double[] theta) {
        double[] residuals = new double[problem.sample.size()];
        double[][] columns = problem.sample.columns();
        double[] row = new double[columns.length];
        for (int i = 0; i < residuals.length; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = columns[j][i];
            }
            residuals[i] = objective.residual(
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
    private static double distance(double[] theta, Problem problem) {
        double distance = 0;
        for (int j : problem.nonlinear) {
            Parameter known = problem.model.parameters().get(j);
            if (known.hasStart() && known.startLow() == known.startHigh()) {
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
