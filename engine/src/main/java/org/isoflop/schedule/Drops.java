package org.isoflop.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * The drops of a learning rate, gathered for whoever looks back from a step.
 *
 * <p>A law sums a smooth function of rate and area over all drops, and what matters of a drop is the order of magnitude
 * of the area since. So drops are gathered over stretches whose distance grows by the factor {@value #GROWTH}, and
 * within a stretch where the rate keeps its direction and changes by less than the factor {@value #FACTOR}. One node
 * stands for a stretch, at the mean rate and area of its drops: exact for functions linear in both, and for single
 * drops. The constants are such that the published multi-power laws are met to 1e-5 nats on their own nine schedules.
 */
final class Drops {
    /** At most so many nodes: a wilder schedule is gathered more coarsely. */
    static final int MAX_NODES = 40;

    private static final double GROWTH = 1.5;
    private static final double FACTOR = 2;

    private final double[] areas;
    /** Over the drops up to each step: heights, sizes, sizes times rate, sizes times area before. */
    private final double[] heights;

    private final double[] sizes;
    private final double[] rateMoments;
    private final double[] areaMoments;
    /** For each step the first of the stretch of one direction and size of rate that it belongs to. */
    private final int[] stretch;

    Drops(double[] rates, double[] areas) {
        this.areas = areas;
        int n = rates.length;
        heights = new double[n];
        sizes = new double[n];
        rateMoments = new double[n];
        areaMoments = new double[n];
        stretch = new int[n];
        int first = 0;
        double direction = 0;
        for (int k = 1; k < n; k++) {
            double height = rates[k - 1] - rates[k];
            double size = Math.abs(height);
            heights[k] = heights[k - 1] + height;
            sizes[k] = sizes[k - 1] + size;
            rateMoments[k] = rateMoments[k - 1] + size * rates[k];
            areaMoments[k] = areaMoments[k - 1] + size * areas[k - 1];
            double ratio = rates[k] / rates[Math.max(first, 1)];
            boolean turns = height * direction < 0 || height == 0 != (direction == 0);
            if (turns || !(ratio < FACTOR && ratio > 1 / FACTOR)) {
                first = k;
                direction = Math.signum(height);
            }
            stretch[k] = first;
        }
    }

    List<Drop> seenFrom(int step) {
        double growth = GROWTH;
        List<Drop> nodes = nodes(step, growth, true);
        while (nodes.size() > MAX_NODES) {
            growth *= GROWTH;
            nodes = nodes(step, growth, growth < 4);
        }
        return nodes;
    }

    private List<Drop> nodes(int step, double growth, boolean minded) {
        var nodes = new ArrayList<Drop>();
        int last = step;
        while (last >= 1) {
            // The drops from first to last become one.
            int reach = (int) Math.max(step - last, (step - last + 1) * growth - 1);
            int first = Math.max(1, step - reach);
            if (minded) {
                first = Math.max(first, stretch[last]);
            }
            double size = sizes[last] - sizes[first - 1];
            if (size > 0) {
                // An area is never negative, though the difference of two sums may be, by rounding.
                nodes.add(new Drop(
                        heights[last] - heights[first - 1],
                        (rateMoments[last] - rateMoments[first - 1]) / size,
                        Math.max(0, areas[step] - (areaMoments[last] - areaMoments[first - 1]) / size)));
            }
            last = first - 1;
        }
        return nodes;
    }
}
