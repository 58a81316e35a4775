package org.isoflop.charts;

import java.util.List;

/**
 * A colour, as it is drawn on a light and on a dark ground; both {@code #rrggbb}.
 *
 * <p>Those of series are the palette of Okabe and Ito (2008), on dark ground made lighter where they would drown.
 */
public record Ink(String light, String dark) {
    public static final Ink TEXT = new Ink("#1f2328", "#e8eaed");
    public static final Ink MUTED = new Ink("#5c6570", "#a4adb8");
    public static final Ink GRID = new Ink("#e4e7eb", "#2f363f");
    public static final Ink PAPER = new Ink("#ffffff", "#15181d");
    public static final Ink BLUE = new Ink("#0072b2", "#4fb0ea");
    public static final Ink VERMILLION = new Ink("#d55e00", "#f0833a");
    public static final Ink GREEN = new Ink("#009e73", "#2cc79b");
    public static final Ink PURPLE = new Ink("#b5598f", "#dd9cc2");
    public static final Ink ORANGE = new Ink("#c98500", "#f0b429");

    private static final List<Ink> SERIES = List.of(BLUE, VERMILLION, GREEN, PURPLE, ORANGE, TEXT);

    /** The ink of the i-th of several things that have no order; they repeat after six. */
    public static Ink series(int i) {
        return SERIES.get(i % SERIES.size());
    }
}
