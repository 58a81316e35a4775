package org.isoflop.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.isoflop.data.FitFile;
import org.isoflop.data.FitJson;
import org.isoflop.data.OutputFile;
import org.isoflop.data.RunsQuery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop fit RUNS}: which law do my runs follow, with which coefficients, how sure. */
@Command(
        name = "fit",
        header = "Fit a scaling law to a table of runs.",
        customSynopsis = "isoflop fit RUNS... [options]",
        description = {
            "Without --law or --formula the law follows from the columns: chinchilla for",
            "N and D, a power law with an offset for C, N or D alone. With --save the law is",
            "back-tested inside the runs, so that predict knows how far to trust it."
        },
        footer = {
            "  isoflop fit runs.csv",
            "  isoflop fit 'logs/*.parquet' --map N=params,D=tokens --where \"D/N >= 1\"",
            "  isoflop fit runs.csv --group recipe --save recipes.fit.json",
            "  isoflop fit runs.csv --group recipe --share alpha,beta",
            "  isoflop fit runs.csv --law auto --save runs.fit.json",
            "  isoflop fit nist.csv --formula \"y = b1*(1 - exp(-b2*x))\" --objective squared"
        })
final class FitCommand extends CliCommand {
    /** Back-tests of more rows than this take longer than the fit itself. */
    private static final int MOST_TOLD = 2_000;

    @Mixin
    private RunsOptions runs;

    @Mixin
    private LawOptions law;

    @Mixin
    private FitOptions fit;

    @Mixin
    private Answer answer;

    /** Where the answer goes. */
    @Command(optionListHeading = "%nThe answer:%n")
    static final class Answer {
        @Option(
                names = "--save",
                paramLabel = "FILE",
                description = "Keep the fit as JSON, for predict and other commands.")
        private @Nullable Path save;

        @Option(names = "--force", description = "Overwrite the file of --save.")
        private boolean force;

        @Option(names = "--plot", description = "Draw the fit below the answer.")
        private boolean plot;

        @Option(names = "--json", description = "Print one JSON document and nothing else.")
        private boolean json;
    }

    @Override
    public Integer call() {
        Request request = request();
        RunsQuery query = request.checked();
        if (answer.save != null) {
            OutputFile.checkWritable(answer.save, answer.force);
        }
        Request.Question question = request.question(query);
        if (question.group().isEmpty() && !fit.shared().isEmpty()) {
            throw Call.wrong(spec, "--share says what groups have in common, and there are none", "Add --group.");
        }
        UsableRows rows = request.rows(question);
        return answer(question, rows, results(request, question, rows));
    }

    /** What is asked for, so that another command can do it again. */
    Request request() {
        return new Request(spec, runs, law, fit);
    }

    private List<Study.Result> results(Request request, Request.Question question, UsableRows rows) {
        try (var progress = ProgressLine.of(spec)) {
            List<String> command = spec.commandLine().getParseResult().originalArgs();
            var study = request.study(rows, command, choice(question, rows), progress);
            if (!fit.shared().isEmpty()) {
                return new SharedStudy(study, fit.shared())
                        .ofGroups(question.group().orElseThrow());
            }
            return question.group().map(study::ofGroups).orElseGet(() -> List.of(study.ofAll()));
        }
    }

    /** A forecast needs them; a person who looks at one fit of some runs is told what they say. */
    private Study.Choice choice(Request.Question question, UsableRows rows) {
        if (answer.save != null) {
            return Study.Choice.CALIBRATED;
        }
        boolean isQuick = rows.sample().size() <= MOST_TOLD && question.group().isEmpty();
        return isQuick && !answer.json ? Study.Choice.TOLD : Study.Choice.GIVEN;
    }

    private int answer(Request.Question question, UsableRows rows, List<Study.Result> results) {
        var file = new FitFile(
                question.group(),
                fit.shared(),
                results.stream().map(Study.Result::document).toList());
        Path save = answer.save;
        if (save != null) {
            OutputFile.write(save, out -> out.write(FitJson.text(FitJson.saved(file, Version.current()))));
        }
        return answer(
                answer.json
                        ? FitJson.text(json(file))
                        : new FitText(Style.ofTerminal(), rows, Optional.ofNullable(save), fit.against())
                                        .of(file, results)
                                + sketches(results));
    }

    private String sketches(List<Study.Result> results) {
        return answer.plot
                ? results.stream()
                        .map(result -> Sketch.of(result.document(), result.sample()))
                        .collect(Collectors.joining())
                : "";
    }

    private ObjectNode json(FitFile file) {
        ObjectNode node = FitJson.answer(file, Version.current());
        fit.against().ifPresent(against -> {
            for (int i = 0; i < file.documents().size(); i++) {
                ObjectNode one = file.groupedBy().isEmpty()
                        ? node
                        : (ObjectNode) node.get("groups").get(i);
                one.set("against", against.json(file.documents().get(i)));
            }
        });
        return node;
    }
}
