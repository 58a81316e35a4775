package org.isoflop.cli;

import java.util.List;
import org.isoflop.data.FitJson;
import org.isoflop.data.RunsQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code isoflop compare RUNS --by recipe}: which recipe is better at my target scale, and where do they cross. */
@Command(
        name = "compare",
        header = "Say which recipe is better at scale, and where they cross.",
        customSynopsis = {
            "isoflop compare RUNS... --by COLUMN [--at C=1e24] [options]",
            "       isoflop compare A.fit.json B.fit.json|LAW... [--at C=1e24] [options]"
        },
        description = {
            "Fits the law to every recipe, with joint resamples, and holds the curves against",
            "each other: loss at the target and who is better with what probability, where",
            "curves cross, how much compute one is worth in the other, what they have in",
            "common, and whether the comparison is fair. A law of the catalogue can take part",
            "by its id. docs/comparing.md explains."
        },
        footer = {
            "  isoflop compare runs.csv --by recipe --at C=1e24",
            "  isoflop compare runs.csv --by optimizer --at N=70B,D=1.4T --share alpha,beta",
            "  isoflop compare runs.csv --by data --path ratio=20 --json",
            "  isoflop compare runs.csv --by recipe --law auto --at C=1e24",
            "  isoflop compare adam.fit.json muon.fit.json --at C=1e23",
            "  isoflop compare runs.fit.json chinchilla-besiroglu-2024 --at C=1e23"
        })
final class CompareCommand extends CliCommand {
    @Mixin
    private RunsOptions runs;

    @Mixin
    private LawOptions law;

    @Mixin
    private CompareOptions options;

    @Mixin
    private PictureOptions picture;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Call.check(spec, options::check);
        Call.check(spec, picture::check);
        picture.checkWritable();
        Call.check(spec, law::check);
        requireOneLawToShare();
        CompareLaws laws = Call.check(spec, () -> CompareLaws.of(runs.inputs()));
        List<String> files = runs.inputs().stream()
                .filter(input -> !CompareLaws.isLaw(input))
                .toList();
        try (var progress = ProgressLine.of(spec)) {
            Compared compared = compared(new CompareStudy(spec, options, laws, progress), files, progress);
            if (picture.file().isPresent()) {
                var chart = new CompareChart(compared);
                chart.requireCurves();
                picture.write(chart.chart());
            }
            return answer(
                    json
                            ? FitJson.text(new CompareJson(compared).node())
                            : picture.under(new CompareText(Style.ofTerminal(), compared).toString()));
        }
    }

    private Compared compared(CompareStudy study, List<String> files, ProgressLine progress) {
        int laws = study.laws().oracles().size();
        if (files.isEmpty() && laws == 1) {
            throw Call.wrong(
                    spec,
                    "%s is one law, and a comparison needs two"
                            .formatted(runs.inputs().getFirst()),
                    "Name another law, a fit, or a table with --by COLUMN.");
        }
        if (files.isEmpty() && laws > 1) {
            return study.ofLaws();
        }
        if (!files.isEmpty() && files.stream().allMatch(file -> file.endsWith(".json"))) {
            return study.ofFits(CompareFits.read(files, laws));
        }
        RunsQuery query = Call.check(spec, () -> runs.queryOf(files));
        return study.ofRuns(query, new CompareRows(spec, runs, law, options, progress));
    }

    private void requireOneLawToShare() {
        if (law.isAuto() && !options.shared().isEmpty()) {
            throw Call.wrong(
                    spec,
                    "--share names parameters of one law, and --law auto tries many; its recipes lend each other exponents",
                    "Leave --share out, or name the law.");
        }
    }
}
