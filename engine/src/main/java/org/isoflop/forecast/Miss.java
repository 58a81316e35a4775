package org.isoflop.forecast;

/**
 * How a forecast of a back-test met a run that it had not seen, on the scale of residuals.
 *
 * @param cut the number of the cut
 * @param row the row that was predicted
 * @param reach the logarithm of how many times beyond the edge of the cut the row lies
 * @param error predicted minus observed: positive where the forecast was too high
 * @param curve the standard deviation that the forecast claimed for the law itself
 * @param noise the standard deviation of a run around the law at that size
 */
public record Miss(int cut, int row, double reach, double error, double curve, double noise) {

    /** The standard deviation that was claimed for the run. */
    double claimed() {
        return Math.hypot(curve, noise);
    }
}
