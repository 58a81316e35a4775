package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.isoflop.data.FitDocument;
import org.isoflop.data.FitFile;
import org.isoflop.data.Shell;
import org.isoflop.fit.Diagnostics;
import org.isoflop.fit.Fit;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.plan.Allocation;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Interval;

/** What {@code fit} says to a person: what was read, the law, its parameters, how far to trust them, what next. */
final class FitText {
    /** FLOPs per parameter and token of training. */
    private static final double FLOPS = 6;

    /** How far beyond the largest run the suggested prediction lies. */
    private static final double BEYOND = 4;

    /** A place with more values than fit on a line is better written into a table. */
    private static final int MAX_PLACE = 36;

    private static final double ROUNDING = 1e-5;

    /** Of more groups than this only the table is told. */
    private static final int MAX_TOLD = 8;

    private final Page page;
    private final UsableRows rows;
    private final Optional<Path> saved;
    private final Optional<Against> against;

    FitText(Style style, UsableRows rows, Optional<Path> saved, Optional<Against> against) {
        page = new Page(style);
        this.rows = rows;
        this.saved = saved;
        this.against = against;
    }

    /** @param results the fits of the file with the rows they met */
    String of(FitFile file, List<Study.Result> results) {
        Optional<String> group = file.groupedBy();
        FitDocument first = results.getFirst().document();
        new RunsText(rows).print(page);
        page.blank();
        law(first);
        List<FitDocument> documents = file.documents();
        group.ifPresentOrElse(column -> groups(column, file, results), () -> one(results.getFirst()));
        against.ifPresent(published -> {
            if (group.isPresent()) {
                published.printGroups(page, documents);
            } else {
                published.print(page, first);
            }
        });
        next(group.map(column -> column + "=" + GroupTable.name(first)), first.fit());
        return page.toString();
    }

    private void groups(String column, FitFile file, List<Study.Result> results) {
        new GroupTable(column, file.shared(), file.documents()).print(page);
        // What is told of all groups alike is told once.
        if (results.size() > 1
                && results.stream().map(Study.Result::facts).distinct().count() == 1) {
            results.getFirst().facts().forEach(fact -> page.fact(fact.head(), fact.text()));
            return;
        }
        for (Study.Result result : results.size() <= MAX_TOLD ? results : List.<Study.Result>of()) {
            result.facts()
                    .forEach(fact -> page.fact(fact.head(), GroupTable.name(result.document()) + ": " + fact.text()));
        }
    }

    private void law(FitDocument document) {
        Fit fit = document.fit();
        String id = fit.model().law().id();
        page.spread(fit.model().law().formula().equation(), id.equals("formula") ? "" : id);
        page.line(Page.padLeft(fit.objective().describe() + spread(document), Page.WIDTH));
    }

    /** Where the intervals come from. */
    private static String spread(FitDocument document) {
        String unit = document.unit().equals("row") ? "" : " by " + document.unit();
        String kind = document.intervals().label();
        boolean drawn = kind.equals("percentile") || kind.equals("bca");
        if (!drawn) {
            return "; " + kind + " intervals" + unit;
        }
        return document.resamples() == 0
                ? ""
                : ", %,d %s%s%s"
                        .formatted(
                                document.resamples(),
                                document.resampling().resamples(),
                                unit,
                                kind.equals("percentile") ? "" : ", " + kind);
    }

    private void one(Study.Result result) {
        FitDocument document = result.document();
        new ParameterTable(document).print(page);
        page.blank();
        quality(document.fit(), result.sample());
        meaning(document, result.sample());
        result.facts().forEach(fact -> page.fact(fact.head(), fact.text()));
        page.warnings(document.warnings().stream()
                .filter(warning -> !warning.code().equals(UsableRows.SKIPPED))
                .toList());
    }

