package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Prediction;
import org.isoflop.uncertainty.Interval;

/** What {@code predict} says to a person. */
final class PredictionText {
    private static final int DIGITS = 4;

    private static final int MAX_ROWS = 1000;

    private final Page page;
    private final Oracle oracle;
    private final String level;
    private final List<String> variables;
    private final String response;

    PredictionText(Style style, Oracle oracle) {
        this.oracle = oracle;
        page = new Page(style);
        level = Figures.level(oracle.forecast().level());
        variables = oracle.model().variables();
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
        if (prediction.run().isPresent() && prediction.curve().isPresent()) {
            intervals(prediction.run().get(), prediction.curve().get());
        } else {
            page.fact("", page.style().dim("no interval: these coefficients come without draws"));
        }
        mind(oracle.beyond(columns));
        return page.toString();
    }

    private void intervals(Interval run, Interval curve) {
        new TextTable()
                .left("", List.of(Page.pad(level, Page.INDENT - 4), ""))
                .left("", Figures.intervals(List.of(run, curve), DIGITS))
                .left("", List.of("one new run", "the law itself, without the spread of runs"))
                .print(page);
    }

    /** For every row of a table. */
    String table(double[][] columns, List<Prediction> predictions, Optional<Path> output) {
        head();
        page.blank();
        List<Prediction> shown = predictions.subList(0, Math.min(MAX_ROWS, predictions.size()));
        var table = new TextTable();
        for (int j = 0; j < columns.length; j++) {
            String name = variables.get(j);
            table.left(
                    name,
                    Arrays.stream(columns[j], 0, shown.size())
                            .mapToObj(value -> Figures.value(name, value))
                            .toList());
        }
        table.point(
                response,
                shown.stream().map(p -> Figures.estimate(p.estimate(), DIGITS)).toList());
        if (shown.stream().allMatch(p -> p.run().isPresent())) {
            table.left(
                    level + " of one new run",
                    Figures.intervals(
                            shown.stream().flatMap(p -> p.run().stream()).toList(), DIGITS));
        }
        table.print(page);
        if (shown.size() < predictions.size()) {
            page.line("  and %,d more: see -o or --json".formatted(predictions.size() - shown.size()));
        }
        output.ifPresent(path -> page.blank().fact("written", path.toString()));
        mind(oracle.beyond(columns));
        return page.toString();
    }

    private void head() {
        page.fact("law", oracle.origin());
        page.fact("", oracle.model().law().formula().equation());
    }

    private void mind(List<Objection> objections) {
        if (!objections.isEmpty()) {
            page.blank().warnings(objections);
        }
    }
}
