package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.isoflop.data.FitDocument;
import org.isoflop.data.RunsQuery;
import org.isoflop.data.Shell;
import org.isoflop.fit.Fit;
import org.isoflop.runs.Magnitude;

/** What {@code chain} says to a person: every stage with its parameters, then the whole. */
final class ChainText {
    /** How far beyond the largest run the suggested prediction lies. */
    private static final double BEYOND = 4;

    private final Page page;
    private final RunsQuery.Answer table;
    private final Optional<Path> saved;

    ChainText(Style style, RunsQuery.Answer table, Optional<Path> saved) {
        page = new Page(style);
        this.table = table;
        this.saved = saved;
    }

    String of(ChainStudy.Result result) {
        FitDocument whole = result.whole().document();
        var facts = new ArrayList<>(List.of(Page.count(table.runs().size(), "run", "runs")));
        facts.addAll(RunsText.leftOut(table));
        page.line(Page.fileName(table.runs().origin().summary()))
                .fact("", String.join(", ", facts))
                .blank();
        String resamples = whole.resamples() == 0
                ? ""
                : ", %,d resamples of all stages together%s"
                        .formatted(whole.resamples(), whole.unit().equals("row") ? "" : " by " + whole.unit());
        page.line(Page.padLeft(whole.fit().objective().describe() + resamples, Page.WIDTH));
        List<Study.Result> stages = result.stages();
        for (int k = 0; k < stages.size(); k++) {
            FitDocument stage = stages.get(k).document();
            page.fact("stage " + (k + 1), stage.fit().model().law().formula().equation());
            new ParameterTable(stage).print(page);
            quality(stage.fit());
            page.blank();
        }
        page.fact("whole", whole.fit().model().law().formula().equation());
        quality(whole.fit());
        page.warnings(whole.warnings());
        next(whole.fit());
        return page.toString();
    }

    private void quality(Fit fit) {
        Misfit misfit = Misfit.of(fit);
        page.fact(
                "",
                "median error %s, largest %s over %s; %d of %d starts agree; condition %s"
                        .formatted(
                                misfit.text(misfit.median()),
                                misfit.text(misfit.largest()),
                                Page.count(fit.rows(), "run", "runs"),
                                fit.diagnostics().agreeing(),
                                fit.diagnostics().starts(),
                                Magnitude.digits(fit.diagnostics().conditionNumber(), 1)));
    }

    private void next(Fit fit) {
        String usual =
                Page.fileName(table.runs().origin().sources().getFirst()).replaceFirst("\\..*", "") + ".chain.json";
        String file = Shell.quoted(saved.map(Path::toString).orElse(usual));
        page.blank();
        String head = "  next";
        if (saved.isEmpty()) {
            page.line(Page.pad(head, Page.INDENT) + "keep this chain with --save " + file + ", then");
            head = "";
        }
        String place = fit.ranges().stream()
                .map(range -> range.column() + "="
                        + Figures.value(range.column(), Double.parseDouble(Magnitude.digits(range.high() * BEYOND, 1))))
                .collect(Collectors.joining(" "));
        page.line(Page.pad(head, Page.INDENT) + "isoflop predict " + file + " " + place);
    }
}
