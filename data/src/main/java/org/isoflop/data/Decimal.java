package org.isoflop.data;

/**
 * Reads the decimal numbers of tables without making objects, to the last bit as {@link Double#parseDouble} does.
 *
 * <p>A decimal is {@code digits · 10^exponent}. With up to 15 digits and an exponent within ±22 both are doubles
 * exactly, and one multiplication or division rounds once: the right result (Clinger, "How to read floating point
 * numbers accurately", 1990). Programs that print doubles in full give 16 or 17 digits. For those the digits are split
 * into two doubles, the quotient (or product) gets a correction from its exact remainder (a fused multiply-add), and
 * the sum is taken if it is the same at both ends of the correction's own uncertainty. It is not for decimals in the
 * very middle between two doubles and one in 2^37 others; for those, as for longer or more extreme numbers, the answer
 * is NaN and somebody slower must read them.
 */
final class Decimal {
    /** Up to here another digit can be taken in without overflow. */
    private static final long MOST_DIGITS = 99_999_999_999_999_999L;

    private static final long EXACT_IN_A_DOUBLE = 1L << 53;
    private static final double[] TEN_TO = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private Decimal() {}

    /** The value of {@code text[from, to)}; NaN if it is not a plain decimal, or too long for this way of reading. */
    static double parse(char[] text, int from, int to) {
        int i = from;
        boolean negative = i < to && text[i] == '-';
        if (negative || (i < to && text[i] == '+')) {
            i++;
        }
        long digits = 0;
        int exponent = 0;
        boolean any = false;
        boolean point = false;
        for (; i < to; i++) {
            char c = text[i];
            if (c >= '0' && c <= '9') {
                if (digits > MOST_DIGITS) {
                    return Double.NaN;
                }
                any = true;
                digits = 10 * digits + (c - '0');
                exponent -= point ? 1 : 0;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (i < to && any && (text[i] == 'e' || text[i] == 'E')) {
            int power = exponent(text, i + 1, to);
            exponent = power == NOT_AN_EXPONENT ? power : exponent + power;
            i = to;
        }
        if (i < to || !any || exponent == NOT_AN_EXPONENT) {
            return Double.NaN;
        }
        double value = scaled(digits, exponent);
        return negative ? -value : value;
    }

    private static final int NOT_AN_EXPONENT = Integer.MAX_VALUE;

    /** A signed whole number of at most three digits. */
    private static int exponent(char[] text, int from, int to) {
        int i = from;
        boolean negative = i < to && text[i] == '-';
        if (negative || (i < to && text[i] == '+')) {
            i++;
        }
        if (i == to || to - i > 3) {
            return NOT_AN_EXPONENT;
        }
        int value = 0;
        for (; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return NOT_AN_EXPONENT;
            }
            value = 10 * value + (text[i] - '0');
        }
        return negative ? -value : value;
    }

    private static double scaled(long digits, int exponent) {
        long shifted = digits;
        int rest = exponent;
        while (rest >= TEN_TO.length && shifted <= MOST_DIGITS && shifted > 0) {
            shifted *= 10;
            rest--;
        }
        if (shifted == 0) {
            return 0;
        }
        if (Math.abs(rest) >= TEN_TO.length) {
            return Double.NaN;
        }
        double power = TEN_TO[Math.abs(rest)];
        double high = shifted;
        if (shifted <= EXACT_IN_A_DOUBLE) {
            return rest < 0 ? high / power : high * power;
        }
        double low = shifted - (long) high;
        return rest < 0 ? quotient(high, low, power) : product(high, low, power);
    }

    private static double quotient(double high, double low, double power) {
        double value = high / power;
        return corrected(value, (Math.fma(-value, power, high) + low) / power);
    }

    private static double product(double high, double low, double power) {
        double value = high * power;
        return corrected(value, Math.fma(high, power, -value) + low * power);
    }

    private static double corrected(double value, double correction) {
        double doubt = Math.ulp(value) * 0x1p-38;
        double below = value + (correction - doubt);
        double above = value + (correction + doubt);
        return below == above ? below : Double.NaN;
    }
}
