package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.isoflop.data.ColumnNames;
import org.isoflop.data.FitDocument;
import org.isoflop.data.FitFile;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Diagnostics;
import org.isoflop.fit.Fit;
import org.isoflop.forecast.Objection;
import org.isoflop.law.Model;
import org.isoflop.plan.Allocation;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Interval;

/** What {@code fit} says to a person. */
final class FitText {
    /** Where the facts below the table begin. */
    private static final int INDENT = 11;

    private static final int MAX_GROUPS = 200;

    private final RunsQuery.Answer table;
    private final int skipped;
    private final Optional<Path> saved;
    private final Page page;
    private final Style style;

    FitText(Style style, RunsQuery.Answer table, int skipped, Optional<Path> saved) {
        this.style = style;
        this.table = table;
        this.skipped = skipped;
        this.saved = saved;
        page = new Page(style);
    }

    String of(FitFile file) {
        FitDocument first = file.documents().getFirst();
        input(first);
        page.blank();
        law(first);
        if (file.groupedBy().isPresent()) {
            groups(file);
        } else {
            parameters(first);
            page.blank();
            quality(first);
            meaning(first);
            warnings(first.warnings());
        }
        next(file);
        return page.toString();
    }

    private void input(FitDocument document) {
        Runs runs = table.runs();
        var pieces = new ArrayList<String>();
        int rows = runs.size() - skipped;
        pieces.add("%,d %s".formatted(rows, rows == 1 ? "run" : "runs"));
        Model model = document.fit().model();
        Stream<String> shown = Stream.concat(
                model.variables().stream(),
                Stream.concat(
                        Stream.of("C").filter(runs.numberNames()::contains),
                        Stream.of(model.response().toString()).filter(runs.numberNames()::contains)));
        shown.distinct().limit(8).forEach(name -> pieces.add(range(name, runs.numbers(name))));
        String source = Page.fileName(runs.origin().summary());
        if (source.length() < INDENT) {
            page.pieces(source, INDENT, "   ", pieces);
        } else {
            page.line(source);
            page.pieces("", INDENT, "   ", pieces);
        }
        var notes = new ArrayList<String>();
        for (ColumnNames.Renaming renaming : table.renamings()) {
            if (isUsed(renaming.standard(), model)) {
                notes.add("%s from \"%s\"".formatted(renaming.standard(), renaming.original()));
            }
        }
        if (table.leftOut() > 0) {
            notes.add("%,d %s left out by --where".formatted(table.leftOut(), table.leftOut() == 1 ? "row" : "rows"));
        }
        if (skipped > 0) {
            notes.add("%,d bad %s left out".formatted(skipped, skipped == 1 ? "row" : "rows"));
        }
        if (!notes.isEmpty()) {
            page.pieces("", INDENT, ", ", notes);
        }
    }

    private static boolean isUsed(String name, Model model) {
        return model.variables().contains(name) || model.observed().contains(name) || name.equals("C");
    }

    private static String range(String name, double[] values) {
        double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(Double.NaN);
        double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(Double.NaN);
        return name + " " + (low == high ? value(name, low) : value(name, low) + " … " + value(name, high));
    }

    /** Compute as a power of ten, counts with a suffix, the rest as they are. */
    static String value(String name, double value) {
        return name.equals("C") ? Magnitude.digits(value, 3) : Magnitude.count(value);
    }

    private void law(FitDocument document) {
        Fit fit = document.fit();
        String formula = "  " + fit.model().law().formula().equation();
        String id = fit.model().law().id();
        page.spread(style.bold(formula), id.equals("formula") ? "" : id);
        String resamples = document.resamples() == 0 ? "" : ", %,d resamples".formatted(document.resamples());
        String unit = document.unit().equals("row") || document.resamples() == 0 ? "" : " of whole " + document.unit();
        page.line(Page.padLeft(fit.objective().describe() + resamples + unit, Page.WIDTH));
    }

