package org.isoflop.cli;

import java.util.List;
import java.util.Map;
import org.isoflop.InputException;
import org.isoflop.data.FitJson;
import org.isoflop.data.RunsQuery;
import org.isoflop.hyper.SweepFit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code isoflop hyper fit RUNS}: which learning rate and batch were best, and how do they grow. */
@Command(
        name = "fit",
        header = "Laws of the best learning rate and batch, from a sweep of your own.",
        customSynopsis = "isoflop hyper fit RUNS... [options]",
        description = {
            "Runs of equal N and D are one cell. A surface through the runs near the best of",
            "each cell has an optimum; power laws go through the optima. A cell whose optimum",
            "lies at an edge of the sweep is left out and named."
        },
        footer = {
            "  isoflop hyper fit sweep.csv",
            "  isoflop hyper fit sweep.csv --at N=7B,D=1T",
            "  isoflop hyper fit sweep.csv --method step-law --json"
        })
final class SweepCommand extends CliCommand {
    @Mixin
    private RunsOptions runs;

    @Mixin
    private SweepOptions options;

    @Mixin
    private PictureOptions picture;

    @Option(names = "--at", paramLabel = "N=7B,…", description = "Where the factors are wanted.")
    private List<String> at = List.of();

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Call.check(spec, options::check);
        Call.check(spec, picture::check);
        picture.checkWritable();
        Map<String, Double> place = Call.check(spec, () -> Assignments.positives("--at", at));
        RunsQuery query = Call.check(spec, runs::query);
        SweepTable table = SweepTable.of(query.read(), options, runs.skipBadRows());
        if (!place.isEmpty()) {
            table.sweep().scales().stream()
                    .filter(scale -> !place.containsKey(scale))
                    .findFirst()
                    .ifPresent(scale -> {
                        throw Call.wrong(
                                spec,
                                "--at lacks %s".formatted(scale),
                                "Write --at %s=…"
                                        .formatted(
                                                String.join("=…,", table.sweep().scales())));
                    });
        }
        SweepStudy study;
        try (var progress = ProgressLine.of(spec)) {
            SweepFit fit = SweepFit.of(table.sweep(), options.method(), options.within(), options.drawing(), progress);
            study = SweepStudy.of(table, fit, options.level());
        }
        requireOptima(study);
        if (picture.file().isPresent()) {
            picture.write(new SweepChart(study, place).chart());
        }
        return answer(
                json
                        ? FitJson.text(new SweepJson(study).document(place))
                        : picture.under(new SweepText(Style.ofTerminal(), study).of(place)));
    }

    /** A sweep without a single optimum has no answer, and says why cell by cell. */
    private static void requireOptima(SweepStudy study) {
        if (study.fit().found() == 0 && study.fit().method() == SweepFit.Method.SURFACE) {
            throw new InputException(
                    "%s: no cell has an optimum between the values that were tried%n  %s"
                            .formatted(
                                    study.table().table().runs().origin().summary(), study.reasons("%n  ".formatted())),
                    "Add runs beyond the best ones, on both sides.");
        }
    }
}
