package org.isoflop.bench.growth;

import java.util.List;

/**
 * Milliseconds against a size.
 *
 * @param title of what was measured
 * @param quantity what grows
 * @param points in the order of their size
 * @param slope the exponent of the straight line that is drawn beside them for comparison, and its name
 */
record Curve(String title, String quantity, List<Point> points, int slope) {

    /**
     * A measurement.
     *
     * @param size rows, parameters or resamples
     * @param milliseconds the least of some repetitions
     */
    record Point(double size, double milliseconds) {}

    Curve {
        points = List.copyOf(points);
    }

    /** By which power the time grows over the upper half of the sizes. */
    double growth() {
        Point middle = points.get(points.size() / 2);
        Point last = points.getLast();
        return Math.log(last.milliseconds() / middle.milliseconds()) / Math.log(last.size() / middle.size());
    }
}
