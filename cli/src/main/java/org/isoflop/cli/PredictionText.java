package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Outlook;
import org.isoflop.forecast.Prediction;
import org.isoflop.forecast.Score;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;
import org.isoflop.schedule.ScheduleColumns;
import org.isoflop.uncertainty.Interval;

/** What {@code predict} says to a person. */
final class PredictionText {
    private static final int DIGITS = 4;

    private static final int MAX_ROWS = 1000;

    /** Where there is a score, that is what was asked for. */
    private static final int MAX_SCORED_ROWS = 12;

    private static final int MAX_COLUMNS = 4;

    private final Page page;
    private final Oracle oracle;
    private final String level;
    private final List<String> variables;
    private final String response;

    PredictionText(Style style, Oracle oracle) {
        this.oracle = oracle;
        page = new Page(style);
        level = Figures.level(oracle.forecast().level());
        variables = oracle.variables();
        response = oracle.model().response().toString();
    }

    /** For one place. */
    String point(double[][] columns, Prediction prediction) {
        head();
        var place = new ArrayList<String>();
        for (int j = 0; j < columns.length; j++) {
            place.add(variables.get(j) + " " + Figures.value(variables.get(j), columns[j][0]));
        }
        page.pieces("  at", "   ", place).blank();
        page.line(Page.pad("  " + response, Page.INDENT)
                + page.style().bold(Figures.estimate(prediction.estimate(), DIGITS)));
        if (prediction.run().isPresent() || prediction.calibrated().isPresent()) {
            intervals(prediction);
        } else {
            page.fact("", page.style().dim("no interval: these coefficients come without draws"));
        }
        kind(prediction.run().isPresent());
        trust(List.of(prediction));
        prediction
                .calibrated()
                .filter(expected -> expected.apart() > 0)
                .ifPresent(expected -> page.fact(
                        "",
                        "the laws that speak scatter %s here"
                                .formatted(Trials.amount(
                                        expected.apart(), oracle.forecast().logarithmic()))));
        mind(columns, List.of(prediction));
        return page.toString();
    }

    private void intervals(Prediction prediction) {
        var intervals = new ArrayList<Interval>();
        var meanings = new ArrayList<String>();
        prediction.calibrated().ifPresent(expected -> {
            intervals.add(expected.run());
            meanings.add("one new run, as back-tests calibrate it");
        });
        boolean calibrated = prediction.calibrated().isPresent();
        prediction.run().ifPresent(run -> {
            intervals.add(run);
            meanings.add(calibrated ? "one new run, if the law is right" : "one new run");
        });
        prediction.curve().ifPresent(curve -> {
            intervals.add(curve);
            meanings.add("the law itself, without the spread of runs");
        });
        var heads = new ArrayList<>(Collections.nCopies(intervals.size(), ""));
        heads.set(0, Page.pad(level, Page.INDENT - 4));
        new TextTable()
                .left("", heads)
                .left("", Figures.intervals(intervals, DIGITS))
                .left("", meanings)
                .print(page);
    }

    /** That the coefficients of the fit had intervals of another kind, which a forecast cannot have from a file. */
    private void kind(boolean drawn) {
        oracle.otherKind()
                .ifPresent(kind -> page.fact(
                        "",
                        "the fit's coefficients have %s intervals; %s"
                                .formatted(
                                        kind,
                                        drawn
                                                ? "the plain ones here are percentiles of its draws"
                                                : "plain ones of a forecast need draws: --bootstrap")));
    }

    /** How far beyond the runs it is, and what the calibration rests on. */
    private void trust(List<Prediction> predictions) {
        double furthest = predictions.stream()
                .flatMap(p -> p.calibrated().stream())
                .mapToDouble(Outlook.Expected::reach)
                .max()
                .orElse(0);
        oracle.outlook()
                .filter(o -> furthest > 0)
                .flatMap(Outlook::calibration)
                .ifPresent(learned -> page.fact(
                        "trust",
                        "%s; %s at %s inside the runs, up to %s times beyond them"
                                .formatted(
                                        furthest > 1
                                                ? Magnitude.digits(furthest, 2) + " times beyond the largest run"
                                                : "inside the runs",
                                        Page.count(learned.heldOut(), "prediction", "predictions"),
                                        Page.count(learned.cuts(), "cut", "cuts"),
                                        Magnitude.digits(learned.reached(), 2))));
    }

