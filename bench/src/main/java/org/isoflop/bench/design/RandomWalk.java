package org.isoflop.bench.design;

import java.util.SplittableRandom;

/** A random walk in the logarithm of compute, straight between its steps of a factor of two. */
final class RandomWalk {
    private static final double START = 1e16;
    private static final double STEP = Math.log(2);
    private final double[] heights = new double[40];

    /** @param drift its standard deviation over a factor of ten */
    RandomWalk(double drift, SplittableRandom random) {
        double deviation = drift * Math.sqrt(STEP / Math.log(10));
        for (int k = 1; k < heights.length; k++) {
            heights[k] = heights[k - 1] + deviation * random.nextGaussian();
        }
    }

    double at(double flops) {
        double place = Math.clamp(Math.log(flops / START) / STEP, 0, heights.length - 1.001);
        int below = (int) place;
        return heights[below] + (place - below) * (heights[below + 1] - heights[below]);
    }
}
