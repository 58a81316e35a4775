package org.isoflop.cli;

import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Interval;

/** Numbers as a person reads them in tables and sentences. */
final class Figures {
    private static final int MOST_DIGITS = 8;

    /** In place of an interval that holds everything. */
    private static final String OPEN = "not determined";

    private Figures() {}

    /** An estimate with so many significant digits, zeros at its end included: what is known of it and no more. */
    static String estimate(double value, int digits) {
        return Magnitude.estimate(value, digits);
    }

    /** An estimate and its interval, which stay on one line: {@code 20 (12 … 29)}. */
    static String estimate(double value, Interval interval, int digits) {
        if (interval.isOpen()) {
            return "%s (%s)".formatted(estimate(value, digits), OPEN).replace(' ', Page.TIE);
        }
        int telling = telling(interval, digits);
        return "%s (%s … %s)"
                .formatted(
                        estimate(value, telling), estimate(interval.low(), telling), estimate(interval.high(), telling))
                .replace(' ', Page.TIE);
    }

    /** Intervals in a column, with their lower ends and dots below each other. */
    static List<String> intervals(List<Interval> intervals, int digits) {
        List<String> lows = TextTable.atPoint(intervals.stream()
                .map(i -> i.isOpen() ? "" : estimate(i.low(), telling(i, digits)))
                .toList());
        return IntStream.range(0, intervals.size())
                .mapToObj(i -> {
                    Interval interval = intervals.get(i);
                    return interval.isOpen()
                            ? OPEN
                            : lows.get(i) + " … " + estimate(interval.high(), telling(interval, digits));
                })
                .toList();
    }

    /** So many digits that the ends of an interval can be told apart, where many runs make them lie close. */
    private static int telling(Interval interval, int digits) {
        int telling = digits;
        while (telling < MOST_DIGITS
                && Magnitude.digits(interval.low(), telling).equals(Magnitude.digits(interval.high(), telling))) {
            telling++;
        }
        return interval.low() == interval.high() ? digits : telling;
    }

    /** The value of a column: compute as a power of ten, counts with a suffix, what is measured with three digits. */
    static String value(String column, double value) {
        if (column.equals("C")) {
            return Magnitude.digits(value, 3);
        }
        boolean isMeasured = value != Math.rint(value) && Math.abs(value) < 1000;
        return isMeasured ? estimate(value, 3) : Magnitude.count(value);
    }

    /** A range of values of a column, which stays on one line. */
    static String range(String column, double low, double high) {
        return value(column, low) + Page.TIE + "…" + Page.TIE + value(column, high);
    }

    /** An error as a share: {@code 0.31 %}. */
    static String share(double share) {
        return estimate(100 * share, 2) + Page.TIE + "%";
    }

    /** A level as people say it: {@code 90 %}. */
    static String level(double level) {
        return Magnitude.digits(100 * level, 3) + " %";
    }
}
