package org.isoflop.formula;

/**
 * The elementary functions of formulas, with the same bits on every machine, cold and compiled.
 *
 * <p>{@link Math} promises no bits: its functions change with the processor and, over vector lanes, with the moment at
 * which the JIT takes over. Here each function is a fixed sequence of IEEE operations, fused multiply-adds and bit
 * casts without branches, and {@link VectorElementary} repeats it line for line over lanes. (All NaN count as one.)
 *
 * <p>Coefficients are those of {@code elementary_coefficients.py} in the test tree: minimax fits in 60 digits, rounded
 * to doubles. Errors that are named below as powers of two are relative to the value of the function.
 */
final class Elementary {
    /** Every double is below 2^1024 and every exponential of more than this is infinite, of less than minus it zero. */
    static final double EXP_RANGE = 1000;

    static final double LOG2_E = 1.4426950408889634;

    /** The natural logarithm of two, in two parts: the upper has 42 bits, so that its multiple by an exponent is exact. */
    static final double LN2_HIGH = 0.6931471805598903;

    static final double LN2_LOW = 5.497923018708371e-14;

    /** Sums with this are whole numbers k, and their lowest twelve bits hold k + 2 * 1023. */
    static final double WHOLE = 0x1.8p52 + 2046;

    static final double TWO_52 = 0x1p52;
    static final double BIAS = 1023;
    static final double TO_NORMAL = 0x1p54;
    static final double TO_NORMAL_BIAS = BIAS + 54;

    static final long SIGN = Long.MIN_VALUE;
    static final long EXPONENT = 0x7ff0_0000_0000_0000L;
    static final long MANTISSA = 0x000f_ffff_ffff_ffffL;
    static final long ONE_BITS = 0x3ff0_0000_0000_0000L;
    static final long TWO_52_BITS = 0x4330_0000_0000_0000L;
    static final long THREE_QUARTERS_BITS = 0x3fe8_0000_0000_0000L;
    static final long ROOT_HALF_BITS = 0x3fe6_a09e_667f_3bcdL;

    /** {@code (exp(r) - 1 - r - r^2/2) / r^3} for |r| <= log(2)/2: what is left of exp is below 2^-56.9. */
    static final double E3 = 0.16666666666666433;

    static final double E4 = 0.04166666666660407;
    static final double E5 = 0.008333333333500559;
    static final double E6 = 0.0013888888926737641;
    static final double E7 = 1.9841269467045362e-4;
    static final double E8 = 2.480150878472892e-05;
    static final double E9 = 2.755763786320597e-06;
    static final double E10 = 2.762512953766844e-07;
    static final double E11 = 2.4980041227951934e-08;

    /** {@code (2 atanh(s) / s - 2) / s^2} as a polynomial of s^2 for |s| <= 0.2: what is left of 2 atanh is below 2^-62.6. */
    static final double L0 = 0.666666666666666;

    static final double L1 = 0.40000000000056435;
    static final double L2 = 0.28571428555918066;
    static final double L3 = 0.22222224284162057;
    static final double L4 = 0.18181666695572982;
    static final double L5 = 0.1539108339541261;
    static final double L6 = 0.1317409934019023;
    static final double L7 = 0.13839561283201737;

    /**
     * {@code (2 atanh(s) / s - 2 - 2 s^2/3) / s^4} as a polynomial of s^2 for |s| <= (sqrt(2) - 1)^2: what is left of
     * 2 atanh is below 2^-73.3.
     */
    static final double P0 = 0.3999999999999998;

    static final double P1 = 0.2857142857144383;
    static final double P2 = 0.22222222217793092;
    static final double P3 = 0.18181818843578598;
    static final double P4 = 0.15384558455449826;
    static final double P5 = 0.13336263523388925;
    static final double P6 = 0.11675799540452272;
    static final double P7 = 0.11981601961431688;
    static final double TWO_THIRDS = 2.0 / 3;
    static final double TWO_THIRDS_LOW = 3.700743415417188e-17;

    /** {@code erf(x) / x - 1} as a polynomial of x^2 for |x| <= 1: the error is below 2^-55.9. */
    static final double S0 = 0.12837916709551256;

    static final double S1 = -0.3761263890318337;
    static final double S2 = 0.11283791670938846;
    static final double S3 = -0.02686617064232249;
    static final double S4 = 0.005223977600024155;
    static final double S5 = -8.548325652945226e-4;
    static final double S6 = 1.2055285744430948e-4;
    static final double S7 = -1.4924569555536262e-05;
    static final double S8 = 1.644545857186446e-06;
    static final double S9 = -1.6194125642476557e-07;
    static final double S10 = 1.3660747247076152e-08;
    static final double S11 = -7.689963695044178e-10;

