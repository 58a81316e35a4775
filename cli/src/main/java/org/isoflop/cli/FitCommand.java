package org.isoflop.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.isoflop.data.FitFile;
import org.isoflop.data.FitJson;
import org.isoflop.data.OutputFile;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Objective;
import org.isoflop.forecast.Backtest;
import org.isoflop.law.Law;
import org.isoflop.law.ResponseFamily;
import org.isoflop.runs.Runs;
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

        @Option(names = "--json", description = "Print one JSON document and nothing else.")
        private boolean json;
    }

    @Override
    public Integer call() {
        Call.check(spec, fit::check);
        Call.check(spec, law::check);
        if (law.isAuto() && fit.group().isPresent()) {
            throw Call.wrong(
                    spec, "--law auto chooses one law for all rows", "Choose groups with --where, one by one.");
        }
        RunsQuery query = Call.check(spec, runs::query);
        if (answer.save != null) {
            OutputFile.checkWritable(answer.save, answer.force);
        }
        Question question = question(query);
        if (question.group().isEmpty() && !fit.shared().isEmpty()) {
            throw Call.wrong(spec, "--share says what groups have in common, and there are none", "Add --group.");
        }
        UsableRows rows = rows(question);
        return answer(question, rows, results(question, rows));
    }

    /** A law, the table it is fitted to, and the column that makes groups of its rows. */
    private record Question(RunsQuery.Answer table, Law law, Optional<String> group) {}

    private Question question(RunsQuery query) {
        RunsQuery.Answer table = table(query);
        Law chosen = chosenLaw(table.runs().numberNames());
        Optional<ResponseFamily> family = ResponseFamily.of(chosen, table.runs().numberNames());
        if (family.isEmpty()) {
            return new Question(table, chosen, fit.group());
        }
        if (fit.group().isPresent()) {
            throw Call.wrong(
                    spec,
                    "the responses %s[%s] are groups already"
                            .formatted(family.get().base(), family.get().index()),
                    "Leave --group out, or name one response.");
        }
        var stacked = new RunsQuery.Answer(
                family.get().stacked(table.runs()), table.renamings(), List.of(), table.leftOut(), table.sha256());
        Law one = Call.check(spec, () -> law.adjusted(family.get().law()));
        return new Question(stacked, one, Optional.of(family.get().index()));
    }

    private List<Study.Result> results(Question question, UsableRows rows) {
        try (var progress = new ProgressLine(spec.commandLine().getErr(), Style.isTerminal())) {
            var fitter = fit.fitter(objective());
            var study = new Study(
                    rows,
                    fitter.progress(progress),
                    fit.bootstrap(progress),
                    fit.unit(),
                    fit.level(),
                    spec.commandLine().getParseResult().originalArgs(),
                    new Trials(fitter, Optional.empty(), Backtest.CUTS, fit.unit(), progress),
                    law.isAuto()
                            ? Study.Choice.AUTO
                            : answer.save == null ? Study.Choice.GIVEN : Study.Choice.CALIBRATED);
            if (!fit.shared().isEmpty()) {
                return new SharedStudy(study, fit.shared())
                        .ofGroups(question.group().orElseThrow());
            }
            return question.group().map(study::ofGroups).orElseGet(() -> List.of(study.ofAll()));
        }
    }

    /** What the user names, else what the law names, else the usual one. */
    private Objective objective() {
        return fit.objective().or(law::objective).orElse(Objective.DEFAULT);
    }

    /** The table, with the columns of schedules where the law reads them. */
    private RunsQuery.Answer table(RunsQuery query) {
        RunsQuery.Answer table = query.read();
        Set<String> names = law.named().map(named -> named.formula().names()).orElse(Set.of());
        return Curves.needed(names, table.runs()) ? new Curves(query).completed(table) : table;
    }

    private UsableRows rows(Question question) {
        Runs table = question.table().runs();
        fit.group().ifPresent(column -> Columns.require(table, column, "--group"));
        fit.unit().ifPresent(column -> Columns.require(table, column, "--unit"));
        UsableRows rows = UsableRows.of(
                question.table(),
                question.law(),
                objective().logarithmic(),
                Stream.concat(question.group().stream(), fit.unit().stream()).toList(),
                runs.skipBadRows());
        law.requireParameters(rows.model());
        rows.model().law().priors().forEach(prior -> prior.in(rows.model()));
        return rows;
    }

    /** The law that the user names, or the usual one for these columns. */
    private Law chosenLaw(Set<String> columns) {
        Law chosen = law.named().orElseGet(() -> {
            Law usual = fit.against().map(Against::law).orElseGet(() -> LawOptions.usual(columns));
            return Call.check(spec, () -> law.adjusted(usual));
        });
        fit.against().ifPresent(against -> Call.check(spec, () -> against.requireForm(chosen)));
        return chosen;
    }

    private int answer(Question question, UsableRows rows, List<Study.Result> results) {
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
                                .of(file, results));
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
