package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.law.Model;
import org.isoflop.law.Prior;
import org.isoflop.law.Sample;
import org.isoflop.uncertainty.Bootstrap;

/**
 * How laws are fitted for a forecast, alike to all runs and below every cut of a back-test.
 *
 * <p>An emphasis p lets a run count in proportion to the p-th power of its size. No law holds from the smallest runs to
 * the largest, and where it fails it should fail among the small ones, from which nobody wants a forecast; but with an
 * emphasis there are fewer runs to tell parameters from. Nobody knows the right one, so that several are averaged.
 *
 * @param fitter finds optima
 * @param emphases the powers of size; {@code {0}} lets all runs count alike
 * @param draws how many resamples tell the spread of the parameters
 */
public record Practice(Fitter fitter, double[] emphases, int draws) {
    /** A fit to a part of the runs is one of some hundred: it may cost less than the one that is reported. */
    private static final int SEARCHES = 8;

    private static final int SCANNED = 96;

    private static final int DRAWS = 40;

    /** A search goes on from so many ends of the one before. */
    private static final int NEAR = 3;

    /** A law as it stands: every run counts alike. */
    public static Practice plain(Fitter fitter) {
        return new Practice(fitter.scan(SCANNED).starts(SEARCHES), new double[] {0}, DRAWS);
    }

    /** The average over none, a light and a strong emphasis. */
    public static Practice averaged(Fitter fitter) {
        return new Practice(fitter.scan(SCANNED).starts(SEARCHES), new double[] {0, 0.25, 0.5}, DRAWS);
    }

    /** The first fit of a law, whose kernels serve the others. */
    Search first(Model model, Rows rows) {
        return single().search(model, rows.sample(model));
    }

    /**
     * Fits a law with every emphasis; without resamples, which {@link Fitted#drawn} makes where they are needed.
     *
     * @param first of the same law, over rows that include these
     * @param near where to search from; empty to scan
     * @param priors what is believed of the parameters
     * @throws org.isoflop.fit.FitException if the runs cannot determine it
     */
    Fitted fit(Search first, Rows rows, List<double[]> near, List<Prior> priors) {
        Model model = first.fit().model();
        Sample sample = rows.sample(model);
        Search plain = single().search(first, sample, weights(rows.sizes(), 0), near, priors);
        var searches = new ArrayList<Search>();
        for (double emphasis : emphases) {
            searches.add(emphasis == 0 ? plain : single().refine(plain, weights(rows.sizes(), emphasis), priors));
        }
        List<double[]> thetas =
                searches.stream().map(search -> search.fit().theta()).toList();
        return new Fitted(
                new Member(model, 1, thetas, List.of()),
                searches,
                rows,
                plain.ends().stream().limit(NEAR).toList());
    }

    /** Laws and cuts are what threads are for. */
    private Fitter single() {
        return fitter.threads(1).progress(Progress.NONE);
    }

    /** Resamples for the spread of parameters. */
    Bootstrap bootstrap() {
        return new Bootstrap(draws, fitter.seed(), 1, Progress.NONE);
    }

    /** How often each run counts, once on average. */
    private static double[] weights(double[] sizes, double emphasis) {
        double[] weights =
                Arrays.stream(sizes).map(size -> Math.pow(size, emphasis)).toArray();
        double mean = Arrays.stream(weights).average().orElse(1);
        return Arrays.stream(weights).map(weight -> weight / mean).toArray();
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
        return "practice with emphases " + Arrays.toString(emphases);
    }
}
