package org.isoflop.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Prepared;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;

/**
 * One law fitted to several groups of rows at once: some parameters are common to all, the others each group has for
 * itself.
 *
 * <p>A group with no more rows than own parameters cannot find them alone. It borrows: its own parameters get a normal
 * prior whose mean and variance come from the groups that can (empirical Bayes; Robbins 1956, Efron and Morris 1973).
 * All others are fitted as they are.
 *
 * <p>Priors of the law weigh as in a fit to one group, see {@link SharedBelief}; rows weigh what their sample says.
 */
public final class SharedSearch {
    private static final int MAX_ITERATIONS = 300;
    private static final int MAX_REFIT_ITERATIONS = 1000;
    private static final double CLOSE = 1e-6;
    private static final double SAME_OPTIMUM = 1e-6;

    /** From fewer groups a spread cannot be seen. */
    private static final int LEAST_LENDERS = 3;

    private final SharedProblem joint;
    private final boolean[] borrows;
    private final Optional<SharedBelief> belief;
    private final Optional<Population> population;
    private final double[] optimum;
    private final List<Fit> fits;

    private SharedSearch(
            SharedProblem joint,
            boolean[] borrows,
            Optional<SharedBelief> belief,
            Optional<Population> population,
            double[] optimum,
            List<Fit> fits) {
        this.joint = joint;
        this.belief = belief;
        this.borrows = borrows;
        this.population = population;
        this.optimum = optimum;
        this.fits = List.copyOf(fits);
    }

    /**
     * Fits the law.
     *
     * @param groupOf for each row of the sample the number of its group, from 0
     * @param names of the groups
     * @param shared the names of the parameters that are common to all groups
     * @throws FitException if the rows do not suffice, or no search ends anywhere
     */
    public static SharedSearch of(
            Fitter fitter, Model model, Sample sample, int[] groupOf, List<String> names, List<String> shared) {
        // What is believed is told apart from what rows say: the search of all groups adds it once, or to each.
        Model plain =
                model.law().priors().isEmpty() ? model : Model.of(model.law().believing(List.of()), sample.runs());
        Search pooled = fitter.search(plain, sample);
        var joint = new SharedProblem(pooled.problem(), groupOf, names.size(), shared);
        int[] sizes = new int[names.size()];
        Arrays.stream(groupOf).forEach(g -> sizes[g]++);
        boolean[] borrows = new boolean[names.size()];
        for (int g = 0; g < borrows.length; g++) {
            borrows[g] = sizes[g] <= joint.own.length;
        }
        requireLenders(borrows, sizes, names, joint.own.length);
        requireEnough(joint, sizes, borrows);
        int[] all = new int[sample.size()];
        Arrays.fill(all, 1);
        Prepared[] rows = joint.rows(all);
        // Groups that borrow say nothing yet: they have no rows until there is a population.
        Prepared[] lenders = rows.clone();
        for (int g = 0; g < borrows.length; g++) {
            if (borrows[g]) {
                lenders[g] = joint.problem.rows().drawn(new int[sample.size()]);
            }
        }
        var alone = new SharedMinimizer(joint, Optional.empty(), Optional.empty(), borrows);
        List<Minimizer.Outcome> ends = starts(fitter, pooled, joint, sample, groupOf, sizes).stream()
                .map(start -> alone.search(start, lenders, MAX_ITERATIONS))
                .filter(end -> Double.isFinite(end.value()))
                .sorted((a, b) -> Double.compare(a.value(), b.value()))
                .toList();
        if (ends.isEmpty()) {
            throw new FitException(
                    "no search for the optimum over all groups ended at a finite objective",
                    "Give bounds or a start that keep the law defined: --bounds, --start.");
        }
        Minimizer.Outcome best =
                alone.refine(ends.getFirst().theta(), lenders, Minimizer.GRADIENT_TOLERANCE, MAX_ITERATIONS);
        SharedMinimizer finder = alone;
        Optional<SharedBelief> belief = Optional.empty();
        if (!model.law().priors().isEmpty()) {
            belief = Optional.of(belief(joint, model, best.theta(), borrows, sample, groupOf));
            finder = new SharedMinimizer(joint, belief, Optional.empty(), borrows);
            best = finder.refine(best.theta(), lenders, Minimizer.GRADIENT_TOLERANCE, MAX_ITERATIONS);
        }
        Optional<Population> population = Optional.empty();
        if (anyOf(borrows)) {
            Population found = population(joint, finder, best.theta(), borrows, sample, groupOf);
            best = new SharedMinimizer(joint, belief, Optional.of(found), borrows)
                    .refine(atTypical(joint, best.theta(), borrows, found), rows, CLOSE, MAX_ITERATIONS);
            population = Optional.of(found);
        }
        int agreeing = (int) ends.stream()
                .filter(e -> e.value() <= ends.getFirst().value() * (1 + SAME_OPTIMUM))
                .count();
        Minimizer.Outcome end = best;
        List<Fit> fits = IntStream.range(0, names.size())
                .mapToObj(g ->
                        fit(fitter, model, joint, end, g, sample, groupOf, ends.size(), agreeing, alone.evaluations()))
                .toList();
        return new SharedSearch(joint, borrows, belief, population, best.theta(), fits);
    }

