package org.isoflop.uncertainty;

import org.isoflop.formula.Function;

/** The standard normal distribution. */
public final class Normal {
    private Normal() {}

    /** The probability of a value below x. */
    public static double probability(double x) {
        return 0.5 * (1 + Function.ERF.at(x / Math.sqrt(2)));
    }

    /** The value below which lies the share p, by bisection of {@link #probability}; infinite at 0 and 1. */
    public static double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            return p == 0 ? Double.NEGATIVE_INFINITY : p == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        double low = -40;
        double high = 40;
        while (high - low > 1e-14 * Math.max(1, Math.abs(low))) {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) {
                break;
            }
            if (probability(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