    private void quality(Fit fit, Sample sample) {
        Misfit misfit = Misfit.of(fit);
        page.fact(
                "fit",
                "median error %s, largest %s (%s)"
                        .formatted(
                                misfit.text(misfit.median()),
                                misfit.text(misfit.largest()),
                                Page.fileName(sample.runs().origin().place(misfit.worst()))));
        Diagnostics diagnostics = fit.diagnostics();
        var facts = new ArrayList<String>();
        facts.add("%d of %d starts end here".formatted(diagnostics.agreeing(), diagnostics.starts()));
        if (diagnostics.atBound().isEmpty()) {
            facts.add("nothing on a bound");
        }
        facts.add("condition " + Magnitude.digits(diagnostics.conditionNumber(), 1));
        page.fact("", String.join("; ", facts));
    }

    /** For a loss over N and D: how to divide the compute of the largest run. */
    private void meaning(FitDocument document, Sample sample) {
        Model model = document.fit().model();
        if (!Allocation.suits(model) || !model.response().toString().equals("loss")) {
            return;
        }
        double flops = largestCompute(sample);
        var allocation = Allocation.of(model);
        double[] theta = document.fit().theta();
        double exponent = allocation.exponent(flops, theta);
        if (Double.isNaN(exponent)) {
            return;
        }
        if (!document.fit().determines(t -> allocation.exponent(flops, t))) {
            page.fact("means", "these runs do not tell how the best N grows with compute");
            return;
        }
        String grows = estimate(exponent, document, t -> allocation.exponent(flops, t));
        String ratio = estimate(
                allocation.tokensPerParameter(flops, theta), document, t -> allocation.tokensPerParameter(flops, t));
        page.fact(
                "means",
                "best N grows as C^%s; %s tokens per parameter at %s FLOP"
                        .formatted(grows, ratio, Magnitude.digits(flops, 2)));
    }

    private static String estimate(double value, FitDocument document, ToDoubleFunction<double[]> quantity) {
        return document.interval(quantity)
                .filter(interval -> !isConstant(value, interval))
                .map(interval -> Figures.estimate(value, interval, 2))
                .orElseGet(() -> Figures.estimate(value, 2));
    }

    /** A quantity that the law fixes has no interval, only rounding. */
    private static boolean isConstant(double value, Interval interval) {
        return interval.high() - interval.low() <= ROUNDING * Math.abs(value);
    }

    private static double largestCompute(Sample sample) {
        double[] n = sample.runs().numbers("N");
        double[] d = sample.runs().numbers("D");
        double largest = 0;
        for (int i = 0; i < n.length; i++) {
            largest = Math.max(largest, FLOPS * n[i] * d[i]);
        }
        return largest;
    }

    /** What to do next, as commands that can be pasted. */
    private void next(Optional<String> group, Fit fit) {
        String file = Shell.quoted(saved.map(Path::toString).orElseGet(this::usualFile));
        page.blank();
        String head = "  next";
        if (saved.isEmpty()) {
            page.line(Page.pad(head, Page.INDENT) + "keep this fit with --save " + file + ", then");
            head = "";
        }
        String choice = group.map(g -> " " + Shell.quoted(g)).orElse("");
        page.line(Page.pad(head, Page.INDENT) + "isoflop predict " + file + choice + " " + place(fit));
    }

    /** The name of the table with another ending. */
    private String usualFile() {
        String source = Page.fileName(rows.table().runs().origin().sources().getFirst());
        return source.replaceFirst("\\..*", "") + ".fit.json";
    }

    private static String place(Fit fit) {
        if (fit.ranges().stream().anyMatch(range -> range.column().equals("S1"))) {
            return "--schedule \"cosine: peak=… warmup=… total=…\"";
        }
        String place = fit.ranges().stream()
                .map(range -> range.column() + "=" + beyond(range))
                .collect(Collectors.joining(" "));
        return place.length() > MAX_PLACE ? "--at planned.csv" : place;
    }

    /** A round value somewhat beyond the runs; a share stays one. */
    private static String beyond(Fit.Range range) {
        if (range.low() >= 0 && range.high() <= 1) {
            return Figures.value(range.column(), range.high());
        }
        double value = Double.parseDouble(Magnitude.digits(range.high() * BEYOND, 1));
        return Figures.value(range.column(), value);
    }
}