    private static boolean anyOf(boolean[] flags) {
        return IntStream.range(0, flags.length).anyMatch(g -> flags[g]);
    }

    private static void requireLenders(boolean[] borrows, int[] sizes, List<String> names, int own) {
        long lenders =
                IntStream.range(0, borrows.length).filter(g -> !borrows[g]).count();
        IntStream.range(0, borrows.length)
                .filter(g -> borrows[g] && lenders < LEAST_LENDERS)
                .findFirst()
                .ifPresent(g -> {
                    throw new FitException(
                            "%s has %d %s for %d parameters of its own, and only %d other groups have enough to borrow from"
                                    .formatted(names.get(g), sizes[g], sizes[g] == 1 ? "row" : "rows", own, lenders),
                            "Share more parameters, add runs, or leave the group out with --where.");
                });
    }

    private static void requireEnough(SharedProblem joint, int[] sizes, boolean[] borrows) {
        int rows = IntStream.range(0, sizes.length)
                .filter(g -> !borrows[g])
                .map(g -> sizes[g])
                .sum();
        long lenders = IntStream.range(0, sizes.length).filter(g -> !borrows[g]).count();
        if (rows < joint.shared.length + lenders * joint.own.length) {
            throw new FitException(
                    "%d rows for %d parameters of all groups together"
                            .formatted(rows, joint.shared.length + lenders * joint.own.length),
                    "Share more parameters, or add runs.");
        }
    }

    /** All groups alike; and, if some can be fitted by themselves, the medians of those. */
    private static List<double[]> starts(
            Fitter fitter, Search pooled, SharedProblem joint, Sample sample, int[] groupOf, int[] sizes) {
        var starts = new ArrayList<double[]>();
        starts.add(joint.alike(pooled.fit().theta()));
        Model model = joint.problem.model;
        var separate = new ArrayList<double[]>();
        for (int g = 0; g < joint.groups; g++) {
            if (sizes[g] > 2 * model.parameters().size()) {
                try {
                    Sample own = sample.at(members(groupOf, g));
                    separate.add(fitter.starts(Math.min(fitter.starts(), 4))
                            .fit(model, own)
                            .theta());
                } catch (FitException e) {
                    // A group without a fit of its own is one start less.
                }
            }
        }
        if (!separate.isEmpty()) {
            double[] median = new double[model.parameters().size()];
            for (int j = 0; j < median.length; j++) {
                int own = j;
                double[] sorted =
                        separate.stream().mapToDouble(t -> t[own]).sorted().toArray();
                median[j] = sorted[sorted.length / 2];
            }
            starts.add(joint.alike(median));
        }
        return starts;
    }

    private static int[] members(int[] groupOf, int group) {
        return IntStream.range(0, groupOf.length)
                .filter(i -> groupOf[i] == group)
                .toArray();
    }

    private static Population population(
            SharedProblem joint,
            SharedMinimizer at,
            double[] optimum,
            boolean[] borrows,
            Sample sample,
            int[] groupOf) {
        double weight = scale(joint, optimum, borrows, sample, groupOf);
        int[] lenders =
                IntStream.range(0, borrows.length).filter(g -> !borrows[g]).toArray();
        double[][] estimates = new double[lenders.length][];
        double[][] variances = new double[lenders.length][];
        for (int k = 0; k < lenders.length; k++) {
            double[] theta = joint.theta(optimum, lenders[k]);
            estimates[k] = Arrays.stream(joint.own).mapToDouble(j -> theta[j]).toArray();
            variances[k] = Arrays.stream(at.ownVariances(lenders[k]))
                    .map(v -> v * weight)
                    .toArray();
        }
        return Population.of(estimates, variances, weight);
    }

    /**
     * The scale of the objective: for residuals of density {@code exp(-rho(r)/k)} the likeliest k is the mean of
     * {@code r rho'(r)}, with parameters counted as lost rows.
     */
    private static double scale(
            SharedProblem joint, double[] optimum, boolean[] borrows, Sample sample, int[] groupOf) {
        Problem problem = joint.problem;
        Expr curvature = problem.objective.penalty().weight(new Expr.Variable(0, "r"), new Expr.Parameter(0, "width"));
        double[] width = {problem.width()};
        double sum = 0;
        int rows = 0;
        for (int i = 0; i < groupOf.length; i++) {
            if (!borrows[groupOf[i]]) {
                double r = residual(problem, sample, i, joint.theta(optimum, groupOf[i]));
                sum += problem.weights[i] * r * r * Interpreter.value(curvature, new double[] {r}, width);
                rows++;
            }
        }
        long lenders =
                IntStream.range(0, borrows.length).filter(g -> !borrows[g]).count();
        double freedom = Math.max(1, rows - joint.shared.length - lenders * joint.own.length);
        return sum / freedom;
    }

