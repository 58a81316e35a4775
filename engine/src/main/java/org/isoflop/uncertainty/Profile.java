package org.isoflop.uncertainty;

import java.util.List;

/**
 * How the objective rises when a quantity is held away from its estimate and everything else is fitted again.
 *
 * @param estimate of the quantity
 * @param interval where the rise is less than what chance would do; an end that no fit reached is infinite
 * @param points of the curve, by their value
 */
public record Profile(double estimate, Interval interval, List<Point> points) {
    public Profile {
        points = List.copyOf(points);
    }

    /**
     * A point of the curve.
     *
     * @param value of the quantity
     * @param objective the least one there
     * @param root the signed square root of its rise in units of what chance does: it is compared with t
     * @param theta the parameters there; not to be written to
     */
    public record Point(double value, double objective, double root, double[] theta) {}
}
