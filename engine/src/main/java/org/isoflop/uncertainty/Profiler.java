package org.isoflop.uncertainty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.isoflop.fit.Constrained;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Penalty;
import org.isoflop.fit.Sandwich;
import org.isoflop.fit.Search;

/**
 * Profiles of any quantity that follows from the parameters, by fits constrained to its values (Venzon and Moolgavkar
 * 1988; Bates and Watts, Nonlinear Regression Analysis, 1988, chapter 6).
 *
 * <p>The rise R of the objective above its minimum M is measured against what chance does:
 *
 * <ul>
 *   <li>squared errors: {@code R (n - p)/M} is compared with the square of t, which for a linear law is exact;
 *   <li>a likelihood with free scale: {@code 2 R} with chi-squared, that is z squared;
 *   <li>other objectives, and rows that come in units: {@code 2 R h/v}, with h the inverse curvature of the quantity and
 *       v its sandwich variance, which would be equal for a likelihood (Kent, Robust properties of likelihood ratio
 *       tests, 1982).
 * </ul>
 */
public final class Profiler {
    /** Points up to where the interval ends, on each side. */
    private static final int STEPS = 6;

    private static final int MOST_STEPS = 40;

    /** Steps that meet nothing are halved so many times. */
    private static final int MOST_HALVINGS = 6;

    /** An end is found when the root misses the threshold by less. */
    private static final double PRECISE = 1e-5;

    private static final double FASTER = 1.3;

    private final Search search;
    private final Sandwich sandwich;
    private final boolean byUnits;

    /**
     * Profiles of a finished fit.
     *
     * @param unitOf for each row the number of its unit, from 0
     */
    public Profiler(Search search, int[] unitOf) {
        this.search = search;
        sandwich = search.sandwich(unitOf);
        byUnits = sandwich.units() < unitOf.length;
    }

    /** What the delta method says. */
    public double standardError(ToDoubleFunction<double[]> quantity) {
        return Math.sqrt(sandwich.variance(slope(quantity)));
    }

    private double[] slope(ToDoubleFunction<double[]> quantity) {
        return Slope.of(quantity, search.fit().theta(), sandwich.standardErrors());
    }

    /** The curve, up to a little beyond where the interval of this level ends. */
    public Profile profile(ToDoubleFunction<double[]> quantity, double level) {
        Interval.requireLevel(level);
        Fit fit = search.fit();
        double estimate = quantity.applyAsDouble(fit.theta());
        double[] slope = slope(quantity);
        double error = Math.sqrt(sandwich.variance(slope));
        double scale = scale(slope);
        double threshold = threshold(level);
        var points = new ArrayList<Profile.Point>();
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        if (error > 0 && Double.isFinite(error) && scale > 0) {
            var side = new Side(quantity, scale, threshold);
            points.add(side.top());
            low = side.trace(-error * threshold / STEPS, points);
            high = side.trace(error * threshold / STEPS, points);
        }
        points.sort(Comparator.comparingDouble(Profile.Point::value));
        return new Profile(estimate, new Interval(low, high, level), points);
    }

    private int freedom() {
        return (byUnits ? sandwich.units() : search.fit().rows()) - search.fit().theta().length;
    }

    private double threshold(double level) {
        return search.fit().objective().penalty() instanceof Penalty.FreeScale && !byUnits
                ? Normal.quantile((1 + level) / 2)
                : StudentT.quantile(level, freedom());
    }

    /** What the rise is multiplied by. */
    private double scale(double[] slope) {
        Fit fit = search.fit();
        double kent = 2 * sandwich.inverseCurvature(slope) / sandwich.variance(slope);
        return switch (fit.objective().penalty()) {
            case Penalty.Squared _ -> byUnits ? kent : freedom() / fit.value();
            case Penalty.FreeScale free -> byUnits ? kentOfLikelihood(slope, free) : 2;
            case Penalty.Huber _, Penalty.Quantile _, Penalty.Asymmetric _ -> kent;
        };
    }