    private void parameters(FitDocument document) {
        Fit fit = document.fit();
        Model model = fit.model();
        boolean intervals = !document.draws().isEmpty();
        int names = Math.max(9, 2 + model.names().stream().mapToInt(String::length).max().orElse(0) + 2);
        String head = Page.pad("", names) + Page.pad("estimate", 11);
        if (intervals) {
            head += "%s %% interval".formatted(Magnitude.digits(100 * document.level(), 3));
        } else if (!Double.isNaN(fit.standardErrors()[0])) {
            head += "standard error";
        }
        page.line(style.dim(head));
        for (int j = 0; j < model.parameters().size(); j++) {
            int index = j;
            String interval = intervals
                    ? interval(document.draws().interval(theta -> theta[index], document.level()))
                    : Double.isNaN(fit.standardErrors()[j]) ? "" : Magnitude.digits(fit.standardErrors()[j], 3);
            row(names, model.parameters().get(j).name(), fit.theta()[j], interval, model);
        }
        for (String name : model.names().subList(model.parameters().size(), model.names().size())) {
            row(names, name, fit.parameter(name), "held", model);
        }
    }

    private void row(int names, String name, double estimate, String interval, Model model) {
        String meaning = model.law().parameter(name).meaning();
        String left = Page.pad("  " + name, names) + Page.pad(Magnitude.digits(estimate, 4), 11) + Page.pad(interval, 21);
        String full = left + meaning;
        page.line(full.length() <= Page.WIDTH ? full : full.substring(0, Page.WIDTH - 1) + "…");
    }

    /** The ends with the dots below each other. */
    private static String interval(Interval interval) {
        return Page.pad(Magnitude.digits(interval.low(), 3), 7) + "… " + Magnitude.digits(interval.high(), 3);
    }

    private void quality(FitDocument document) {
        Fit fit = document.fit();
        Errors errors = Errors.of(fit, table.runs());
        Diagnostics diagnostics = fit.diagnostics();
        String worst = skipped == 0 && document.group().isEmpty()
                ? " (" + shortPlace(table.runs().origin().place(errors.worst())) + ")"
                : "";
        fact("fit", "median error %s, largest %s%s".formatted(
                Errors.percent(errors.median()), Errors.percent(errors.largest()), worst));
        var pieces = new ArrayList<String>();
        pieces.add("%d of %d starts end here".formatted(diagnostics.agreeing(), diagnostics.starts()));
        if (diagnostics.atBound().isEmpty()) {
            pieces.add("nothing on a bound");
        }
        pieces.add("condition " + Magnitude.digits(diagnostics.conditionNumber(), 1));
        fact("", String.join("; ", pieces));
        if (!diagnostics.stop().converged()) {
            fact("", diagnostics.stop().describe());
        }
    }

    private static String shortPlace(String place) {
        return Page.fileName(place);
    }

    private void meaning(FitDocument document) {
        Fit fit = document.fit();
        Model model = fit.model();
        if (!Allocation.suits(model) || !model.response().toString().equals("loss")) {
            return;
        }
        double flops = largestCompute();
        var allocation = Allocation.of(model);
        double exponent = allocation.exponent(flops, fit.theta());
        if (Double.isNaN(exponent)) {
            return;
        }
        String grows = "best N grows as C^%s".formatted(Magnitude.digits(exponent, 2));
        String ratio = "%s tokens per parameter".formatted(
                Magnitude.digits(allocation.tokensPerParameter(flops, fit.theta()), 2));
        if (!document.draws().isEmpty()) {
            grows += spread(document.draws().interval(t -> allocation.exponent(flops, t), document.level()));
            ratio += spread(document.draws().interval(t -> allocation.tokensPerParameter(flops, t), document.level()));
        }
        fact("means", "%s; %s at %s FLOP".formatted(grows, ratio, Magnitude.digits(flops, 2)));
    }

    private static String spread(Interval interval) {
        return " (%s … %s)".formatted(Magnitude.digits(interval.low(), 2), Magnitude.digits(interval.high(), 2));
    }

