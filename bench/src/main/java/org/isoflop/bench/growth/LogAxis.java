package org.isoflop.bench.growth;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis on which equal factors are equal distances.
 *
 * @param label the quantity with its unit
 * @param low its least value
 * @param high its largest value
 * @param from where the least value lies, in pixels
 * @param to where the largest one lies
 */
public record LogAxis(String label, double low, double high, double from, double to) {

    /** An axis that spans the values, with a tenth of a decade to spare. */
    public static LogAxis over(String label, double[] values, double from, double to) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        double margin = Math.pow(10, 0.12);
        return new LogAxis(label, low / margin, high * margin, from, to);
    }

    /** Where a value lies, in pixels. */
    public double at(double value) {
        return from + (to - from) * Math.log(value / low) / Math.log(high / low);
    }

    /** Powers of ten within the axis, and their doubles and fives where these are fewer than three. */
    public List<Double> ticks() {
        List<Double> decades = ticks(1);
        return decades.size() >= 3 ? decades : ticks(1, 2, 5);
    }

    private List<Double> ticks(int... digits) {
        var ticks = new ArrayList<Double>();
        for (int power = -9; power < 12; power++) {
            for (int digit : digits) {
                double tick = Double.parseDouble(digit + "e" + power);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** A tick as people write it: 0.01, 20, 10k, 1M. */
    public static String text(double tick) {
        if (tick >= 1e6) {
            return "%.0fM".formatted(tick / 1e6);
        }
        if (tick >= 1e4) {
            return "%.0fk".formatted(tick / 1e3);
        }
        return tick >= 1 ? "%.0f".formatted(tick) : new java.math.BigDecimal(String.valueOf(tick)).toPlainString();
    }
}
