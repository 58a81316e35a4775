package org.isoflop.forecast;

import java.util.List;

/**
 * What laws say of one place, on the scale of residuals: a logarithm where the objective takes logarithms.
 *
 * @param value their forecast
 * @param variance how far it may be off because parameters and laws are not known; without the noise of a run
 */
record Reading(double value, double variance) {

    /**
     * The readings of several laws as one. What a law claims is a place and a deviation; places and deviations are
     * averaged. To the mean deviation belongs how far the laws lie apart: whichever of them is right, the mean is off by
     * the distance between the two (the law of total variance).
     */
    static Reading blend(List<Reading> readings, double[] weights) {
        double total = 0;
        double value = 0;
        double deviation = 0;
        for (int k = 0; k < weights.length; k++) {
            total += weights[k];
            value += weights[k] * readings.get(k).value;
            deviation += weights[k] * Math.sqrt(readings.get(k).variance);
        }
        deviation /= total;
        double apart = scatter(readings, weights);
        return new Reading(value / total, deviation * deviation + apart * apart);
    }

    /** How far the readings of several laws lie apart: the standard deviation of their values. */
    static double scatter(List<Reading> readings, double[] weights) {
        double total = 0;
        double mean = 0;
        for (int k = 0; k < weights.length; k++) {
            total += weights[k];
            mean += weights[k] * readings.get(k).value;
        }
        mean /= total;
        double squares = 0;
        for (int k = 0; k < weights.length; k++) {
            double apart = readings.get(k).value - mean;
            squares += weights[k] * apart * apart;
        }
        return Math.sqrt(squares / total);
    }
}
