package org.isoflop.charts.draw;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.charts.Ink;

/**
 * A line of text with its place.
 *
 * @param x where it begins, ends, or has its middle
 * @param y its baseline
 * @param size of its letters in pixels
 */
record Word(String text, double x, double y, double size, boolean bold, Ink ink, Align align) {
    private static final double ASCENT = 0.78;
    private static final double DESCENT = 0.22;

    /** Which part of a text lies at its place. */
    enum Align {
        START,
        MIDDLE,
        END
    }

    double width() {
        return width(text, size, bold);
    }

    /** The room that it takes. */
    Box box() {
        double width = width();
        double left = switch (align) {
            case START -> x;
            case MIDDLE -> x - width / 2;
            case END -> x - width;
        };
        return new Box(left, y - ASCENT * size, width, (ASCENT + DESCENT) * size);
    }

    Word at(double newX, double newY) {
        return new Word(text, newX, newY, size, bold, ink, align);
    }

    /**
     * How wide a text is in the sans-serif fonts that are likely to be there: that of DejaVu Sans, the widest of them.
     * Measuring with a font would give another chart on every machine.
     */
    static double width(String text, double size, boolean bold) {
        double width = 0;
        for (int i = 0; i < text.length(); i++) {
            width += width(text.charAt(i));
        }
        return width * size * (bold ? 1.1 : 1);
    }

    private static double width(char c) {
        if ("ijl.,:;'|! \u00a0".indexOf(c) >= 0) {
            return 0.32;
        }
        if ("frtI()[]/-".indexOf(c) >= 0) {
            return 0.4;
        }
        if ("mwMW%@…".indexOf(c) >= 0) {
            return 0.95;
        }
        return Character.isUpperCase(c) || "+=<>~±×".indexOf(c) >= 0 ? 0.73 : 0.62;
    }

    /** A text in lines of at most this width, broken at blanks. */
    static List<String> wrapped(String text, double size, boolean bold, double most) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && width(line + " " + word, size, bold) > most) {
                lines.add(line.toString());
                line = new StringBuilder();
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
