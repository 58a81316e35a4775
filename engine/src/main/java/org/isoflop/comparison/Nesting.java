package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Penalty;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Workers;
import org.isoflop.forecast.Cut;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Operator;
import org.isoflop.law.Parameter;
import org.isoflop.law.Sample;
import org.isoflop.uncertainty.Interval;

/**
 * What recipes have in common: nested fits, from one law for all to one for each, held against each other by information
 * criteria and by back-test.
 *
 * @param hypotheses from the fewest parameters to the most
 * @param gaps which parameters differ, between the best recipe and each other one
 */
public record Nesting(List<Hypothesis> hypotheses, List<Gap> gaps) {
    /** A criterion this much worse is no tie (Burnham and Anderson 2002, section 2.6). */
    private static final double TELLS = 2;

    /**
     * A fit in which some parameters are common to all recipes.
     *
     * @param shared which
     * @param parameters how many numbers are fitted
     * @param aic Akaike's criterion above the smallest
     * @param bic Schwarz's criterion above the smallest
     * @param error the mean size of the errors of a back-test, as the objective has them; empty where there was none
     */
    public record Hypothesis(List<String> shared, int parameters, double aic, double bic, OptionalDouble error) {
        public Hypothesis {
            shared = List.copyOf(shared);
        }
    }

    /**
     * A parameter of two recipes.
     *
     * @param parameter its name
     * @param first the better recipe
     * @param second the other
     * @param ratio whether it is the value of the second over that of the first, which are positive; else the difference
     * @param apart that ratio or difference
     * @param credible whether the interval holds neither ratio 1 nor difference 0
     */
    public record Gap(String parameter, String first, String second, boolean ratio, Estimate apart, boolean credible) {}

    public Nesting {
        hypotheses = List.copyOf(hypotheses);
        gaps = List.copyOf(gaps);
    }

    /** The one to prefer: of those whose AIC cannot be told from the smallest, that with the fewest parameters. */
    public Hypothesis preferred() {
        return hypotheses.stream().filter(h -> h.aic() <= TELLS).findFirst().orElseThrow();
    }

    /**
     * Fits and compares.
     *
     * @param contenders the recipes as they are fitted, the better first
     */
    public static Nesting of(
            Contest contest, List<Contender> contenders, double level, int threads, Progress progress) {
        List<List<String>> common = families(contest);
        List<Cut> all = Hindcast.cuts(contest);
        // Neighbouring cuts share most of their runs, and here every one of them costs five fits.
        List<Cut> cuts = IntStream.range(0, all.size())
                .filter(c -> c % 2 == 0)
                .mapToObj(all::get)
                .toList();
        Fitter light = Hindcast.light(contest.fitter());
        int jobs = common.size() * (cuts.size() + 1);
        double[] errors = new double[jobs];
        double[][] residuals = new double[common.size()][];
        Workers.run(
                jobs,
                threads,
                () -> light,
                (i, fitter) -> {
                    Contest nested = contest.searching(fitter).sharing(common.get(i % common.size()));
                    int c = i / common.size();
                    if (c == 0) {
                        residuals[i % common.size()] = whole(nested);
                    } else {
                        errors[i] = error(nested, cuts.get(c - 1));
                    }
                },
                progress,
                "nested fits");
        var found = new ArrayList<Hypothesis>();
        for (int h = 0; h < common.size(); h++) {
            if (residuals[h].length > 0) {
                found.add(hypothesis(contest, common, h, residuals[h], errors));
            }
        }
        double aic = found.stream().mapToDouble(Hypothesis::aic).min().orElse(0);
        double bic = found.stream().mapToDouble(Hypothesis::bic).min().orElse(0);
        return new Nesting(
                found.stream()
                        .map(h -> new Hypothesis(h.shared(), h.parameters(), h.aic() - aic, h.bic() - bic, h.error()))
                        .toList(),
                gaps(contenders, level));
    }

    /** All parameters; exponents and floor; the exponents; the floor; none. */
    private static List<List<String>> families(Contest contest) {
        List<String> all =
                contest.model().parameters().stream().map(Parameter::name).toList();
        List<String> exponents = all.stream()
                .filter(name -> isExponent(contest.model().body(), name, false))
                .toList();
        List<String> floor = all.stream()
                .filter(name -> isTerm(contest.model().body(), name))
                .toList();
        var both = new ArrayList<String>(floor);
        both.addAll(exponents);
        return List.of(all, both, exponents, floor, List.<String>of()).stream()
                .distinct()
                .toList();
    }

    /** Whether a parameter stands in an exponent. */
    private static boolean isExponent(Expr tree, String name, boolean raised) {
        return switch (tree) {
            case Expr.Parameter p -> raised && p.name().equals(name);
            case Expr.Binary(var operator, var left, var right)
            when operator == Operator.POWER -> isExponent(left, name, raised) || isExponent(right, name, true);
            default -> tree.children().stream().anyMatch(child -> isExponent(child, name, raised));
        };
    }

