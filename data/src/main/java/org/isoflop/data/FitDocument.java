package org.isoflop.data;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.isoflop.fit.Fit;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Outlook;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Interval;
import org.isoflop.uncertainty.Intervals;
import org.isoflop.uncertainty.Resampling;

/**
 * A fit with all that is needed to use it again and to repeat it.
 *
 * @param group for a fit to one group of a table the text of its group
 * @param fit the fit
 * @param draws what the bootstrap made of it
 * @param level of its intervals
 * @param resamples how many resamples were asked for
 * @param seed of search and bootstrap
 * @param unit the column whose values tell independent units apart; {@code row} if every row is one
 * @param source the files that the runs came from, as they were named
 * @param sha256 the fingerprint of these files, if there are any
 * @param command the arguments that repeat it
 * @param warnings what there is to hold against it
 * @param version of the Isoflop that made it
 * @param resampling what the bootstrap drew anew
 * @param intervals makes intervals of parameters and of what follows from them
 * @param outlook what back-tests make of its forecasts, if they were made
 * @param runs the rows that it met, if they are known
 */
public record FitDocument(
        Optional<String> group,
        Fit fit,
        Draws draws,
        double level,
        int resamples,
        long seed,
        String unit,
        String source,
        Optional<String> sha256,
        List<String> command,
        List<Objection> warnings,
        String version,
        Resampling resampling,
        Intervals intervals,
        Optional<Outlook> outlook,
        Optional<Runs> runs) {
    public FitDocument {
        if (!(level > 0 && level < 1) || resamples < 0) {
            throw new IllegalArgumentException("level " + level + " of " + resamples + " resamples");
        }
        command = List.copyOf(command);
        warnings = List.copyOf(warnings);
    }

    /** With percentile intervals from pairs. */
    public FitDocument(
            Optional<String> group,
            Fit fit,
            Draws draws,
            double level,
            int resamples,
            long seed,
            String unit,
            String source,
            Optional<String> sha256,
            List<String> command,
            List<Objection> warnings,
            String version,
            Optional<Outlook> outlook) {
        this(
                group,
                fit,
                draws,
                level,
                resamples,
                seed,
                unit,
                source,
                sha256,
                command,
                warnings,
                version,
                Resampling.PAIRS,
                new Intervals.Percentile(draws),
                outlook,
                Optional.empty());
    }

    /** The same with the rows that it met. */
    public FitDocument with(Optional<Runs> met) {
        return new FitDocument(
                group,
                fit,
                draws,
                level,
                resamples,
                seed,
                unit,
                source,
                sha256,
                command,
                warnings,
                version,
                resampling,
                intervals,
                outlook,
                met);
    }

    /** The interval of a free parameter, if there is one; open if the runs do not determine it. */
    public Optional<Interval> interval(int parameter) {
        return honest(intervals.ofParameter(parameter, level), theta -> theta[parameter]);
    }

    /** The interval of a quantity that follows from the parameters, if there is one; open if it is not determined. */
    public Optional<Interval> interval(ToDoubleFunction<double[]> quantity) {
        return honest(intervals.of(quantity, level), quantity);
    }

    /** Resamples are searched from the optimum: along a free direction they stay there, and their spread is none. */
    private Optional<Interval> honest(Optional<Interval> interval, ToDoubleFunction<double[]> quantity) {
        return interval.map(spread -> fit.determines(quantity) ? spread : Interval.open(level));
    }
}