    /** {@code -log(1 - erf(x))} for 1 <= x <= 6: what it leaves of erf is below 2^-56.3. */
    static final double T0 = 5.029924929894217e-07;

    static final double T1 = 1.128374088128917;
    static final double T2 = 0.636643634026608;
    static final double T3 = 0.10270342328585973;
    static final double T4 = -0.018990148042536972;
    static final double T5 = -4.106710071009161e-4;
    static final double T6 = 0.0019159893580841293;
    static final double T7 = -7.706814814763582e-4;
    static final double T8 = 1.3507543313354614e-4;
    static final double T9 = 2.0253686724461148e-05;
    static final double T10 = -2.2817204306313595e-05;
    static final double T11 = 8.66546878036845e-06;
    static final double T12 = -2.1352577774729232e-06;
    static final double T13 = 3.732242307005572e-07;
    static final double T14 = -4.6412121118805875e-08;
    static final double T15 = 3.933247443384851e-09;
    static final double T16 = -2.044379930801607e-10;
    static final double T17 = 4.927077476308522e-12;

    private Elementary() {}

    static double exp(double x) {
        return exp(x, 0);
    }

    /** {@code exp(x + low)} for a low part that the last bits of x cannot hold: 2^k exp(r) with |r| <= log(2)/2. */
    private static double exp(double x, double low) {
        double t = Math.fma(x, LOG2_E, WHOLE);
        double k = t - WHOLE;
        double h = Math.fma(k, -LN2_HIGH, x);
        double l = Math.fma(k, -LN2_LOW, low);
        double s = 1 + h;
        double value = scale(s + expRest(s, h, l), Double.doubleToRawLongBits(t));
        value = x > EXP_RANGE ? Double.POSITIVE_INFINITY : value;
        return x < -EXP_RANGE ? 0 : value;
    }

