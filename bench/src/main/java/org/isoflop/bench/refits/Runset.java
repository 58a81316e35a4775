package org.isoflop.bench.refits;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.bench.MissingException;
import org.isoflop.bench.Project;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Entry;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.forecast.Score;
import org.isoflop.formula.Formula;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;
import org.isoflop.schedule.ScheduleColumns;

/**
 * A table of the data beside the project, as commands would read it.
 *
 * @param runs its rows
 */
record Runset(Runs runs) {

    /** @throws MissingException if the file is not there */
    static Runset of(Project project, String file) {
        Path path = project.data(file);
        MissingException.unlessThere("refits", path);
        return new Runset(RunsQuery.of(path.toString()).read().runs());
    }

    Runset where(String condition) {
        return new Runset(runs.where(Formula.parse(condition).body()));
    }

    Runset let(String name, String value) {
        return new Runset(runs.let(name, Formula.parse(value).body()));
    }

    Runset map(String name, String column) {
        return new Runset(runs.with(runs.column(column).orElseThrow().named(name)));
    }

    /** With the columns of learning-rate schedules. */
    Runset withSchedules() {
        return new Runset(new ScheduleColumns(runs).beside(runs));
    }

    /** Of the rows that are alike in some columns the one with the least value of another. */
    Runset least(String column, List<String> keys) {
        double[] values = runs.numbers(column);
        Map<List<Double>, Integer> best = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            int row = i;
            List<Double> key = keys.stream().map(k -> runs.numbers(k)[row]).toList();
            best.merge(key, i, (a, b) -> values[b] < values[a] ? b : a);
        }
        return new Runset(
                runs.at(best.values().stream().mapToInt(i -> i).sorted().toArray()));
    }

    /** A column whose labels tell apart the rows with different values of some columns. */
    Runset cells(String name, List<String> keys) {
        List<String> texts = IntStream.range(0, runs.size())
                .mapToObj(i -> keys.stream()
                        .map(k -> Double.toString(runs.numbers(k)[i]))
                        .toList()
                        .toString())
                .toList();
        return new Runset(runs.with(Column.Labels.of(name, texts)));
    }

    /** The law of a catalogue id, with the objective of its authors; or a formula. */
    Fit fit(String law) {
        if (law.indexOf('=') >= 0) {
            return fit(Law.parse(law), Objective.DEFAULT);
        }
        Entry entry = Catalogue.builtIn().entry(law);
        return fit(entry.law(), entry.objective().orElse(Objective.DEFAULT));
    }

    Fit fit(String formula, String objective) {
        return fit(Law.parse(formula), Objective.parse(objective));
    }

    private Fit fit(Law law, Objective objective) {
        Model model = Model.of(law, runs);
        return Fitter.withDefaults().with(objective).fit(model, Sample.of(model, runs));
    }

    /** How well a fit foresaw these rows. */
    Score score(Fit fit) {
        return score(fit.model(), fit.theta());
    }

    Score score(Model model, double[] theta) {
        Sample sample = Sample.of(model, runs);
        return Score.of(predictions(model, theta, sample), sample.response());
    }

    private static double[] predictions(Model model, double[] theta, Sample sample) {
        return IntStream.range(0, sample.size())
                .mapToDouble(i -> model.predict(
                        Arrays.stream(sample.columns()).mapToDouble(c -> c[i]).toArray(), theta))
                .toArray();
    }

    /** A published law with one of its sets of coefficients. */
    Score score(String id) {
        Entry entry = Catalogue.builtIn().entry(id);
        Model model = Model.of(entry.law(), runs);
        return score(model, entry.chosen().orElseThrow().theta(model));
    }

    /** The predictions of a fit for these rows. */
    double[] predict(Fit fit) {
        return predictions(fit.model(), fit.theta(), Sample.of(fit.model(), runs));
    }

    Map<String, Runset> groups(String column) {
        var groups = new LinkedHashMap<String, Runset>();
        runs.groups(column).forEach((name, rows) -> groups.put(name, new Runset(rows)));
        return groups;
    }

    static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        sorted.sort(Double::compare);
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
