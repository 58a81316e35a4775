package org.isoflop.formula;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decimal numbers and the suffixes that scale them, for formulas and tables alike: {@code 70B} parameters, {@code 1.4T}
 * tokens.
 */
public final class Numeral {
    private static final Pattern DECIMAL = Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?:[eE]([+-]?\\d+))?");

    /** An exponent of more digits than this is beyond any double, whatever stands before it. */
    private static final int MAX_EXPONENT_DIGITS = 9;

    private Numeral() {}

    /** The power of ten that a suffix stands for, K M B G or T; 0 if the letter is no suffix. */
    public static int powerOfTen(char suffix) {
        return switch (suffix) {
            case 'K' -> 3;
            case 'M' -> 6;
            case 'B', 'G' -> 9;
            case 'T' -> 12;
            default -> 0;
        };
    }

    /**
     * The double nearest to a decimal number times a power of ten: 4.1B is 4100000000 and not a rounded product.
     *
     * @return infinite or zero beyond the range of doubles; empty if the text is no decimal number
     */
    public static OptionalDouble read(String text, int powerOfTen) {
        Matcher parts = DECIMAL.matcher(text);
        if (!parts.matches()) {
            return OptionalDouble.empty();
        }
        long exponent = exponent(parts.group(2)) + powerOfTen;
        return OptionalDouble.of(Double.parseDouble(parts.group(1) + "e" + exponent));
    }

    private static long exponent(@Nullable String digits) {
        if (digits == null) {
            return 0;
        }
        boolean negative = digits.startsWith("-");
        String size = digits.replaceFirst("^[+-]?0*", "");
        long value = size.length() > MAX_EXPONENT_DIGITS ? 1_000_000_000L : Long.parseLong("0" + size);
        return negative ? -value : value;
    }
}
