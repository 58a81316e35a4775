package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.data.FitDocument;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Checklist;
import org.isoflop.forecast.Objection;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.Draws;

/**
 * What {@code fit} does with rows: the law is fitted and resampled, and objections are gathered.
 *
 * @param rows the rows and the law
 * @param fitter finds the optimum
 * @param bootstrap resamples it
 * @param unit the column whose values tell independent units apart; without it every row is one
 * @param kind of the intervals
 * @param level of the intervals
 * @param command the arguments that repeat it
 */
record Study(
        UsableRows rows,
        Fitter fitter,
        Bootstrap bootstrap,
        Optional<String> unit,
        IntervalKind kind,
        double level,
        List<String> command) {

    /** A fit, and the rows it met. */
    record Result(FitDocument document, Sample sample) {}

    /** The law fitted to all rows. */
    Result ofAll() {
        return fit(rows.sample(), Optional.empty());
    }

    /** The law fitted to every group of rows by itself. */
    List<Result> ofGroups(String column) {
        var results = new ArrayList<Result>();
        rows.sample().runs().groups(column).forEach((name, runs) -> results.add(ofGroup(column, name, runs)));
        return results;
    }

    private Result ofGroup(String column, String name, Runs runs) {
        try {
            return fit(Sample.of(rows.model(), runs), Optional.of(name));
        } catch (InputException e) {
            throw new InputException("%s = %s: %s".formatted(column, name, e.getMessage()), e.wayOut());
        }
    }

    private Result fit(Sample sample, Optional<String> group) {
        Search search = fitter.search(rows.model(), sample);
        int[] unitOf = unitOf(unit, sample);
        Draws draws = bootstrap.resamples() == 0 ? Draws.NONE : bootstrap.draw(search, unitOf);
        List<Objection> warnings = new ArrayList<>(rows.objections());
        warnings.addAll(Checklist.of(search.fit(), sample, draws));
        var document = new FitDocument(
                group,
                search.fit(),
                draws,
                level,
                bootstrap.resamples(),
                bootstrap.seed(),
                unit.orElse("row"),
                rows.table().runs().origin().summary(),
                rows.table().sha256(),
                command,
                warnings,
                Version.current(),
                bootstrap.resampling(),
                kind.of(search, unitOf, draws, bootstrap.threads(), bootstrap.progress()));
        return new Result(document, sample);
    }

    /** For each row the number of its unit. */
    static int[] unitOf(Optional<String> unit, Sample sample) {
        return unit.map(column -> sample.runs().groupOf(column))
                .orElseGet(() -> IntStream.range(0, sample.size()).toArray());
    }
}
