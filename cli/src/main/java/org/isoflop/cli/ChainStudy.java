package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.data.FitDocument;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Diagnostics;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Checklist;
import org.isoflop.forecast.Objection;
import org.isoflop.law.Chain;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.ChainBootstrap;
import org.isoflop.uncertainty.Draws;

/**
 * What {@code chain} does with rows: every stage is fitted to what was observed, all are resampled together, and the
 * whole predicts the last response from the first columns.
 *
 * @param table the rows
 * @param chain the laws over its columns
 * @param fitter finds the optimum of each stage
 * @param bootstrap says how often and from which seed to resample
 * @param unit the column whose values tell independent units apart; without it every row is one
 * @param level of the intervals
 * @param command the arguments that repeat it
 */
record ChainStudy(
        RunsQuery.Answer table,
        Chain chain,
        Fitter fitter,
        Bootstrap bootstrap,
        Optional<String> unit,
        double level,
        List<String> command) {

    /** The fit of every stage, and that of the whole, with the rows each met. */
    record Result(List<Study.Result> stages, Study.Result whole) {}

    Result result() {
        Runs runs = table.runs();
        var rows = new ArrayList<int[]>();
        var searches = new ArrayList<Search>();
        for (Model stage : chain.stages()) {
            int[] usable = usable(stage, runs);
            rows.add(usable);
            searches.add(fitter.search(stage, Sample.of(stage, runs.at(usable))));
        }
        List<Draws> draws = draws(searches, rows);
        List<Study.Result> stages = IntStream.range(0, searches.size())
                .mapToObj(k -> {
                    Fit fit = searches.get(k).fit();
                    Sample sample = Sample.of(chain.stages().get(k), runs.at(rows.get(k)));
                    return new Study.Result(
                            document(fit, draws.get(k), Checklist.of(fit, sample, draws.get(k))), sample, List.of());
                })
                .toList();
        Sample sample = Sample.of(chain.whole(), runs.at(usable(chain.whole(), runs)));
        var warnings = new ArrayList<Objection>();
        for (int k = 0; k < stages.size(); k++) {
            String place = "stage %d: ".formatted(k + 1);
            stages.get(k)
                    .document()
                    .warnings()
                    .forEach(w -> warnings.add(new Objection(w.code(), place + w.message())));
        }
        return new Result(
                stages,
                new Study.Result(document(whole(searches, sample), together(draws), warnings), sample, List.of()));
    }

    private int[] usable(Model model, Runs runs) {
        var rows = new BitSet();
        rows.set(0, runs.size());
        Sample.of(model, runs).badRows(model, fitter.objective().logarithmic()).forEach(bad -> rows.clear(bad.row()));
        return rows.stream().toArray();
    }

    private List<Draws> draws(List<Search> searches, List<int[]> rows) {
        if (bootstrap.resamples() == 0) {
            return searches.stream().map(search -> Draws.NONE).toList();
        }
        Runs runs = table.runs();
        int[] unitOf = unit.map(runs::groupOf)
                .orElseGet(() -> IntStream.range(0, runs.size()).toArray());
        return new ChainBootstrap(bootstrap.resamples(), bootstrap.seed(), bootstrap.threads(), bootstrap.progress())
                .draw(searches, rows, unitOf);
    }

    /** Draw i of the whole is made of draw i of every stage. */
    private Draws together(List<Draws> draws) {
        List<double[]> theta = IntStream.range(0, draws.getFirst().size())
                .mapToObj(i ->
                        chain.theta(draws.stream().map(d -> d.theta().get(i)).toList()))
                .toList();
        return new Draws(theta, draws.getFirst().failed(), 0, 0);
    }

    private Fit whole(List<Search> searches, Sample sample) {
        List<Fit> fits = searches.stream().map(Search::fit).toList();
        double[] theta = chain.theta(fits.stream().map(Fit::theta).toList());
        Model model = chain.whole();
        double[][] columns = sample.columns();
        double[] residuals = IntStream.range(0, sample.size())
                .mapToDouble(i -> fitter.objective()
                        .residual(
                                model.predict(
                                        Arrays.stream(columns)
                                                .mapToDouble(c -> c[i])
                                                .toArray(),
                                        theta),
                                sample.response()[i]))
                .toArray();
        return new Fit(
                model,
                fitter.objective(),
                theta,
                fits.getLast().value(),
                chain.theta(fits.stream().map(Fit::standardErrors).toList()),
                sample.size(),
                residuals,
                IntStream.range(0, columns.length)
                        .mapToObj(j -> Fit.Range.of(model.variables().get(j), columns[j]))
                        .toList(),
                together(fits.stream().map(Fit::diagnostics)));
    }

    /** Of the stages the least certain. */
    private static Diagnostics together(Stream<Diagnostics> stages) {
        List<Diagnostics> all = stages.toList();
        return all.stream()
                .reduce((a, b) -> new Diagnostics(
                        a.stop().converged() ? b.stop() : a.stop(),
                        a.scanned() + b.scanned(),
                        Math.min(a.starts(), b.starts()),
                        Math.min(a.agreeing(), b.agreeing()),
                        a.evaluations() + b.evaluations(),
                        Math.max(a.conditionNumber(), b.conditionNumber()),
                        Stream.concat(a.atBound().stream(), b.atBound().stream())
                                .toList(),
                        Stream.concat(a.free().stream(), b.free().stream()).toList()))
                .orElseThrow();
    }

    private FitDocument document(Fit fit, Draws draws, List<Objection> warnings) {
        return new FitDocument(
                Optional.empty(),
                fit,
                draws,
                level,
                bootstrap.resamples(),
                bootstrap.seed(),
                unit.orElse("row"),
                table.runs().origin().summary(),
                table.sha256(),
                command,
                warnings,
                Version.current(),
                Optional.empty());
    }
}
