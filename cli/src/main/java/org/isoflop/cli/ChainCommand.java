package org.isoflop.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.data.FitFile;
import org.isoflop.data.FitJson;
import org.isoflop.data.OutputFile;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Objective;
import org.isoflop.law.Chain;
import org.isoflop.law.Law;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop chain RUNS}: from size and data to a loss, and from the loss to an accuracy. */
@Command(
        name = "chain",
        header = "Fit laws in stages: the next reads what the one before describes.",
        customSynopsis = "isoflop chain RUNS... --stage LAW --stage LAW [options]",
        description = {
            "Each stage is fitted to what was observed. The runs are resampled once for all",
            "stages, so that a prediction carries the uncertainty of every one of them."
        },
        footer = {
            "  isoflop chain runs.csv --stage chinchilla \\",
            "      --stage \"error = eps - k*exp(-g*loss)\" --save chain.fit.json",
            "  isoflop predict chain.fit.json N=70B D=1.4T"
        })
final class ChainCommand extends CliCommand {
    @Mixin
    private RunsOptions runs;

    @Mixin
    private FitOptions fit;

    @Option(
            names = "--stage",
            required = true,
            paramLabel = "LAW",
            description = "A formula, or a law of the catalogue; in the order of the stages.")
    private List<String> stages = List.of();

    @Option(names = "--save", paramLabel = "FILE", description = "Keep the whole as a fit, for predict.")
    private @Nullable Path save;

    @Option(names = "--force", description = "Overwrite the file of --save.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Call.check(spec, fit::check);
        if (fit.group().isPresent()) {
            throw Call.wrong(spec, "a chain has no groups", "Choose rows with --where.");
        }
        List<Law> laws =
                Call.check(spec, () -> stages.stream().map(ChainCommand::law).toList());
        RunsQuery query = Call.check(spec, runs::query);
        if (save != null) {
            OutputFile.checkWritable(save, force);
        }
        RunsQuery.Answer table = query.read();
        fit.unit().ifPresent(column -> Columns.require(table.runs(), column, "--unit"));
        ChainStudy.Result result = result(table, Chain.of(laws, table.runs()));
        var file = new FitFile(Optional.empty(), List.of(result.whole().document()));
        Path path = save;
        if (path != null) {
            OutputFile.write(path, out -> out.write(FitJson.text(FitJson.saved(file, Version.current()))));
        }
        return answer(
                json
                        ? FitJson.text(json(file, result))
                        : new ChainText(Style.ofTerminal(), table, Optional.ofNullable(path)).of(result));
    }

    private static Law law(String text) {
        if (text.indexOf('=') < 0) {
            return LawOptions.ofCatalogue(text.strip());
        }
        Law law = Law.of("stage", Call.formula("--stage", text));
        if (law.formula().response().isEmpty()) {
            throw new InputException(
                    "--stage \"%s\" does not say which column it describes".formatted(text),
                    "Put that column on the left.");
        }
        return law;
    }

    private ChainStudy.Result result(RunsQuery.Answer table, Chain chain) {
        try (var progress = ProgressLine.of(spec)) {
            return new ChainStudy(
                            table,
                            chain,
                            fit.fitter(fit.objective().orElse(Objective.DEFAULT))
                                    .progress(progress),
                            fit.bootstrap(progress),
                            fit.unit(),
                            fit.level(),
                            spec.commandLine().getParseResult().originalArgs())
                    .result();
        }
    }

    private static ObjectNode json(FitFile file, ChainStudy.Result result) {
        ObjectNode node = FitJson.answer(file, Version.current());
        ArrayNode list = node.putArray("stages");
        result.stages().forEach(stage -> {
            var one = new FitFile(Optional.empty(), List.of(stage.document()));
            list.add(FitJson.answer(one, Version.current()));
        });
        return node;
    }
}
