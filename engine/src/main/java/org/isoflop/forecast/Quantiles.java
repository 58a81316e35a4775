package org.isoflop.forecast;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Quantiles that calibration needs. */
final class Quantiles {
    private static final double STEP = 1e-9;

    private Quantiles() {}

    /**
     * The conformal quantile: the smallest value such that at least {@code level (1 + 1/n)} of the weight lies at or
     * below it. One more exchangeable value lies at or below it with probability {@code level} or more (Vovk, Gammerman
     * and Shafer 2005; with weights Tibshirani et al. 2019).
     *
     * @param n how many independent values there are, as far as the correction is concerned
     * @return infinity where so few values cannot tell such a quantile
     */
    static double conformal(double[] values, double[] weights, double level, double n) {
        double wanted = level * (1 + 1 / n);
        if (!(wanted <= 1)) {
            return Double.POSITIVE_INFINITY;
        }
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double sum = 0;
        for (int i : order) {
            sum += weights[i];
            if (sum >= total * (wanted - STEP)) {
                return values[i];
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * The quantile of Student's distribution, by bisection of its distribution function.
     *
     * @param p between 0 and 1
     * @param freedom the degrees of freedom, not necessarily whole
     */
    static double student(double p, double freedom) {
        if (p < 0.5) {
            return -student(1 - p, freedom);
        }
        double low = 0;
        double high = 1;
        while (upperTail(high, freedom) > 1 - p && high < 1e12) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < 80; i++) {
            double middle = 0.5 * (low + high);
            if (upperTail(middle, freedom) > 1 - p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /** P(T > t) for t >= 0: half the incomplete beta function at nu/(nu + t^2) with nu/2 and 1/2. */
    private static double upperTail(double t, double freedom) {
        return 0.5 * beta(freedom / (freedom + t * t), 0.5 * freedom, 0.5);
    }

    /** The regularised incomplete beta function by Lentz's continued fraction (Numerical Recipes, section 6.4). */
    private static double beta(double x, double a, double b) {
        if (x <= 0) {
            return 0;
        }
        if (x >= 1) {
            return 1;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - beta(1 - x, b, a);
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
        double c = 1;
        double d = 1 / notZero(1 - (a + b) * x / (a + 1));
        double fraction = d;
        for (int m = 1; m <= 500; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / notZero(1 + even * d);
            c = notZero(1 + even / c);
            fraction *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / notZero(1 + odd * d);
            c = notZero(1 + odd / c);
            fraction *= c * d;
            if (Math.abs(c * d - 1) < 1e-15) {
                break;
            }
        }
        return front * fraction;
    }

    private static double notZero(double x) {
        return Math.abs(x) < 1e-300 ? 1e-300 : x;
    }

    /** Stirling's series after shifting the argument above 10: right to 1e-14. */
    private static double logGamma(double x) {
        double shift = 0;
        double y = x;
        while (y < 10) {
            shift -= Math.log(y);
            y++;
        }
        double square = 1 / (y * y);
        double series = (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / y;
        return shift + (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series;
    }
}
