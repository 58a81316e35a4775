package org.isoflop.fit;

/** The logarithm of the gamma function for positive arguments. */
public final class LogGamma {
    /** Below this the recurrence {@code gamma(x + 1) = x gamma(x)} leads up to where Stirling's series is precise. */
    private static final double LARGE = 12;

    private LogGamma() {}

    /** Stirling's series (Abramowitz and Stegun 6.1.41), right to 1e-14. */
    public static double at(double x) {
        double product = 1;
        double y = x;
        while (y < LARGE) {
            product *= y++;
        }
        double z = 1 / (y * y);
        double series = (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z / 1188)))) / y;
        return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
    }
}
