package org.isoflop.formula;

/**
 * Elementary functions to about thirty digits, for judging those of {@link Elementary}: numbers are unevaluated sums of
 * two doubles, functions are plain series.
 */
final class Reference {
    private static final Real ONE = Real.of(1);

    private static final Real TWO = Real.of(2);

    private static final Real LN2 = atanhTimesTwo(Real.of(1).over(Real.of(3)));

    /** From mpmath, as are the numbers that the test of this class compares with. */
    private static final Real ROOT_PI = new Real(1.772453850905516, -7.666586499825799e-17);

    private Reference() {}

    /** {@code high + low}, where low is at most half an ulp of high. */
    record Real(double high, double low) {
        static Real of(double x) {
            return new Real(x, 0);
        }

        static Real sum(double a, double b) {
            double s = a + b;
            double c = s - a;
            return new Real(s, (a - (s - c)) + (b - c));
        }

        Real plus(Real y) {
            Real s = sum(high, y.high);
            Real t = sum(low, y.low);
            Real u = sum(s.high, s.low + t.high);
            return sum(u.high, u.low + t.low);
        }

        Real minus(Real y) {
            return plus(y.negate());
        }

        Real times(Real y) {
            double p = high * y.high;
            return sum(p, Math.fma(high, y.high, -p) + (high * y.low + low * y.high));
        }

        Real times(double y) {
            return times(of(y));
        }

        Real over(Real y) {
            double q = high / y.high;
            Real rest = minus(y.times(q));
            double q2 = rest.high / y.high;
            Real rest2 = rest.minus(y.times(q2));
            return sum(q, q2).plus(of(rest2.high / y.high));
        }

        Real negate() {
            return new Real(-high, -low);
        }

        Real scaled(int power) {
            return new Real(Math.scalb(high, power), Math.scalb(low, power));
        }
    }

    /** {@code value * 2^power}: a subnormal double has no room for a second one below it. */
    record Scaled(Real value, int power) {
        static Scaled of(Real value) {
            return new Scaled(value, 0);
        }

        /** The distance of a double from this number, in units of the double's last place. */
        double ulps(double actual) {
            double unit = unscale(Math.ulp(actual));
            return Math.abs(Real.of(unscale(actual)).minus(value).high() / unit);
        }

        private double unscale(double x) {
            return Math.scalb(Math.scalb(x, -power / 2), -power - -power / 2);
        }
    }

    static Scaled exp(double x) {
        return exp(Real.of(x));
    }

    /** {@code 2^k exp(r)}, and exp(r) by the series of exp(r / 512) squared nine times. */
    static Scaled exp(Real x) {
        int k = (int) Math.rint(x.high() / LN2.high());
        Real r = x.minus(LN2.times(k)).scaled(-9);
        Real e = expLessOneSeries(r);
        for (int i = 0; i < 9; i++) {
            e = e.times(e.plus(TWO));
        }
        return new Scaled(e.plus(ONE), k);
    }

    private static Real expLessOneSeries(Real r) {
        Real term = r;
        Real sum = r;
        for (int n = 2; Math.abs(term.high()) > 1e-34 * Math.abs(sum.high()); n++) {
            term = term.times(r).over(Real.of(n));
            sum = sum.plus(term);
        }
        return sum;
    }

    private static Real plain(Scaled x) {
        return x.value().scaled(x.power());
    }

    static Real log(double x) {
        int k = Math.getExponent(x < Double.MIN_NORMAL ? x * 0x1p54 : x) - (x < Double.MIN_NORMAL ? 54 : 0);
        double m = Math.scalb(Math.scalb(x, -k / 2), -k - -k / 2);
        if (m > Math.sqrt(2)) {
            m /= 2;
            k++;
        }
        Real s = Real.of(m - 1).over(Real.sum(m, 1));
        return LN2.times(k).plus(atanhTimesTwo(s));
    }

    private static Real atanhTimesTwo(Real s) {
        Real z = s.times(s);
        Real power = s;
        Real sum = s;
        for (int n = 3; Math.abs(power.high()) > 1e-34 * Math.abs(sum.high()); n += 2) {
            power = power.times(z);
            sum = sum.plus(power.over(Real.of(n)));
        }
        return sum.scaled(1);
    }

    static Scaled pow(double a, double b) {
        return exp(log(a).times(b));
    }

    static Scaled sigmoid(double x) {
        Scaled e = exp(-Math.abs(x));
        Real d = ONE.plus(plain(e));
        return x < 0 ? new Scaled(e.value().over(d), e.power()) : Scaled.of(ONE.over(d));
    }

    static Scaled softplus(double x) {
        Scaled e = exp(-Math.abs(x));
        if (x < -100) {
            return e;
        }
        Real small = plain(e);
        return Scaled.of(Real.of(Math.max(x, 0)).plus(atanhTimesTwo(small.over(small.plus(TWO)))));
    }

    static Scaled tanh(double x) {
        Real y = Real.of(x).scaled(1);
        Real e = Math.abs(x) < 0.2
                ? expLessOneSeries(y)
                : plain(exp(Math.min(2 * x, 200))).minus(ONE);
        return Scaled.of(e.over(e.plus(TWO)));
    }

    /** {@code 2/sqrt(pi) exp(-x^2) sum_n 2^n x^(2n+1) / (1*3*...*(2n+1))}: every term has the sign of x. */
    static Scaled erf(double x) {
        if (Math.abs(x) > 7) {
            return Scaled.of(Real.of(Math.signum(x)));
        }
        Real square = Real.of(x).times(x);
        Real term = Real.of(x);
        Real sum = term;
        for (int n = 1; Math.abs(term.high()) > 1e-33 * Math.abs(sum.high()); n++) {
            term = term.times(square).scaled(1).over(Real.of(2 * n + 1));
            sum = sum.plus(term);
        }
        return Scaled.of(sum.times(plain(exp(square.negate()))).scaled(1).over(ROOT_PI));
    }
}
