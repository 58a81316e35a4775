package org.isoflop.comparison;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.isoflop.uncertainty.Interval;

/**
 * How much more compute one recipe needs for the loss that another has at a scale: above 1 the other is better.
 *
 * <p>For pure power laws {@code L = a C^-b} it is {@code (a2/a1)^(1/b2) C^(b1/b2 - 1)}: constant where only a differs,
 * and fading or growing with scale where b does.
 *
 * @param scale of the other
 * @param times the compute that is needed over the scale; infinite where the loss is out of reach, which it is taken for
 *     from {@link Bundle#MARGIN} times beyond target and runs on
 */
public record Multiplier(double scale, Estimate times) {
    private static final int MOST_STEPS = 80;

    /** What {@code other} needs for the loss that {@code one} has at the s-th scale. */
    static Multiplier of(Bundle plain, Optional<Bundle> wide, int one, int other, int s, Spread spread) {
        double scale = plain.scales()[s];
        double rough = needed(plain.scales(), plain.centre()[other], plain.centre()[one][s]) / scale;
        double exact = exact(plain, one, other, s) / scale;
        double correction = Double.isFinite(exact / rough) ? exact / rough : 1;
        return new Multiplier(
                scale,
                new Estimate(
                        exact,
                        interval(plain, one, other, s, correction, spread),
                        wide.flatMap(w -> interval(w, one, other, s, correction, spread))));
    }

    private static Optional<Interval> interval(
            Bundle bundle, int one, int other, int s, double correction, Spread spread) {
        return spread.interval(drawn(bundle, one, other, s, correction));
    }

    /** The multiplier at every draw. */
    static double[] drawn(Bundle bundle, int one, int other, int s, double correction) {
        double[] drawn = new double[bundle.draws()];
        for (int k = 0; k < drawn.length; k++) {
            double wanted = bundle.drawn()[one][k][s];
            drawn[k] = needed(bundle.scales(), bundle.drawn()[other][k], wanted) / bundle.scales()[s] * correction;
        }
        return drawn;
    }

    /** The smallest scale at which a falling curve has come down to a value, straight between the scales. */
    private static double needed(double[] scales, double[] values, double wanted) {
        if (Double.isNaN(wanted)) {
            return Double.NaN;
        }
        for (int s = 0; s < scales.length; s++) {
            if (values[s] <= wanted) {
                double share = s == 0 ? 0 : (values[s - 1] - wanted) / (values[s - 1] - values[s]);
                return s == 0 ? 0 : scales[s - 1] * Math.pow(scales[s] / scales[s - 1], share);
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double exact(Bundle bundle, int one, int other, int s) {
        double wanted = bundle.centre()[one][s];
        double[] values = bundle.centre()[other];
        if (Bundle.isTie(values[s], wanted)) {
            return bundle.scales()[s];
        }
        for (int j = 0; j < values.length; j++) {
            if (values[j] <= wanted) {
                return j == 0
                        ? 0
                        : root(bundle.scales()[j - 1], bundle.scales()[j], scale -> bundle.at(other, scale) - wanted);
            }
        }
        return Double.isNaN(wanted) ? Double.NaN : Double.POSITIVE_INFINITY;
    }

    /** Where a falling function comes down to zero. */
    private static double root(double from, double to, DoubleUnaryOperator excess) {
        double low = Math.log(from);
        double high = Math.log(to);
        for (int i = 0; i < MOST_STEPS && high - low > 1e-14 * Math.abs(high); i++) {
            double middle = 0.5 * (low + high);
            if (excess.applyAsDouble(Math.exp(middle)) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp(0.5 * (low + high));
    }
}
