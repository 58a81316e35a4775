package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.catalogue.Mathematics;
import org.isoflop.charts.report.Report.Block;
import org.isoflop.charts.report.Report.Section;
import org.isoflop.data.FitDocument;
import org.isoflop.data.Shell;
import org.isoflop.fit.Diagnostics;
import org.isoflop.fit.Fit;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.law.Model;
import org.isoflop.law.Variable;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Interval;
import org.isoflop.uncertainty.Intervals;

/** The parts of a report that say what was done: data, law, objections, and how to do it again. */
record ReportFacts(FitDocument document) {
    private static final int DIGITS = 4;
    private static final int DIGITS_OF_SPREAD = 3;

    private Fit fit() {
        return document.fit();
    }

    private Model model() {
        return document.fit().model();
    }

    Section data() {
        var blocks = new ArrayList<Block>();
        String group = document.group().map(g -> " (" + g + ")").orElse("");
        blocks.add(new Block.Text(
                "%s from %s%s.".formatted(Page.count(fit().rows(), "run", "runs"), document.source(), group)));
        var rows = new ArrayList<List<String>>();
        for (Fit.Range range : fit().ranges()) {
            rows.add(List.of(
                    range.column(),
                    Figures.value(range.column(), range.low()),
                    Figures.value(range.column(), range.high()),
                    meaning(range.column())));
        }
        document.runs().ifPresent(runs -> {
            for (String name : model().observed()) {
                Fit.Range range = Fit.Range.of(name, runs.numbers(name));
                rows.add(List.of(
                        name,
                        Figures.value(name, range.low()),
                        Figures.value(name, range.high()),
                        "what the law describes"));
            }
        });
        blocks.add(new Block.Table(
                "Columns that the law reads, and their range in these runs",
                List.of("column", "least", "largest", "meaning"),
                rows));
        return new Section("data", "Data", blocks);
    }

    private String meaning(String column) {
        return model().law().variables().stream()
                .filter(variable -> variable.name().equals(column))
                .findFirst()
                .map(ReportFacts::meaning)
                .orElse("");
    }

    private static String meaning(Variable variable) {
        return variable.unit().isEmpty() ? variable.meaning() : variable.meaning() + ", in " + variable.unit();
    }

    Section law() {
        String id = model().law().id();
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Formula(
                Mathematics.latex(model().law().formula()),
                Mathematics.plain(model().law().formula())));
        blocks.add(new Block.Text("%s, fitted by the least %s.%s"
                .formatted(
                        id.equals("formula") ? "A law that was typed" : "The law " + id + " of the catalogue",
                        fit().objective().describe(),
                        spread())));
        blocks.add(coefficients());
        blocks.add(new Block.Text(diagnostics()));
        return new Section("law", "The law and its coefficients", blocks);
    }

    private String spread() {
        String kind = document.intervals().label();
        boolean drawn = kind.equals("percentile") || kind.equals("bca");
        if (drawn && document.resamples() == 0) {
            return " There was no bootstrap.";
        }
        String resamples = "%,d resamples of %s"
                .formatted(
                        document.resamples(),
                        document.unit().equals("row") ? "rows" : "whole units by " + document.unit());
        String rest = document.intervals() instanceof Intervals.Kept
                        && !document.draws().isEmpty()
                ? " What follows from coefficients has percentiles of %s.".formatted(resamples)
                : "";
        return drawn
                ? " Intervals are %s ones, from %s.%s".formatted(kind, resamples, rest)
                : " Intervals are %s ones.%s".formatted(kind, rest);
    }

    private Block coefficients() {
        var rows = new ArrayList<List<String>>();
        List<String> names = model().names();
        int free = fit().theta().length;
        IntStream.range(0, names.size()).forEach(j -> {
            String name = names.get(j);
            double value = fit().parameter(name);
            String range =
                    j < free ? document.interval(j).map(ReportFacts::range).orElse("") : "held";
            rows.add(List.of(
                    name,
                    Figures.estimate(value, DIGITS),
                    range,
                    model().law().parameter(name).meaning()));
        });
        return new Block.Table(
                "Coefficients",
                List.of("name", "estimate", Figures.level(document.level()) + " interval", "meaning"),
                rows);
    }

    static String range(Interval interval) {
        return Figures.estimate(interval.low(), DIGITS_OF_SPREAD) + " … "
                + Figures.estimate(interval.high(), DIGITS_OF_SPREAD);
    }

    private String diagnostics() {
        Diagnostics d = fit().diagnostics();
        String bound =
                d.atBound().isEmpty() ? "nothing rests on a bound" : String.join(", ", d.atBound()) + " on a bound";
        String undetermined = d.undetermined().isEmpty()
                ? ""
                : "; not determined by the runs: " + String.join(", ", d.undetermined());
        return "%d of %d searches ended in this optimum; %s; condition number %s%s."
                .formatted(d.agreeing(), d.starts(), bound, Magnitude.digits(d.conditionNumber(), 2), undetermined);
    }

    /** What the fit and a reviewer hold against it. */
    Section objections(List<Objection> reviewed) {
        var blocks = new ArrayList<Block>();
        var all = new ArrayList<>(document.warnings());
        reviewed.stream()
                .filter(o -> all.stream().noneMatch(w -> w.code().equals(o.code())))
                .forEach(all::add);
        if (all.isEmpty()) {
            blocks.add(new Block.Text("Nothing was found to hold against the table or the fit."));
        }
        all.stream()
                .sorted(java.util.Comparator.comparing(Objection::severity).reversed())
                .forEach(o -> blocks.add(new Block.Warning(name(o), o.message(), o.advice())));
        return new Section("mind", "What to mind", blocks);
    }

    private static String name(Objection objection) {
        return objection.severity() == Severity.NOTE
                ? objection.code()
                : objection.severity().label() + ": " + objection.code();
    }

    Section repeat(String reportCommand) {
        var lines = new ArrayList<String>();
        Optional<String> command = document.command().isEmpty()
                ? Optional.empty()
                : Optional.of("isoflop " + Shell.line(document.command()));
        command.filter(line -> !line.equals(reportCommand)).ifPresent(lines::add);
        lines.add(reportCommand);
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("Isoflop", document.version()));
        rows.add(List.of("table", document.source()));
        document.sha256().ifPresent(hash -> rows.add(List.of("SHA-256 of the table", hash)));
        rows.add(List.of("law", model().law().formula().text()));
        rows.add(List.of("objective", fit().objective().toString()));
        rows.add(List.of("seed", String.valueOf(document.seed())));
        rows.add(List.of(
                "resamples",
                "%,d, of %s, by %s"
                        .formatted(document.resamples(), document.resampling().resamples(), document.unit())));
        rows.add(List.of("intervals", document.intervals().label() + " at " + Figures.level(document.level())));
        rows.add(List.of("searches", String.valueOf(fit().diagnostics().starts())));
        rows.add(List.of("value of the objective", Magnitude.exact(fit().value())));
        return new Section(
                "repeat",
                "To do it again",
                List.of(
                        new Block.Command(String.join("\n", lines)),
                        new Block.Table("All that it depends on", List.of("what", "value"), rows)));
    }
}
