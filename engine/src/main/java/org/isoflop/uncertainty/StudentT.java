package org.isoflop.uncertainty;

import org.isoflop.fit.LogGamma;

/** Student's t distribution. */
public final class StudentT {
    private StudentT() {}

    /** The value that lies as far out as {@code (1 + level)/2} of the distribution: 1.96 for 0.95 and infinite freedom. */
    public static double quantile(double level, double freedom) {
        if (!(freedom > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        if (freedom > 1e6) {
            return Normal.quantile((1 + level) / 2);
        }
        double low = 0;
        double high = 1;
        while (within(high, freedom) < level && high < 1e12) {
            high *= 2;
        }
        for (int i = 0; i < 200 && high - low > 1e-13 * high; i++) {
            double middle = 0.5 * (low + high);
            if (within(middle, freedom) < level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /** The probability of a value between −t and t: {@code 1 - I_x(nu/2, 1/2)} at {@code x = nu/(nu + t^2)}. */
    public static double within(double t, double freedom) {
        return 1 - incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
    }

    /** The regularised incomplete beta function, by its continued fraction (Abramowitz and Stegun 26.5.8). */
    private static double incompleteBeta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front =
                Math.exp(LogGamma.at(a + b) - LogGamma.at(a) - LogGamma.at(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
    }

    /** Lentz's way of evaluating the fraction from its front. */
    private static double fraction(double x, double a, double b) {
        double tiny = 1e-300;
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1), tiny);
        double value = d;
        for (int m = 1; m < 500; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d, tiny);
            c = nonZero(1 + even / c, tiny);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d, tiny);
            c = nonZero(1 + odd / c, tiny);
            double change = d * c;
            value *= change;
            if (Math.abs(change - 1) < 1e-15) {
                break;
            }
        }
        return value;
    }

    private static double nonZero(double x, double tiny) {
        return Math.abs(x) < tiny ? tiny : x;
    }
}
