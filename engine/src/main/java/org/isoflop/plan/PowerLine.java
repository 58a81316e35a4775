package org.isoflop.plan;

/**
 * A power law {@code y = exp(level) x^exponent} by least squares of logarithms.
 *
 * @param level log y at x = 1
 * @param exponent the slope
 */
public record PowerLine(double level, double exponent) {

    /** Through points given by the logarithms of x and y. */
    static PowerLine through(double[] logX, double[] logY) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < logX.length; i++) {
            meanX += logX[i] / logX.length;
            meanY += logY[i] / logX.length;
        }
        double product = 0;
        double square = 0;
        for (int i = 0; i < logX.length; i++) {
            product += (logX[i] - meanX) * (logY[i] - meanY);
            square += (logX[i] - meanX) * (logX[i] - meanX);
        }
        double slope = product / square;
        return new PowerLine(meanY - slope * meanX, slope);
    }

    /** y there. */
    public double at(double x) {
        return Math.exp(level + exponent * Math.log(x));
    }
}