    /** The priors of the law, on the scale that the rows of the groups that stand alone have without them. */
    private static SharedBelief belief(
            SharedProblem joint, Model model, double[] optimum, boolean[] borrows, Sample sample, int[] groupOf) {
        int[] rows = IntStream.range(0, groupOf.length)
                .filter(i -> !borrows[groupOf[i]])
                .toArray();
        int lenders = (int)
                IntStream.range(0, borrows.length).filter(g -> !borrows[g]).count();
        return SharedBelief.of(
                joint,
                model,
                Arrays.stream(rows)
                        .mapToDouble(i -> residual(joint.problem, sample, i, joint.theta(optimum, groupOf[i])))
                        .toArray(),
                Arrays.stream(rows).mapToDouble(i -> joint.problem.weights[i]).toArray(),
                joint.shared.length + lenders * joint.own.length);
    }

    private static double residual(Problem problem, Sample sample, int i, double[] theta) {
        double[] row = Arrays.stream(sample.columns()).mapToDouble(c -> c[i]).toArray();
        return problem.objective.residual(problem.model.predict(row, theta), sample.response()[i]);
    }

    private static double[] atTypical(SharedProblem joint, double[] vector, boolean[] borrows, Population population) {
        double[] start = vector.clone();
        double[] typical = population.typical();
        for (int g = 0; g < borrows.length; g++) {
            if (borrows[g]) {
                System.arraycopy(typical, 0, start, joint.shared.length + g * typical.length, typical.length);
            }
        }
        return start;
    }

    private static Fit fit(
            Fitter fitter,
            Model model,
            SharedProblem joint,
            Minimizer.Outcome end,
            int group,
            Sample sample,
            int[] groupOf,
            int starts,
            int agreeing,
            long evaluations) {
        double[] theta = joint.theta(end.theta(), group);
        int[] rows = members(groupOf, group);
        double[] residuals = Arrays.stream(rows)
                .mapToDouble(i -> residual(joint.problem, sample, i, theta))
                .toArray();
        double[] none = new double[theta.length];
        Arrays.fill(none, Double.NaN);
        List<String> atBound = IntStream.range(0, theta.length)
                .filter(j -> theta[j] <= joint.problem.lower[j] || theta[j] >= joint.problem.upper[j])
                .mapToObj(j -> model.parameters().get(j).name())
                .toList();
        return new Fit(
                model,
                fitter.objective(),
                theta,
                end.value(),
                none,
                rows.length,
                residuals,
                IntStream.range(0, model.variables().size())
                        .mapToObj(j -> Fit.Range.of(
                                model.variables().get(j),
                                Arrays.stream(rows)
                                        .mapToDouble(i -> sample.columns()[j][i])
                                        .toArray()))
                        .toList(),
                new Diagnostics(end.stop(), 0, starts, agreeing, evaluations, Double.NaN, atBound, List.of()));
    }

    /** The fit of each group; the shared parameters are the same in all, and so is the value: that of all together. */
    public List<Fit> fits() {
        return fits;
    }

    /** Whether a group borrows from the others. */
    public boolean borrows(int group) {
        return borrows[group];
    }

    /** How many own parameters a group has. */
    public int ownParameters() {
        return joint.own.length;
    }

    /** Refits for one thread. */
    public Refitter refitter() {
        return new Refitter();
    }

    /** Fits the law to rows drawn with repetition; for one thread at a time. */
    public final class Refitter {
        /**
         * The parameters of every group over a resample, searched from the optimum over all rows. What a group borrows
         * is drawn too.
         *
         * @param counts how often each row was drawn
         * @return for each group its parameters; NaN where the search ended nowhere
         */
        public double[][] refit(int[] counts, SplittableRandom random) {
            return refit(joint.rows(counts), random);
        }

        /**
         * The same over all rows with other weights.
         *
         * @param weights one per row, positive
         */
        public double[][] refit(double[] weights, SplittableRandom random) {
            return refit(joint.rows(weights), random);
        }

        private double[][] refit(Prepared[] rows, SplittableRandom random) {
            Optional<Population> drawn = population.map(p -> p.drawn(random));
            Minimizer.Outcome end = new SharedMinimizer(joint, belief, drawn, borrows)
                    .refine(optimum, rows, CLOSE, MAX_REFIT_ITERATIONS);
            return IntStream.range(0, joint.groups)
                    .mapToObj(g -> {
                        double[] theta = joint.theta(end.theta(), g);
                        if (!Double.isFinite(end.value())) {
                            Arrays.fill(theta, Double.NaN);
                        }
                        return theta;
                    })
                    .toArray(double[][]::new);
        }
    }
}
