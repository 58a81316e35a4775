package org.isoflop.fit;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where the own parameters of a group may be expected, given those of other groups: each is normally distributed, in
 * its logarithm where all groups have it positive. Groups that can stand on their own say where.
 *
 * @param logarithmic for each own parameter whether its logarithm is meant
 * @param mean for each its mean
 * @param deviation for each its standard deviation over the groups, the uncertainty of the mean included
 * @param weight what turns half a squared standard deviation into a penalty: the scale of the objective per row
 */
record Population(boolean[] logarithmic, double[] mean, double[] deviation, double weight) {
    /** Spread that the errors of the estimates leave over is at least this share of what was seen. */
    private static final double LEAST_SHARE = 0.05;

    /**
     * By moments: the spread of the estimates less their mean squared error (DerSimonian and Laird 1986).
     *
     * @param estimates for each group its own parameters
     * @param variances of these estimates
     */
    static Population of(double[][] estimates, double[][] variances, double weight) {
        int parameters = estimates[0].length;
        boolean[] logarithmic = new boolean[parameters];
        double[] mean = new double[parameters];
        double[] deviation = new double[parameters];
        for (int j = 0; j < parameters; j++) {
            int own = j;
            logarithmic[j] = Arrays.stream(estimates).allMatch(e -> e[own] > 0);
            boolean log = logarithmic[j];
            double[] values = Arrays.stream(estimates)
                    .mapToDouble(e -> log ? Math.log(e[own]) : e[own])
                    .toArray();
            double centre = Arrays.stream(values).average().orElseThrow();
            double seen =
                    Arrays.stream(values).map(v -> (v - centre) * (v - centre)).sum() / Math.max(1, values.length - 1);
            double error = 0;
            for (int g = 0; g < estimates.length; g++) {
                double unit = log ? estimates[g][j] : 1;
                error += variances[g][j] / (unit * unit) / estimates.length;
            }
            double left = Math.max(seen - (Double.isFinite(error) ? error : 0), LEAST_SHARE * seen);
            mean[j] = centre;
            deviation[j] = Math.sqrt(left * (1 + 1.0 / values.length) + Math.ulp(centre));
        }
        return new Population(logarithmic, mean, deviation, weight);
    }

    /** The most likely group. */
    double[] typical() {
        double[] typical = mean.clone();
        for (int j = 0; j < typical.length; j++) {
            typical[j] = logarithmic[j] ? Math.exp(mean[j]) : mean[j];
        }
        return typical;
    }

    /** The same population with its mean at a group drawn from it: what is not known of a new group. */
    Population drawn(SplittableRandom random) {
        double[] moved = mean.clone();
        for (int j = 0; j < moved.length; j++) {
            moved[j] += deviation[j] * random.nextGaussian();
        }
        return new Population(logarithmic, moved, deviation, weight);
    }

    /** Adds its share to the equations of a group. */
    void add(double[] theta, int[] own, Equations into) {
        for (int j = 0; j < own.length; j++) {
            double value = theta[own[j]];
            double distance = ((logarithmic[j] ? Math.log(value) : value) - mean[j]) / deviation[j];
            double slope = 1 / deviation[j] / (logarithmic[j] ? value : 1);
            into.value += 0.5 * weight * distance * distance;
            into.gradient[own[j]] += weight * distance * slope;
            int at = Packed.at(own[j], own[j]);
            into.near[at] += weight * slope * slope;
            into.far[at] += weight * slope * slope;
        }
    }
}
