package org.isoflop.cli;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isoflop.fit.Fit;

/**
 * How far a fit is from its own runs.
 *
 * @param relative whether the distances are shares of the response, as with log residuals, or in its unit
 * @param median distance
 * @param largest distance
 * @param worst the row with the largest
 * @param rms the root mean square residual
 */
record Misfit(boolean relative, double median, double largest, int worst, double rms) {

    static Misfit of(Fit fit) {
        boolean relative = fit.objective().logarithmic();
        double[] residuals = fit.residuals();
        double[] sizes = Arrays.stream(residuals)
                .map(r -> Math.abs(relative ? Math.expm1(r) : r))
                .toArray();
        int worst = IntStream.range(0, sizes.length)
                .reduce((a, b) -> sizes[b] > sizes[a] ? b : a)
                .orElseThrow();
        double meanSquare = Arrays.stream(residuals).map(r -> r * r).average().orElseThrow();
        return new Misfit(relative, median(sizes), sizes[worst], worst, Math.sqrt(meanSquare));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** A distance with its unit. */
    String text(double distance) {
        return relative ? Figures.share(distance) : Figures.estimate(distance, 2);
    }
}
