package org.isoflop.uncertainty;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.isoflop.fit.Sandwich;

/** Makes intervals of quantities that follow from the parameters of a fit; each kind is right in its own situation. */
public sealed interface Intervals {

    /** The interval of a quantity, empty where there is none to be had. */
    Optional<Interval> of(ToDoubleFunction<double[]> quantity, double level);

    /** The interval of one of the free parameters, by its number. */
    default Optional<Interval> ofParameter(int parameter, double level) {
        return of(theta -> theta[parameter], level);
    }

    /** The standard error of a quantity, NaN where there is none to be had. */
    double standardError(ToDoubleFunction<double[]> quantity);

    /** As the command line writes it. */
    String label();

    /** The quantiles of the quantity over the draws (Efron 1979). */
    record Percentile(Draws draws) implements Intervals {
        @Override
        public Optional<Interval> of(ToDoubleFunction<double[]> quantity, double level) {
            return draws.isEmpty() ? Optional.empty() : Optional.of(draws.interval(quantity, level));
        }

        @Override
        public double standardError(ToDoubleFunction<double[]> quantity) {
            return draws.isEmpty() ? Double.NaN : draws.standardError(quantity);
        }

        @Override
        public String label() {
            return "percentile";
        }
    }

    /**
     * Quantiles moved by what the draws say about bias and the jackknife about skewness (Efron, Better bootstrap
     * confidence intervals, 1987).
     *
     * @param theta the estimates; not to be written to
     */
    record BiasCorrected(Draws draws, Jackknife jackknife, double[] theta) implements Intervals {
        @Override
        public Optional<Interval> of(ToDoubleFunction<double[]> quantity, double level) {
            if (draws.isEmpty()) {
                return Optional.empty();
            }
            double[] sorted = Arrays.stream(draws.values(quantity))
                    .filter(x -> !Double.isNaN(x))
                    .sorted()
                    .toArray();
            double estimate = quantity.applyAsDouble(theta);
            double below = Arrays.stream(sorted).filter(x -> x < estimate).count()
                    + 0.5 * Arrays.stream(sorted).filter(x -> x == estimate).count();
            // All draws on one side: as many as there are draws is all that can be said.
            double share = Math.clamp(below / sorted.length, 0.5 / sorted.length, 1 - 0.5 / sorted.length);
            double bias = Normal.quantile(share);
            double a = jackknife.acceleration(quantity);
            return Optional.of(new Interval(
                    Interval.quantile(sorted, moved((1 - level) / 2, bias, a)),
                    Interval.quantile(sorted, moved((1 + level) / 2, bias, a)),
                    level));
        }

        private static double moved(double p, double bias, double a) {
            double z = bias + Normal.quantile(p);
            double shrunk = 1 - a * z;
            return shrunk > 0 ? Normal.probability(bias + z / shrunk) : p < 0.5 ? 0 : 1;
        }

        @Override
        public double standardError(ToDoubleFunction<double[]> quantity) {
            return draws.isEmpty() ? Double.NaN : draws.standardError(quantity);
        }

        @Override
        public String label() {
            return "bca";
        }
    }

    /**
     * The estimate and t standard errors to each side, the error being that of the quantity's tangent (the delta
     * method) under the sandwich covariance; t has as many degrees of freedom as there are units beyond parameters.
     *
     * @param theta the estimates; not to be written to
     */
    record Delta(Sandwich sandwich, double[] theta) implements Intervals {
        @Override
        public Optional<Interval> of(ToDoubleFunction<double[]> quantity, double level) {
            double estimate = quantity.applyAsDouble(theta);
            double reach = StudentT.quantile(level, sandwich.units() - theta.length) * standardError(quantity);
            return Double.isFinite(reach)
                    ? Optional.of(new Interval(estimate - reach, estimate + reach, level))
                    : Optional.empty();
        }

        @Override
        public double standardError(ToDoubleFunction<double[]> quantity) {
            return Math.sqrt(sandwich.variance(slope(quantity)));
        }

        private double[] slope(ToDoubleFunction<double[]> quantity) {
            return Slope.of(quantity, theta, sandwich.standardErrors());
        }

        @Override
        public String label() {
            return "delta";
        }
    }

    /** Where a profile says that the objective has risen too far; see {@link Profiler}. */
    record Profiled(Profiler profiler) implements Intervals {
        @Override
        public Optional<Interval> of(ToDoubleFunction<double[]> quantity, double level) {
            return Optional.of(profiler.profile(quantity, level).interval());
        }

        @Override
        public double standardError(ToDoubleFunction<double[]> quantity) {
            return profiler.standardError(quantity);
        }

        @Override
        public String label() {
            return "profile";
        }
    }

    /**
     * What is left of intervals of any kind once a fit was kept: those of its parameters as they were, and for what
     * follows from parameters the quantiles over the draws, if there are any.
     *
     * @param label of the kind that they were
     * @param kept the interval of each free parameter at the level of the fit; empty where there was none
     */
    record Kept(String label, List<Optional<Interval>> kept, Draws draws) implements Intervals {
        public Kept {
            kept = List.copyOf(kept);
        }

        @Override
        public Optional<Interval> of(ToDoubleFunction<double[]> quantity, double level) {
            return new Percentile(draws).of(quantity, level);
        }

        @Override
        public Optional<Interval> ofParameter(int parameter, double level) {
            return kept.get(parameter)
                    .filter(interval -> interval.level() == level)
                    .or(() -> of(theta -> theta[parameter], level));
        }

        @Override
        public double standardError(ToDoubleFunction<double[]> quantity) {
            return new Percentile(draws).standardError(quantity);
        }
    }
}