    /**
     * For every row of a table.
     *
     * @param columns the values of the law's variables
     * @param score how well the table's own response was met, if it has one
     */
    String table(
            Runs runs, double[][] columns, List<Prediction> predictions, Optional<Score> score, Optional<Path> output) {
        head();
        page.blank();
        int most = score.isPresent() ? MAX_SCORED_ROWS : MAX_ROWS;
        List<Prediction> shown = predictions.subList(0, Math.min(most, predictions.size()));
        var table = new TextTable();
        for (String name : shownColumns(runs)) {
            table.left(
                    name,
                    Arrays.stream(runs.numbers(name), 0, shown.size())
                            .mapToObj(value -> Figures.value(name, value))
                            .toList());
        }
        table.point(
                response,
                shown.stream().map(p -> Figures.estimate(p.estimate(), DIGITS)).toList());
        boolean calibrated = shown.stream().allMatch(p -> p.calibrated().isPresent());
        boolean drawn = shown.stream().allMatch(p -> p.run().isPresent());
        if (calibrated) {
            table.left(
                    level + " calibrated",
                    Figures.intervals(
                            shown.stream()
                                    .flatMap(p -> p.calibrated().stream())
                                    .map(Outlook.Expected::run)
                                    .toList(),
                            DIGITS));
        }
        if (drawn) {
            table.left(
                    calibrated ? "if the law is right" : level + " of one new run",
                    Figures.intervals(
                            shown.stream().flatMap(p -> p.run().stream()).toList(), DIGITS));
        }
        table.print(page);
        kind(drawn);
        if (shown.size() < predictions.size()) {
            page.line("  and %,d more: see -o or --json".formatted(predictions.size() - shown.size()));
        }
        score.ifPresent(this::score);
        output.ifPresent(path -> page.blank().fact("written", path.toString()));
        mind(columns, predictions);
        return page.toString();
    }

    /** What the law reads; of a schedule the step and the rate, of a long family of columns only the first. */
    private List<String> shownColumns(Runs runs) {
        var names = new LinkedHashSet<String>();
        if (variables.stream().anyMatch(ScheduleColumns.names()::contains)) {
            names.addAll(List.of("step", "lr"));
        }
        variables.stream()
                .filter(name -> !ScheduleColumns.names().contains(name))
                .forEach(names::add);
        names.retainAll(runs.numberNames());
        return names.stream().limit(MAX_COLUMNS).toList();
    }

    private void score(Score score) {
        page.blank()
                .fact(
                        "score",
                        "R2 %s and rank correlation %s over %s that say what %s was"
                                .formatted(
                                        Magnitude.digits(score.r2(), 5),
                                        Magnitude.digits(score.rankCorrelation(), 4),
                                        Page.count(score.rows(), "row", "rows"),
                                        response))
                .fact(
                        "",
                        "error %s in the mean; %s in the median, %s in the mean"
                                .formatted(
                                        Figures.estimate(score.meanAbsoluteError(), 3),
                                        Figures.share(score.medianRelativeError()),
                                        Figures.share(score.meanRelativeError())));
    }

    private void head() {
        page.fact("law", oracle.origin());
        page.fact("", oracle.model().law().formula().equation());
    }

    private void mind(double[][] columns, List<Prediction> predictions) {
        var objections = new ArrayList<Objection>(oracle.beyond(columns));
        objections.addAll(oracle.beyondTrials(predictions));
        objections.addAll(oracle.undetermined(predictions));
        if (!objections.isEmpty()) {
            page.blank().warnings(objections);
        }
    }
}
