package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
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

    /** A law as it stands: every run counts alike. */
    public static Practice plain(Fitter fitter) {
        return new Practice(fitter.scan(SCANNED).starts(SEARCHES), new double[] {0}, DRAWS);
    }

    /** The average over none, a light and a strong emphasis. */
    public static Practice averaged(Fitter fitter) {
        return new Practice(fitter.scan(SCANNED).starts(SEARCHES), new double[] {0, 0.25, 0.5}, DRAWS);
    }

    /** A law fitted with every emphasis. */
    record Fitted(Member member, List<Fit> fits) {
        /** The mean residual of each row. */
        double[] residuals() {
            double[] mean = new double[fits.getFirst().residuals().length];
            for (Fit fit : fits) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += fit.residuals()[i] / fits.size();
                }
            }
            return mean;
        }
    }

    /**
     * Fits a law.
     *
     * @param sizes of the runs
     * @param unitOf for each row the number of its training run
     * @throws org.isoflop.fit.FitException if the runs cannot determine it
     */
    Fitted fit(Law law, Runs runs, double[] sizes, int[] unitOf) {
        Model model = Model.of(law, runs);
        Sample sample = Sample.of(model, runs);
        var fits = new ArrayList<Fit>();
        List<double[]> drawn = List.of();
        for (int k = 0; k < emphases.length; k++) {
            Search search = fitter.search(model, sample, weights(sizes, emphases[k]));
            fits.add(search.fit());
            if (k == emphases.length / 2 && draws > 0) {
                drawn = new Bootstrap(draws, fitter.seed(), fitter.threads(), Progress.NONE)
                        .draw(search, unitOf)
                        .theta();
            }
        }
        return new Fitted(new Member(model, 1, fits.stream().map(Fit::theta).toList(), drawn), List.copyOf(fits));
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
