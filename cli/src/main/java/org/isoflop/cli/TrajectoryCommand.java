package org.isoflop.cli;

import org.isoflop.data.FitJson;
import org.isoflop.runs.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code isoflop hyper check RUNS}: is the weight decay right for the length of the run, and do curves collapse. */
@Command(
        name = "check",
        header = "Hold runs against AdamW's timescale and against trajectory invariance.",
        customSynopsis = "isoflop hyper check RUNS... [options]",
        description = {
            "Reads lr, weight_decay, N, D, and batch in tokens or total_steps. The timescale",
            "1/(lr weight_decay steps) is compared with the best one for the tokens per",
            "parameter (power-lines-2025-tau). Where runs have curves, those of equal lr times",
            "weight_decay should lie on each other."
        },
        footer = {"  isoflop hyper check runs.csv", "  isoflop hyper check curves.csv --map N=params --json"})
final class TrajectoryCommand extends CliCommand {
    @Mixin
    private RunsOptions runs;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Runs table = Call.check(spec, runs::query).read().runs();
        Trajectories found = Trajectories.of(table);
        return answer(json ? FitJson.text(TrajectoryText.json(found)) : TrajectoryText.text(table, found));
    }
}