    /**
     * The first n exponentials without their powers of two: what {@link #scale(double[], double[], int)} brings to its
     * size. Beyond the range the nearest end of it has the same exponential.
     *
     * @param whole receives the powers, as k + WHOLE
     */
    static void exp(double[] x, double[] whole, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double v = Math.max(-EXP_RANGE, Math.min(EXP_RANGE, x[i]));
            double t = Math.fma(v, LOG2_E, WHOLE);
            double k = t - WHOLE;
            double h = Math.fma(k, -LN2_HIGH, v);
            double l = k * -LN2_LOW;
            double s = 1 + h;
            whole[i] = t;
            out[i] = s + expRest(s, h, l);
        }
    }

    /** Multiplies by the powers of two that {@link #exp(double[], double[], double[], int)} has found. */
    static void scale(double[] whole, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = scale(out[i], Double.doubleToRawLongBits(whole[i]));
        }
    }

    /** {@code exp(h + l) - s}, where s is 1 + h rounded. */
    private static double expRest(double s, double h, double l) {
        double r = h + l;
        double p = Math.fma(r, E11, E10);
        p = Math.fma(p, r, E9);
        p = Math.fma(p, r, E8);
        p = Math.fma(p, r, E7);
        p = Math.fma(p, r, E6);
        p = Math.fma(p, r, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, 0.5);
        return Math.fma(r * r, p, ((1 - s) + h) + l);
    }

    /** {@code value * 2^k} in two steps, either of which is a normal number; {@code whole} are the bits of k + WHOLE. */
    private static double scale(double value, long whole) {
        long half = (whole << 51) & EXPONENT;
        return value * Double.longBitsToDouble(half) * Double.longBitsToDouble((whole << 52) - half);
    }

    static double log(double x) {
        boolean tiny = x < Double.MIN_NORMAL;
        double y = tiny ? x * TO_NORMAL : x;
        long n = Double.doubleToRawLongBits(y) + (ONE_BITS - THREE_QUARTERS_BITS);
        double k = exponent(n, tiny ? TO_NORMAL_BIAS : BIAS);
        double m = Double.longBitsToDouble((n & MANTISSA) + THREE_QUARTERS_BITS);
        double value = logSum(k, m - 1);
        double edge = x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        value = x < Double.POSITIVE_INFINITY ? value : x;
        return x > 0 ? value : edge;
    }

    /** {@code log(x) / log(2)}, a whole number for powers of two. */
    static double log2(double x) {
        double value = log(x) * LOG2_E;
        double k = Math.rint(value);
        return Math.abs(k) < 1100 && x == Math.scalb(1.0, (int) k) ? k : value;
    }

    /** The exponent in the bits of a positive double, as a double. */
    private static double exponent(long bits, double bias) {
        return Double.longBitsToDouble(bits >>> 52 | TWO_52_BITS) - (TWO_52 + bias);
    }

    /** {@code k log(2) + log(1 + f)} for whole k and -1/4 <= f <= 1/2, where log(1 + f) = 2 atanh(s), s = f / (2 + f). */
    private static double logSum(double k, double f) {
        double g = 0.5 * f;
        double h = g * f;
        double s = f / (2 + f);
        double w = s * Math.fma(s * s, logSeries(s * s), h);
        double d = f - h;
        double rest = ((f - d) - h) - Math.fma(g, f, -h);
        double a = k * LN2_HIGH;
        double sum = a + d;
        return sum + (((a - sum) + d) + (Math.fma(k, LN2_LOW, rest) + w));
    }

    private static double logSeries(double z) {
        double p = Math.fma(z, L7, L6);
        p = Math.fma(p, z, L5);
        p = Math.fma(p, z, L4);
        p = Math.fma(p, z, L3);
        p = Math.fma(p, z, L2);
        p = Math.fma(p, z, L1);
        return Math.fma(p, z, L0);
    }

    /** {@code 1 / (1 + exp(-x))}, or for negative x the same as {@code exp(x) / (1 + exp(x))}. */
    static double sigmoid(double x) {
        double e = exp(-Math.abs(x));
        double d = 1 + e;
        return quotient(x < 0 ? e : 1, 0, d, (1 - d) + e);
    }

    /** {@code (a + low) / (b + bLow)}, good to little more than half an ulp. */
    private static double quotient(double a, double low, double b, double bLow) {
        double u = 1 / b;
        double q = a * u;
        double rest = Math.fma(-q, bLow, Math.fma(-q, b, a) + low);
        return Math.fma(rest, u, q);
    }

    /** {@code log(1 + exp(x))} without overflow for large x and without loss for very negative x. */
    static double softplus(double x) {
        double e = exp(-Math.abs(x));
        boolean small = e < 0.5;
        double k = small ? 0 : 1;
        double f = small ? e : Math.fma(e, 0.5, -0.5);
        return (x > 0 ? x : 0) + logSum(k, f);
    }

    /** {@code e / (e + 2)} with {@code e = exp(2|x|) - 1}, which is kept in two parts. */
    static double tanh(double x) {
        double a = Math.abs(x);
        double y = a > 22 ? 44 : a + a;
        double t = Math.fma(y, LOG2_E, WHOLE);
        double k = t - WHOLE;
        double h = Math.fma(k, -LN2_HIGH, y);
        double s = 1 + h;
        double rest = expRest(s, h, k * -LN2_LOW);
        double power = Double.longBitsToDouble((Double.doubleToRawLongBits(t) << 52) - ONE_BITS);
        double b = s * power;
        double c = b - 1;
        double small = Math.fma(rest, power, (b - c) - 1);
        double e = c + small;
        double low = (c - e) + small;
        double d = 2 + e;
        return withSign(quotient(e, low, d, ((2 - d) + e) + low), x);
    }

    /** The error function: odd polynomial inside, {@code 1 - exp(-polynomial)} outside. */
    static double erf(double x) {
        double a = Math.abs(x);
        double near = Math.fma(erfSeries(x * x), x, x);
        double far = 1 - exp(-erfcExponent(a > 6 ? 6 : a));
        return a < 1 ? near : withSign(far, x);
    }

    private static double erfSeries(double z) {
        double p = Math.fma(z, S11, S10);
        p = Math.fma(p, z, S9);
        p = Math.fma(p, z, S8);
        p = Math.fma(p, z, S7);
        p = Math.fma(p, z, S6);
        p = Math.fma(p, z, S5);
        p = Math.fma(p, z, S4);
        p = Math.fma(p, z, S3);
        p = Math.fma(p, z, S2);
        p = Math.fma(p, z, S1);
        return Math.fma(p, z, S0);
    }

    private static double erfcExponent(double a) {
        double p = Math.fma(a, T17, T16);
        p = Math.fma(p, a, T15);
        p = Math.fma(p, a, T14);
        p = Math.fma(p, a, T13);
        p = Math.fma(p, a, T12);
        p = Math.fma(p, a, T11);
        p = Math.fma(p, a, T10);
        p = Math.fma(p, a, T9);
        p = Math.fma(p, a, T8);
        p = Math.fma(p, a, T7);
        p = Math.fma(p, a, T6);
        p = Math.fma(p, a, T5);
        p = Math.fma(p, a, T4);
        p = Math.fma(p, a, T3);
        p = Math.fma(p, a, T2);
        p = Math.fma(p, a, T1);
        return Math.fma(p, a, T0);
    }

    /** A value that is not negative, with the sign of another. */
    private static double withSign(double value, double sign) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) | Double.doubleToRawLongBits(sign) & SIGN);
    }

    /** {@code a^b}; squares and cubes by multiplication, so that {@code x^2} is exactly {@code x*x}. */
    static double pow(double a, double b) {
        if (b == 2) {
            return a * a;
        }
        if (b == 3) {
            return a * a * a;
        }
        boolean plain = a >= Double.MIN_NORMAL && a <= Double.MAX_VALUE && Math.abs(b) <= Double.MAX_VALUE;
        return plain ? powNormal(a, b, BIAS) : powEdge(a, b);
    }

    /** {@code exp(b log(a))} for a normal positive a whose exponent has this bias, its logarithm in twice the digits. */
    private static double powNormal(double a, double b, double bias) {
        long n = Double.doubleToRawLongBits(a) + (ONE_BITS - ROOT_HALF_BITS);
        double k = exponent(n, bias);
        double m = Double.longBitsToDouble((n & MANTISSA) + ROOT_HALF_BITS);
        // s + t = (m - 1) / (m + 1)
        double d = m + 1;
        double u = 1 / d;
        double s = (m - 1) * u;
        double t = (Math.fma(-s, d, m - 1) - s * (m - (d - 1))) * u;
        // z + zl = (s + t)^2
        double z = s * s;
        double zl = Math.fma(s + s, t, Math.fma(s, s, -z));
        // c + cl = 2/3 + 2/5 z + ...
        double q = powSeries(z);
        double c = Math.fma(z, q, TWO_THIRDS);
        double cl = Math.fma(zl, q, Math.fma(z, q, TWO_THIRDS - c) + TWO_THIRDS_LOW);
        // p + pl = (z + zl) (c + cl), then that times s + t
        double p = z * c;
        double pl = Math.fma(z, c, -p) + Math.fma(z, cl, zl * c);
        double v = s * p;
        double vl = Math.fma(s, p, -v) + Math.fma(s, pl, t * p);
        // log + logLow = k log(2) + 2 (s + t) + v + vl
        double first = k * LN2_HIGH;
        double second = first + (s + s);
        double sum = second + v;
        double low = (((first - second) + (s + s)) + ((second - sum) + v)) + Math.fma(k, LN2_LOW, (t + t) + vl);
        double log = sum + low;
        double logLow = (sum - log) + low;
        double y = b * log;
        return exp(y, Math.fma(b, logLow, Math.fma(b, log, -y)));
    }

    private static double powSeries(double z) {
        double p = Math.fma(z, P7, P6);
        p = Math.fma(p, z, P5);
        p = Math.fma(p, z, P4);
        p = Math.fma(p, z, P3);
        p = Math.fma(p, z, P2);
        p = Math.fma(p, z, P1);
        return Math.fma(p, z, P0);
    }

    /** Bases that are zero, subnormal, negative, infinite or NaN and exponents that are infinite or NaN. */
    private static double powEdge(double a, double b) {
        double m = Math.abs(a);
        if (b == 0) {
            return 1;
        }
        if (Double.isNaN(a) || Double.isNaN(b) || m == 1 && Double.isInfinite(b)) {
            return Double.NaN;
        }
        if (Double.isInfinite(b) || m == 0 || Double.isInfinite(m)) {
            double value = m > 1 == b > 0 ? Double.POSITIVE_INFINITY : 0;
            return isNegative(a) && isOdd(b) ? -value : value;
        }
        if (a < 0 && b != Math.rint(b)) {
            return Double.NaN;
        }
        double value = m < Double.MIN_NORMAL ? powNormal(m * TO_NORMAL, b, TO_NORMAL_BIAS) : powNormal(m, b, BIAS);
        return a < 0 && isOdd(b) ? -value : value;
    }

    private static boolean isNegative(double x) {
        return Double.doubleToRawLongBits(x) < 0;
    }

    private static boolean isOdd(double x) {
        return x == Math.rint(x) && Math.abs(x) < 0x1p53 && ((long) x & 1) != 0;
    }

    /** {@code log(x + sqrt(x^2 + 1))}, odd in x and without cancellation near zero. */
    static double asinh(double x) {
        double a = Math.abs(x);
        double value = a > 1e150
                ? StrictMath.log(a) + StrictMath.log(2)
                : StrictMath.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
        return Math.copySign(value, x);
    }
}
