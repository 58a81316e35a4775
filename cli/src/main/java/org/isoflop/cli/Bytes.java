package org.isoflop.cli;

import org.isoflop.runs.Magnitude;

/** Memory as machines count it: {@code 80 GiB}. */
final class Bytes {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};

    static final double GIB = 1L << 30;

    private Bytes() {}

    /** Three digits and a unit, which stay together. */
    static String text(double bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return Magnitude.digits(value, 3) + Page.TIE + UNITS[unit];
    }

    /** In GiB, for columns. */
    static String gib(double bytes) {
        double value = bytes / GIB;
        return value == 0 ? "–" : value < 0.1 ? Magnitude.digits(value, 1) : "%,.1f".formatted(value);
    }
}
