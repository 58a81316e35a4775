package org.isoflop.charts;

import java.util.Locale;
import org.isoflop.runs.Magnitude;

/** How the numbers of a scale are written. */
public enum Format {
    /** As they are: {@code 2.35}. */
    NUMBER,
    /** With the suffixes of the field: {@code 70B}, {@code 1.4T}. */
    COUNT,
    /** Powers of ten: {@code 1e24}. */
    POWER,
    /** Shares as percentages: {@code 1.5 %}. */
    PERCENT,
    /** Changes as percentages: {@code +1.5 %}. */
    CHANGE,
    /** Ratios: {@code 10x}. */
    TIMES;

    private static final int DIGITS = 4;

    /** A number to be read by itself. */
    public String text(double value) {
        return text(value, DIGITS);
    }

    /** A number with so many significant digits. */
    public String text(double value, int digits) {
        return switch (this) {
            case NUMBER -> Magnitude.digits(value, digits);
            case COUNT -> Magnitude.count(value);
            case POWER -> power(value, Math.min(digits, 3));
            case PERCENT -> Magnitude.digits(100 * value, Math.min(digits, 3)) + " %";
            case CHANGE -> (value > 0 ? "+" : "") + Magnitude.digits(100 * value, Math.min(digits, 3)) + " %";
            case TIMES -> Magnitude.digits(value, Math.min(digits, 2)) + "x";
        };
    }

    /** A number of an axis whose neighbours are so far away. */
    public String tick(double value, double step) {
        return switch (this) {
            case NUMBER -> fixed(value, step, "");
            case PERCENT -> fixed(100 * value, 100 * step, " %");
            case CHANGE -> (value > step / 2 ? "+" : "") + fixed(100 * value, 100 * step, " %");
            case COUNT, POWER, TIMES -> value == 0 ? "0" : text(value);
        };
    }

    /** With as many decimals as the step needs. */
    private static String fixed(double value, double step, String unit) {
        double size = Math.max(Math.abs(value), step);
        if (size >= 1e6 || size < 1e-4) {
            return (value == 0 ? "0" : Magnitude.digits(value, 3)) + unit;
        }
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        boolean finer = Math.abs(step * Math.pow(10, decimals) - Math.rint(step * Math.pow(10, decimals))) > 1e-6;
        double rounded = value == 0 ? 0 : value;
        return String.format(Locale.ROOT, "%,." + (finer ? decimals + 1 : decimals) + "f", rounded) + unit;
    }

    private static String power(double value, int digits) {
        if (value == 0 || Math.abs(value) >= 0.1 && Math.abs(value) < 1e4) {
            return Magnitude.digits(value, digits);
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-12);
        return Magnitude.digits(value / Math.pow(10, exponent), digits) + "e" + exponent;
    }
}
