package org.isoflop.bench;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as the tables show them. */
public final class Shown {
    private static final MathContext THREE = new MathContext(3);

    private Shown() {}

    /** Three significant digits, without an exponent from a thousandth to a million. */
    public static String digits(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return Double.isNaN(value) ? "–" : value == 0 ? "0" : String.valueOf(value);
        }
        if (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6) {
            return "%.2e".formatted(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(THREE);
        return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
    }

    /** Two decimals. */
    public static String decimals(double value) {
        return "%.2f".formatted(value);
    }
}
