package org.isoflop.plan;

import java.util.function.DoubleUnaryOperator;

/** Where a function meets a value: one root in an interval, in the logarithm of the argument. */
final class Rising {
    /** Rounding of a logarithm near 50, the logarithm of the largest budgets. */
    private static final double ROUNDING = 1e-15;

    private static final int MOST_STEPS = 200;

    private static final double HALF = 0.5;

    /**
     * The argument between {@code low} and {@code high} where a rising function is zero; an end where it has no zero
     * between them.
     */
    static double root(DoubleUnaryOperator rising, double low, double high) {
        return Math.exp(zero(x -> rising.applyAsDouble(Math.exp(x)), Math.log(low), Math.log(high)));
    }

    /**
     * Where a function that rises through zero between two points is zero: inverse quadratic interpolation through the
     * last three points where these lie so that it can be trusted, else bisection (Chandrupatla 1997, Advances in
     * Engineering Software 28(3)); the first step is that of a straight line.
     */
    static double zero(DoubleUnaryOperator rising, double from, double to) {
        return zero(rising, from, rising.applyAsDouble(from), to, rising.applyAsDouble(to));
    }

    /**
     * The same where the values at both ends are known.
     *
     * @param below the value at {@code from}
     * @param above that at {@code to}
     */
    static double zero(DoubleUnaryOperator rising, double from, double below, double to, double above) {
        if (!(below < 0)) {
            return from;
        }
        if (!(above > 0)) {
            return to;
        }
        return new Rising(from, below, to, above).zero(rising);
    }

    /** The ends of the bracket, a the newer one, and the end before that. */
    private double a;

    private double fa;
    private double b;
    private double fb;
    private double c;
    private double fc;

    private Rising(double a, double fa, double b, double fb) {
        this.a = a;
        this.fa = fa;
        this.b = b;
        this.fb = fb;
        c = a;
        fc = fa;
    }

    private double zero(DoubleUnaryOperator rising) {
        double share = Double.isFinite(fa) && Double.isFinite(fb) ? fa / (fa - fb) : HALF;
        for (int i = 0; i < MOST_STEPS; i++) {
            double best = Math.abs(fa) < Math.abs(fb) ? a : b;
            // No step is shorter than half of what rounding leaves, so that the other end comes near too.
            double least = HALF * ROUNDING * Math.max(1, Math.abs(best)) / Math.abs(b - a);
            if (least > HALF || fa == 0) {
                return best;
            }
            double x = a + Math.clamp(share, least, 1 - least) * (b - a);
            add(x, rising.applyAsDouble(x));
            share = share();
        }
        return HALF * (a + b);
    }

    private void add(double x, double value) {
        if (value < 0 == fa < 0) {
            c = a;
            fc = fa;
        } else {
            c = b;
            fc = fb;
            b = a;
            fb = fa;
        }
        a = x;
        fa = value;
    }

    /** Where to look next, as a share of the way from a to b. */
    private double share() {
        double xi = (a - b) / (c - b);
        double phi = (fa - fb) / (fc - fb);
        boolean trusted = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
        return trusted ? fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb) : HALF;
    }
}
