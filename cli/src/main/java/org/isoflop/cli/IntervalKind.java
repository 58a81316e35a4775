package org.isoflop.cli;

import java.util.Locale;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Intervals;
import org.isoflop.uncertainty.Jackknife;
import org.isoflop.uncertainty.Profiler;

/** The kinds of intervals that {@code --interval} names. */
enum IntervalKind {
    PERCENTILE,
    BCA,
    DELTA,
    PROFILE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Makes intervals of this kind for a finished fit. */
    Intervals of(Search search, int[] unitOf, Draws draws, int threads, Progress progress) {
        double[] theta = search.fit().theta();
        return switch (this) {
            case PERCENTILE -> new Intervals.Percentile(draws);
            case BCA ->
                draws.isEmpty()
                        ? new Intervals.Percentile(draws)
                        : new Intervals.BiasCorrected(draws, Jackknife.of(search, unitOf, threads, progress), theta);
            case DELTA -> new Intervals.Delta(search.sandwich(unitOf), theta);
            case PROFILE -> new Intervals.Profiled(new Profiler(search, unitOf));
        };
    }
}
