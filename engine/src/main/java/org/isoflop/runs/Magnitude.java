package org.isoflop.runs;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.isoflop.formula.Numeral;

/** Numbers as the field reads and writes them: {@code 70B} parameters, {@code 1.4T} tokens, {@code 5.76e23} FLOP. */
public final class Magnitude {
    private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?");
    private static final Pattern UNDERSCORED = Pattern.compile("[+-]?\\d+(?:_\\d+)+(?:\\.\\d+)?");
    /** The suffixes that are written, for thousands, millions and so on. */
    private static final String SUFFIXES = "KMBT";

    private Magnitude() {}

    /**
     * Reads a number: plain ({@code 12}, {@code 3e-4}), with thousands separators ({@code 1,234,567} or
     * {@code 1_234_567}), with a suffix K, M, B, G or T ({@code 70B}, {@code 1.4 T}), a percentage ({@code 45%} is
     * 0.45), or {@code inf} and {@code nan}.
     *
     * @return empty if the text is none of these
     */
    public static OptionalDouble parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return OptionalDouble.empty();
        }
        char last = Character.toUpperCase(trimmed.charAt(trimmed.length() - 1));
        String head = trimmed.substring(0, trimmed.length() - 1).strip();
        if (last == '%') {
            return Numeral.read(ungrouped(head), -2);
        }
        int power = Numeral.powerOfTen(last);
        return power > 0 ? Numeral.read(ungrouped(head), power) : plain(trimmed);
    }

    private static OptionalDouble plain(String text) {
        char c = text.charAt(text.length() - 1);
        if (c >= '0' && c <= '9' || c == '.') {
            return Numeral.read(ungrouped(text), 0);
        }
        return switch (text) {
            case "inf", "Inf", "+inf", "Infinity", "infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-Inf", "-Infinity", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            case "nan", "NaN", "NAN" -> OptionalDouble.of(Double.NaN);
            default -> OptionalDouble.empty();
        };
    }

    private static String ungrouped(String text) {
        if (text.indexOf(',') >= 0 && GROUPED.matcher(text).matches()) {
            return text.replace(",", "");
        }
        if (text.indexOf('_') >= 0 && UNDERSCORED.matcher(text).matches()) {
            return text.replace("_", "");
        }
        return text;
    }

    /** Three significant digits with a suffix where the field uses one: {@code 57.1M}, {@code 16B}, {@code 1.4T}. */
    public static String count(double value) {
        double size = Math.abs(value);
        if (!(size >= 1e3 && size < 1e15)) {
            return digits(value, 3);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN));
        int group = Math.clamp((rounded.precision() - rounded.scale() - 1) / 3, 1, SUFFIXES.length());
        return rounded.scaleByPowerOfTen(-3 * group).stripTrailingZeros().toPlainString() + SUFFIXES.charAt(group - 1);
    }

    /** {@code n} significant digits, without trailing zeros; scientific from 1e5 up and below 1e-3. */
    public static String digits(double value, int n) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(n, RoundingMode.HALF_EVEN));
        double size = Math.abs(rounded.doubleValue());
        return size >= 1e-3 && size < 1e5 ? rounded.stripTrailingZeros().toPlainString() : scientific(rounded);
    }

    /** An estimate with {@code n} significant digits, zeros at its end included: what is known of it and no more. */
    public static String estimate(double value, int n) {
        String text = digits(value, n);
        if (value == 0 || !Double.isFinite(value) || text.indexOf('e') >= 0) {
            return text;
        }
        var rounded = new BigDecimal(text).round(new MathContext(n, RoundingMode.HALF_EVEN));
        int whole = rounded.precision() - rounded.scale();
        return rounded.setScale(Math.max(0, n - whole), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    private static String scientific(BigDecimal rounded) {
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** The shortest text that reads back as the same double; whole numbers without a point. */
    public static String exact(double value) {
        boolean negativeZero = value == 0 && 1 / value < 0;
        return value == Math.rint(value) && Math.abs(value) < 1e15 && !negativeZero
                ? Long.toString((long) value)
                : Double.toString(value).replace("E", "e").replace(".0e", "e");
    }
}