    /** The likelihood is the penalty's sum times factor over width squared. */
    private double kentOfLikelihood(double[] slope, Penalty.FreeScale free) {
        double width = search.width();
        return 2 * sandwich.inverseCurvature(slope) / sandwich.variance(slope) * width * width / free.factor();
    }

    /** Traces the curve to one side of the estimate. */
    private final class Side {
        private final Constrained constrained;
        private final double estimate;
        private final double scale;
        private final double threshold;

        Side(ToDoubleFunction<double[]> quantity, double scale, double threshold) {
            constrained = search.constrained(quantity);
            estimate = quantity.applyAsDouble(constrained.optimum().theta());
            this.scale = scale;
            this.threshold = threshold;
        }

        Profile.Point top() {
            return new Profile.Point(
                    estimate,
                    constrained.optimum().value(),
                    0,
                    constrained.optimum().theta());
        }

        /** @return where the interval ends, infinite if the rise never gets there */
        double trace(double firstStep, List<Profile.Point> into) {
            double step = firstStep;
            double[] theta = constrained.optimum().theta();
            double[] before = theta;
            double value = estimate;
            double lastStep = 0;
            double root = 0;
            int halvings = 0;
            for (int i = 0; i < MOST_STEPS && halvings <= MOST_HALVINGS; i++) {
                double next = value + step;
                double[] start = ahead(before, theta, lastStep == 0 ? 0 : step / lastStep);
                Constrained.Point point = constrained.at(next, start);
                if (!point.met() && lastStep != 0) {
                    point = constrained.at(next, theta);
                }
                if (!point.met()) {
                    step /= 2;
                    halvings++;
                    continue;
                }
                double risen = root(point.value());
                Profile.Point found = point(next, point, risen, step);
                into.add(found);
                if (risen >= threshold) {
                    return end(value, root, theta, next, risen);
                }
                before = theta;
                theta = point.theta();
                value = next;
                lastStep = step;
                root = risen;
                step *= i >= STEPS ? FASTER : 1;
            }
            return Math.copySign(Double.POSITIVE_INFINITY, firstStep);
        }

        private double[] ahead(double[] before, double[] theta, double share) {
            double[] ahead = theta.clone();
            for (int j = 0; j < ahead.length; j++) {
                double moved = theta[j] + share * (theta[j] - before[j]);
                // A step that changes the sign of a parameter is no extrapolation.
                ahead[j] = moved * theta[j] > 0 ? moved : theta[j];
            }
            return ahead;
        }

        private double root(double objective) {
            return Math.sqrt(
                    Math.max(0, scale * (objective - constrained.optimum().value())));
        }

        private Profile.Point point(double value, Constrained.Point point, double root, double step) {
            return new Profile.Point(value, point.value(), Math.copySign(root, step), point.theta());
        }

        /** Between a point below the threshold and one above it, where the root is nearly straight. */
        private double end(double inside, double insideRoot, double[] theta, double outside, double outsideRoot) {
            double a = inside;
            double rootA = insideRoot;
            double b = outside;
            double rootB = outsideRoot;
            double[] near = theta;
            double end = b;
            for (int i = 0; i < 20; i++) {
                double share = Math.clamp((threshold - rootA) / (rootB - rootA), 0.02, 0.98);
                end = a + share * (b - a);
                Constrained.Point point = constrained.at(end, near);
                if (!point.met()) {
                    return end;
                }
                double root = root(point.value());
                if (Math.abs(root - threshold) < PRECISE || Math.abs(b - a) < 1e-12 * Math.abs(end)) {
                    return end;
                }
                if (root < threshold) {
                    a = end;
                    rootA = root;
                    near = point.theta();
                } else {
                    b = end;
                    rootB = root;
                }
            }
            return end;
        }
    }
}
