package org.isoflop.charts.gallery;

import org.isoflop.forecast.Score;

/** Whether two columns rise together. */
final class Ranks {
    private Ranks() {}

    /** Spearman's rank correlation. */
    static double correlation(double[] a, double[] b) {
        double value = Score.of(a, b).rankCorrelation();
        return Double.isFinite(value) ? value : 0;
    }
}
