package org.isoflop.formula;

/** Elementary functions that {@link Math} lacks, or whose edges differ from what a formula needs. */
final class Elementary {
    private Elementary() {}

    /** {@code a^b}; small whole exponents by multiplication, so that {@code x^2} is exactly {@code x*x}. */
    static double pow(double a, double b) {
        if (b == 2) {
            return a * a;
        }
        if (b == 3) {
            return a * a * a;
        }
        return Math.pow(a, b);
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** {@code log(1 + exp(x))} without overflow for large x and without loss for very negative x. */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** {@code log(x + sqrt(x^2 + 1))}, odd in x and without cancellation near zero. */
    static double asinh(double x) {
        double a = Math.abs(x);
        double value = a > 1e150 ? Math.log(a) + Math.log(2) : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
        return Math.copySign(value, x);
    }

    /**
     * The error function: its Taylor series where that converges without cancellation, the continued fraction of
     * {@code erfc} beyond (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14).
     */
    static double erf(double x) {
        double a = Math.abs(x);
        if (Double.isNaN(x)) {
            return x;
        }
        if (a > 6) {
            return Math.copySign(1, x);
        }
        return Math.copySign(a < 2.5 ? erfSeries(a) : 1 - erfcFraction(a), x);
    }

    /** {@code 2/sqrt(pi) exp(-x^2) sum_n 2^n x^(2n+1) / (1*3*...*(2n+1))}: every term is positive. */
    private static double erfSeries(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17 && n < 200; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    private static double erfcFraction(double x) {
        double tail = x;
        for (int n = 60; n >= 1; n--) {
            tail = x + n / 2.0 / tail;
        }
        return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
    }
}