    private double largestCompute() {
        double[] n = table.runs().numbers("N");
        double[] d = table.runs().numbers("D");
        double largest = 0;
        for (int i = 0; i < n.length; i++) {
            largest = Double.isFinite(n[i] * d[i]) ? Math.max(largest, 6 * n[i] * d[i]) : largest;
        }
        return largest;
    }

    private void warnings(List<Objection> warnings) {
        String head = "mind";
        for (Objection warning : warnings) {
            page.paragraph("  " + head, INDENT, warning.message(), style::warning);
            head = "";
        }
    }

    private void groups(FitFile file) {
        Model model = file.documents().getFirst().fit().model();
        List<String> names = model.names().stream().limit(5).toList();
        String column = file.groupedBy().orElseThrow();
        int width = Math.min(
                24,
                Math.max(
                        column.length(),
                        file.documents().stream()
                                .mapToInt(d -> d.group().orElse("").length())
                                .max()
                                .orElse(0)));
        var head = new StringBuilder("  " + Page.pad(column, width + 1) + Page.padLeft("runs", 5) + "  ");
        names.forEach(name -> head.append(Page.pad(name, 9)));
        page.line(style.dim(head + "rms residual"));
        for (FitDocument document : file.documents().subList(0, Math.min(MAX_GROUPS, file.documents().size()))) {
            String group = document.group().orElse("");
            String label = group.length() <= width ? group : group.substring(0, width - 1) + "…";
            var line = new StringBuilder("  " + Page.pad(label, width + 1));
            line.append(Page.padLeft(Integer.toString(document.fit().rows()), 5)).append("  ");
            names.forEach(name -> line.append(Page.pad(Magnitude.digits(document.fit().parameter(name), 3), 9)));
            line.append(Errors.rms(document.fit()));
            page.line(line.toString());
        }
        if (file.documents().size() > MAX_GROUPS) {
            page.line("  and %,d more: see --json".formatted(file.documents().size() - MAX_GROUPS));
        }
        page.blank();
        long converged = file.documents().stream()
                .filter(d -> d.fit().diagnostics().stop().converged())
                .count();
        fact("fit", "%d of %d groups converged".formatted(converged, file.documents().size()));
        file.documents().stream()
                .flatMap(d -> d.warnings().stream().map(Objection::code))
                .distinct()
                .forEach(code -> {
                    List<FitDocument> concerned = file.documents().stream()
                            .filter(d -> d.warnings().stream().anyMatch(w -> w.code().equals(code)))
                            .toList();
                    Objection sample = concerned.getFirst().warnings().stream()
                            .filter(w -> w.code().equals(code))
                            .findFirst()
                            .orElseThrow();
                    warnings(List.of(new Objection(
                            code,
                            "%d %s, such as %s: %s"
                                    .formatted(
                                            concerned.size(),
                                            concerned.size() == 1 ? "group" : "groups",
                                            concerned.getFirst().group().orElse(""),
                                            sample.message()))));
                });
    }

    private void fact(String head, String text) {
        page.paragraph("  " + head, INDENT, text);
    }

    private void next(FitFile file) {
        page.blank();
        Model model = file.documents().getFirst().fit().model();
        String group = file.groupedBy()
                .map(column -> " " + column + "=" + file.documents().getFirst().group().orElse(""))
                .orElse("");
        String at = model.variables().stream()
                .map(name -> name + "=" + example(file.documents().getFirst().fit(), name))
                .limit(4)
                .reduce("", (a, b) -> a + " " + b);
        saved.ifPresentOrElse(
                path -> page.line("  next     isoflop predict " + path + group + at),
                () -> page.line("  next     keep it with --save FILE, then: isoflop predict FILE" + group + at));
    }

    /** A place somewhat beyond the runs. */
    private static String example(Fit fit, String name) {
        return fit.ranges().stream()
                .filter(r -> r.column().equals(name))
                .findFirst()
                .map(r -> Magnitude.digits(r.high() * 4, 1))
                .map(text -> Magnitude.count(Double.parseDouble(text)))
                .orElse("…")
                .toUpperCase(Locale.ROOT)
                .replace("E", "e");
    }
}
