package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;

/**
 * A named line with its interval, as whoever computed it hands it over.
 *
 * @param name what it is
 * @param x along it, rising
 * @param estimate at each x; NaN where there is none
 * @param low lower end of the interval at each x; empty without intervals
 * @param high upper end
 */
public record Curve(String name, double[] x, double[] estimate, double[] low, double[] high) {
    public Curve {
        boolean banded = low.length == x.length && high.length == x.length;
        if (x.length == 0 || estimate.length != x.length || !banded && low.length + high.length > 0) {
            throw new IllegalArgumentException("the columns of a curve are of equal length, and not empty");
        }
    }

    /** A curve without intervals. */
    public Curve(String name, double[] x, double[] estimate) {
        this(name, x, estimate, new double[0], new double[0]);
    }

    /** The line in the legend, and its interval below. */
    List<Layer> layers(Ink ink) {
        return layers(ink, name);
    }

    List<Layer> layers(Ink ink, String label) {
        var layers = new ArrayList<Layer>();
        if (low.length > 0) {
            layers.add(new Layer.Band(x, low, high, Look.of(ink).opacity(0.16)));
        }
        layers.add(new Layer.Line(x, estimate, Look.of(ink).labelled(label)));
        return layers;
    }

    double last() {
        return estimate[estimate.length - 1];
    }

    double end() {
        return x[x.length - 1];
    }

    /** All numbers that it needs room for. */
    double[] heights() {
        return LossByCompute.join(estimate, low, high);
    }

    /** The estimate at a place between its points. */
    double at(double place) {
        int above = 0;
        while (above < x.length - 1 && x[above] < place) {
            above++;
        }
        int below = Math.max(0, above - 1);
        double width = Math.log(x[above] / x[below]);
        double share = width == 0 ? 0 : Math.clamp(Math.log(place / x[below]) / width, 0, 1);
        return estimate[below] + share * (estimate[above] - estimate[below]);
    }
}
