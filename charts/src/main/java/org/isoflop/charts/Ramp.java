package org.isoflop.charts;

import java.util.List;

/**
 * Inks for numbers: viridis (Smith and van der Walt 2015), whose lightness rises evenly, so that it can be read in grey
 * and by colour-blind readers.
 */
public final class Ramp {
    /** Colours from the least number to the largest, evenly spaced. */
    public static final List<String> STOPS =
            List.of("#440154", "#46327e", "#365c8d", "#277f8e", "#1fa187", "#4ac16d", "#a0da39", "#fde725");

    /** On white, lines in the lightest part would not be seen; on black, those in the darkest. */
    private static final double SEEN_ON_LIGHT = 0.82;

    private static final double SEEN_ON_DARK = 0.28;

    private Ramp() {}

    /** The ink of a line or a point whose place in the order is {@code share}, from 0 to 1. */
    public static Ink ink(double share) {
        return new Ink(colour(SEEN_ON_LIGHT * share), colour(SEEN_ON_DARK + (1 - SEEN_ON_DARK) * share));
    }

    /** The ink of the i-th of n things that have an order. */
    public static Ink ink(int i, int n) {
        return ink(n < 2 ? 0.5 : (double) i / (n - 1));
    }

    /** The colour at a share of the way, straight between neighbouring stops in RGB. */
    public static String colour(double share) {
        double place = Math.clamp(share, 0, 1) * (STOPS.size() - 1);
        int below = Math.min((int) place, STOPS.size() - 2);
        return mixed(STOPS.get(below), STOPS.get(below + 1), place - below);
    }

    private static String mixed(String from, String to, double share) {
        var colour = new StringBuilder("#");
        for (int i = 1; i < 7; i += 2) {
            int a = Integer.parseInt(from, i, i + 2, 16);
            int b = Integer.parseInt(to, i, i + 2, 16);
            colour.append("%02x".formatted(Math.round(a + share * (b - a))));
        }
        return colour.toString();
    }
}
