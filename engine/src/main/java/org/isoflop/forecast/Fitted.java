package org.isoflop.forecast;

import java.util.List;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Search;
import org.isoflop.uncertainty.Bootstrap;

/**
 * A law fitted to some runs with every emphasis.
 *
 * @param member what takes part in a forecast
 * @param searches one per emphasis
 * @param rows what it was fitted to
 * @param ends optima, and where else a search over nearly the same rows may end
 */
record Fitted(Member member, List<Search> searches, Rows rows, List<double[]> ends) {
    Fitted {
        searches = List.copyOf(searches);
        ends = List.copyOf(ends);
    }

    /** The fit in which all runs count alike. */
    Fit fit() {
        return searches.getFirst().fit();
    }

    /** The mean residual of each row. */
    double[] residuals() {
        double[] mean = new double[fit().residuals().length];
        for (Search search : searches) {
            double[] own = search.fit().residuals();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += own[i] / searches.size();
            }
        }
        return mean;
    }

    /** The same with resamples at the middle emphasis, which tell the spread of the parameters. */
    Fitted drawn(Bootstrap bootstrap) {
        Search middle = searches.get(searches.size() / 2);
        int[] unitOf = dependence(middle.fit().residuals()).unitOf();
        return new Fitted(member.drawing(bootstrap.draw(middle, unitOf).theta()), searches, rows, ends);
    }

    /** Which rows err alike, by residuals of this law or of several laws together. */
    Dependence dependence(double[] residuals) {
        return Dependence.of(member.model(), rows, residuals);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "fitted " + member;
    }
}
