package org.isoflop.charts.draw;

import java.util.List;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Ticks;

/**
 * A panel with its place.
 *
 * @param plot the area between its axes
 * @param xTicks along its lower edge
 * @param yTicks along its left edge
 * @param words labels of ticks, and titles of axes
 * @param yTitle how far left of the plot the title of the y axis begins
 * @param labels texts at data
 */
record Frame(
        Panel panel,
        Box plot,
        List<Ticks.Tick> xTicks,
        List<Ticks.Tick> yTicks,
        List<Word> words,
        double yTitle,
        List<Label> labels) {

    /**
     * A text at data, in its place.
     *
     * @param x the number on the x scale that it belongs to
     * @param y the number on the y scale
     */
    record Label(double x, double y, Word word) {}

    double x(double value) {
        return plot.x() + panel.x().share(value) * plot.width();
    }

    double y(double value) {
        return plot.bottom() - panel.y().share(value) * plot.height();
    }
}
