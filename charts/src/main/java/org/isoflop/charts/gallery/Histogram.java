package org.isoflop.charts.gallery;

import java.util.Arrays;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Scale;

/**
 * How often numbers fall into parts of a scale that are equally wide on it.
 *
 * @param edges of the parts, one more than there are
 * @param counts of numbers in each
 */
record Histogram(double[] edges, double[] counts) {
    private static final int FEWEST = 8;
    private static final int MOST = 30;

    /** With about as many parts as the square root of the number of numbers. */
    static Histogram of(double[] values, Scale scale) {
        int parts = Math.clamp((int) Math.sqrt(values.length), FEWEST, MOST);
        double[] edges = scale.steps(parts + 1);
        double[] counts = new double[parts];
        for (double value : values) {
            double share = scale.share(value);
            if (share >= 0 && share <= 1) {
                counts[Math.min(parts - 1, (int) (share * parts))]++;
            }
        }
        return new Histogram(edges, counts);
    }

    double most() {
        return Math.max(1, Arrays.stream(counts).max().orElse(1));
    }

    Layer layer(Look look) {
        return new Layer.Bars(
                Arrays.copyOf(edges, counts.length), Arrays.copyOfRange(edges, 1, edges.length), counts, look);
    }
}
