package org.isoflop.charts;

/**
 * How a layer looks.
 *
 * @param ink its colour
 * @param label what the legend calls it; empty if it is not in the legend
 * @param opacity from 0 to 1
 * @param size the width of a line, or the diameter of a point, in hundredths of the chart's text size
 * @param dash of its lines
 * @param shape of its points
 */
public record Look(Ink ink, String label, double opacity, double size, Dash dash, Shape shape) {
    private static final double LINE = 14;

    private static final double POINT = 46;

    /** How a line is broken. */
    public enum Dash {
        SOLID,
        DASHED,
        DOTTED
    }

    /** What stands for a point. */
    public enum Shape {
        CIRCLE,
        RING,
        DIAMOND,
        TRIANGLE,
        CROSS
    }

    /** A line, a band or a text of that ink, not in the legend. */
    public static Look of(Ink ink) {
        return new Look(ink, "", 1, LINE, Dash.SOLID, Shape.CIRCLE);
    }

    /** Points of that ink, not in the legend. */
    public static Look points(Ink ink) {
        return new Look(ink, "", 0.85, POINT, Dash.SOLID, Shape.CIRCLE);
    }

    public Look labelled(String label) {
        return new Look(ink, label, opacity, size, dash, shape);
    }

    public Look opacity(double opacity) {
        return new Look(ink, label, opacity, size, dash, shape);
    }

    /** So many times as large, or as wide. */
    public Look times(double factor) {
        return new Look(ink, label, opacity, size * factor, dash, shape);
    }

    public Look dash(Dash dash) {
        return new Look(ink, label, opacity, size, dash, shape);
    }

    public Look shape(Shape shape) {
        return new Look(ink, label, opacity, size, dash, shape);
    }
}
