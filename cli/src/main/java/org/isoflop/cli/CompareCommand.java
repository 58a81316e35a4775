package org.isoflop.cli;

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
            "       isoflop compare A.fit.json B.fit.json [--at C=1e24] [options]"
        },
        description = {
            "Fits the law to every recipe, with joint resamples, and holds the curves against",
            "each other: loss at the target and who is better with what probability, where",
            "curves cross, how much compute one is worth in the other, what they have in",
            "common, and whether the comparison is fair. docs/comparing.md explains."
        },
        footer = {
            "  isoflop compare runs.csv --by recipe --at C=1e24",
            "  isoflop compare runs.csv --by optimizer --at N=70B,D=1.4T --share alpha,beta",
            "  isoflop compare runs.csv --by data --path ratio=20 --json",
            "  isoflop compare adam.fit.json muon.fit.json --at C=1e23"
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
        if (law.isAuto()) {
            throw Call.wrong(
                    spec,
                    "--law auto chooses a law for one table; recipes are compared by one law",
                    "Name it; isoflop select RUNS ranks them.");
        }
        RunsQuery query = Call.check(spec, runs::query);
        boolean fits = !runs.inputs().isEmpty() && runs.inputs().stream().allMatch(i -> i.endsWith(".json"));
        try (var progress = ProgressLine.of(spec)) {
            var study = new CompareStudy(spec, runs, law, options, progress);
            Compared compared = fits ? study.ofFits(CompareFits.read(runs.inputs())) : study.ofRuns(query);
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
}
