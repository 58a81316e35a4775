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
     * The readings of several laws as one: the mean of what they say, and as variance the mean of theirs plus that of
     * what they say.
     */
    static Reading blend(List<Reading> readings, double[] weights) {
        double total = 0;
        double value = 0;
        for (int k = 0; k < weights.length; k++) {
            total += weights[k];
            value += weights[k] * readings.get(k).value;
        }
        value /= total;
        double variance = 0;
        for (int k = 0; k < weights.length; k++) {
            double apart = readings.get(k).value - value;
            variance += weights[k] * (readings.get(k).variance + apart * apart);
        }
        return new Reading(value, variance / total);
    }
}
