package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Prediction;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Interval;

/** What {@code predict} says to a person. */
final class PredictionText {
    private static final int INDENT = 11;
    private static final int COLUMN = 12;

    private final Page page;
    private final Style style;
    private final Oracle oracle;
    private final String level;

    PredictionText(Style style, Oracle oracle) {
        this.style = style;
        this.oracle = oracle;
        page = new Page(style);
        level = Magnitude.digits(100 * oracle.forecast().level(), 3) + " %";
    }

    /** For one place. */
    String point(double[][] columns, Prediction prediction) {
        head();
        var place = new ArrayList<String>();
        for (int j = 0; j < columns.length; j++) {
            String name = oracle.model().variables().get(j);
            place.add(name + " " + FitText.value(name, columns[j][0]));
        }
        page.pieces("  at", INDENT, "   ", place).blank();
        String response = oracle.model().response().toString();
        page.line("  " + Page.pad(response, INDENT - 2)
                + style.bold(Magnitude.digits(prediction.estimate(), 4)));
        prediction.run().ifPresent(run -> interval("  " + level, run, "one new run"));
        prediction.curve().ifPresent(curve -> interval("", curve, "the law itself, without the spread of runs"));
        if (prediction.run().isEmpty()) {
            page.line(" ".repeat(INDENT) + style.dim("no interval: these coefficients come without draws"));
        }
        mind(oracle.beyond(columns, 1));
        return page.toString();
    }

    private void interval(String head, Interval interval, String of) {
        page.line(Page.pad(head, INDENT) + Page.pad(ends(interval), 21) + style.dim(of));
    }

    private static String ends(Interval interval) {
        return Page.pad(Magnitude.digits(interval.low(), 4), 7) + "… " + Magnitude.digits(interval.high(), 4);
    }

    /** For every row of a table. */
    String table(Runs runs, double[][] columns, List<Prediction> predictions, Optional<Path> output) {
        head();
        page.blank();
        boolean intervals = predictions.stream().allMatch(p -> p.run().isPresent());
        var names = new StringBuilder("  ");
        oracle.model().variables().forEach(name -> names.append(Page.pad(name, COLUMN)));
        names.append(Page.pad(oracle.model().response().toString(), COLUMN));
        page.line(style.dim(names + (intervals ? level + " of one new run" : "")));
        for (int i = 0; i < runs.size(); i++) {
            var line = new StringBuilder("  ");
            for (int j = 0; j < columns.length; j++) {
                line.append(Page.pad(FitText.value(oracle.model().variables().get(j), columns[j][i]), COLUMN));
            }
            Prediction prediction = predictions.get(i);
            line.append(Page.pad(Magnitude.digits(prediction.estimate(), 4), COLUMN));
            prediction.run().ifPresent(run -> line.append(ends(run)));
            page.line(line.toString());
        }
        output.ifPresent(path -> page.blank().line("  written  " + path));
        mind(oracle.beyond(columns, runs.size()));
        return page.toString();
    }

    private void head() {
        page.paragraph("  law", INDENT, oracle.origin());
        page.line(" ".repeat(INDENT) + oracle.model().law().formula().equation());
    }

    private void mind(List<Objection> objections) {
        String head = "mind";
        if (!objections.isEmpty()) {
            page.blank();
        }
        for (Objection objection : objections) {
            page.paragraph("  " + head, INDENT, objection.message(), style::warning);
            head = "";
        }
    }
}