    /** Whether a parameter is a term of its own, as E is. */
    private static boolean isTerm(Expr tree, String name) {
        return switch (tree) {
            case Expr.Parameter p -> p.name().equals(name);
            case Expr.Binary(var operator, var left, var right)
            when operator == Operator.ADD -> isTerm(left, name) || isTerm(right, name);
            case Expr.Binary(var operator, var left, var _) when operator == Operator.SUBTRACT -> isTerm(left, name);
            default -> false;
        };
    }

    /** The residuals of the fit to all runs; none if it is not to be had. */
    private static double[] whole(Contest nested) {
        try {
            return nested.residuals(nested.thetas());
        } catch (InputException _) {
            return new double[0];
        }
    }

    /** The mean size of the errors above a cut of fits below it; NaN where they are not to be had. */
    private static double error(Contest nested, Cut cut) {
        int[] recipes = Hindcast.recipesBelow(nested, cut);
        if (recipes.length < 2) {
            return Double.NaN;
        }
        try {
            List<double[]> thetas = nested.at(cut.below(), recipes).thetas();
            Sample sample = Sample.of(nested.model(), nested.recipes().runs());
            var isAbove = new java.util.BitSet();
            Arrays.stream(cut.above()).forEach(isAbove::set);
            double sum = 0;
            int count = 0;
            for (int r = 0; r < recipes.length; r++) {
                for (int i : nested.recipes().rowsOf().get(recipes[r])) {
                    if (isAbove.get(i)) {
                        sum += Math.abs(nested.residual(sample, i, thetas.get(r)));
                        count++;
                    }
                }
            }
            return sum / count;
        } catch (InputException _) {
            return Double.NaN;
        }
    }

    /** The likelihood is that of Laplace's distribution, or the normal one for squared errors, at its likeliest scale. */
    private static Hypothesis hypothesis(
            Contest contest, List<List<String>> common, int h, double[] residuals, double[] errors) {
        int own = contest.model().parameters().size() - common.get(h).size();
        int parameters = common.get(h).size() + contest.recipes().size() * own;
        boolean squared = contest.fitter().objective().penalty() instanceof Penalty.Squared;
        double size = Arrays.stream(residuals)
                .map(r -> squared ? r * r : Math.abs(r))
                .average()
                .orElse(1);
        double likelihood = (squared ? 1 : 2) * residuals.length * Math.log(Math.max(size, Double.MIN_NORMAL));
        // Only cuts where every hypothesis could be fitted count.
        double[] tested = IntStream.range(1, errors.length / common.size())
                .filter(c -> IntStream.range(0, common.size())
                        .noneMatch(other -> Double.isNaN(errors[c * common.size() + other])))
                .mapToDouble(c -> errors[c * common.size() + h])
                .toArray();
        return new Hypothesis(
                common.get(h),
                parameters,
                likelihood + 2 * (parameters + 1),
                likelihood + Math.log(residuals.length) * (parameters + 1),
                Arrays.stream(tested).average());
    }

    private static List<Gap> gaps(List<Contender> contenders, double level) {
        var spread = new Spread(level);
        Contender best = contenders.getFirst();
        var gaps = new ArrayList<Gap>();
        for (Contender other : contenders.subList(1, contenders.size())) {
            for (int j = 0; j < best.theta().length; j++) {
                gaps.add(gap(best, other, j, spread));
            }
        }
        return gaps;
    }

    private static Gap gap(Contender best, Contender other, int j, Spread spread) {
        boolean ratio = isPositive(best, j) && isPositive(other, j);
        int draws = Math.min(best.draws().size(), other.draws().size());
        double[] drawn = IntStream.range(0, draws)
                .mapToDouble(k -> apart(
                        best.draws().get(k).theta()[j], other.draws().get(k).theta()[j], ratio))
                .toArray();
        Optional<Interval> interval = spread.interval(drawn);
        double value = apart(best.theta()[j], other.theta()[j], ratio);
        return new Gap(
                best.model().parameters().get(j).name(),
                best.name(),
                other.name(),
                ratio,
                new Estimate(value, interval, Optional.empty()),
                interval.isPresent() && !interval.get().contains(ratio ? 1 : 0));
    }

    private static boolean isPositive(Contender contender, int j) {
        return contender.theta()[j] > 0
                && contender.draws().stream().map(Voice::theta).allMatch(t -> t[j] > 0 || Double.isNaN(t[j]));
    }

    private static double apart(double first, double second, boolean ratio) {
        return ratio ? second / first : second - first;
    }
}
