package org.isoflop.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.law.Model;
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
            double[] residuals =
                    Conclusion.residuals(plain, refined(plain, made).theta());
            belief = Optional.of(new Belief(model, objective.penalty(), priors, residuals, weights));
        }
        Problem problem = made.problem().over(made.sample(), weights, belief);
        Minimizer.Outcome end = refined(problem, made);
        return new Conclusion(this, problem).of(Multistart.Minima.of(end), List.of(end.theta()), 0);
    }

    private static Minimizer.Outcome refined(Problem problem, Search made) {
        return new Stages(problem.workspace()).refine(made.fit().theta(), problem.rows(), Multistart.MAX_ITERATIONS);
    }

    private Search search(Problem problem) {
        return search(problem, Candidates.of(this, problem));
    }

    /** @param near where to search from; empty to scan */
    private Search search(Problem problem, List<double[]> near) {
        return search(problem, near.isEmpty() ? Candidates.of(this, problem) : new Candidates(near, near.size()));
    }

    private Search search(Problem problem, Candidates candidates) {
        if (candidates.size() == 0) {
            throw new FitException(
                    "'%s' is not defined anywhere in the start ranges of its parameters"
                            .formatted(problem.model.law().formula().equation()),
                    "Give a start: --start \"" + first(problem.model) + "=1\".");
        }
        var searches = new Multistart(this, problem);
        Multistart.Minima minima = searches.from(candidates);
        return new Conclusion(this, problem).of(minima, candidates.all(), searches.evaluations());
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
}
