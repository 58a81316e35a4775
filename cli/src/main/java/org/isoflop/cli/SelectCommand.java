package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Objective;
import org.isoflop.forecast.Cutting;
import org.isoflop.forecast.Selection;
import org.isoflop.law.Law;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code isoflop select RUNS}: which of many laws predicts best beyond the data. */
@Command(
        name = "select",
        header = "Choose a law by what it would have forecast.",
        customSynopsis = "isoflop select RUNS... [options]",
        description = {
            "Fits every law that suits the columns to the small runs, predicts the large",
            "ones, and ranks by error; of laws that cannot be told apart the simplest leads."
        },
        footer = {"  isoflop select runs.csv", "  isoflop select runs.csv --laws chinchilla,chinchilla-joint --by D"})
final class SelectCommand extends CliCommand {
    @Mixin
    private RunsOptions runs;

    @Mixin
    private BacktestOptions backtest;

    @Mixin
    private PictureOptions picture;

    @Mixin
    private SearchOptions search;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Call.check(spec, search::check);
        Call.check(spec, picture::check);
        picture.checkWritable();
        Call.check(spec, backtest::check);
        RunsQuery query = Call.check(spec, runs::query);
        Objective objective = search.objective().orElse(Objective.DEFAULT);
        RunsQuery.Answer table = query.read();
        search.unit().ifPresent(column -> Columns.require(table.runs(), column, "--unit"));
        Law first = backtest.laws().isEmpty()
                ? LawOptions.usual(table.runs().numberNames())
                : Trials.forms(table.runs(), backtest.laws()).getFirst();
        UsableRows rows = UsableRows.of(
                table, first, objective.logarithmic(), search.unit().stream().toList(), runs.skipBadRows());
        try (var progress = ProgressLine.of(spec)) {
            var trials = new Trials(
                    search.fitter(objective),
                    backtest.by(),
                    new Cutting.Rolling(backtest.cuts()),
                    search.unit(),
                    progress);
            List<Law> laws = Trials.forms(rows.sample().runs(), backtest.laws());
            Selection selection = trials.select(laws, rows.sample());
            var axis = trials.axis(rows.sample().runs());
            if (picture.file().isPresent()) {
                picture.write(new SelectionChart(selection, search.level()).chart());
            }
            return answer(
                    json
                            ? new SelectionJson(selection, axis).text(rows)
                            : picture.under(new SelectionText(Style.ofTerminal(), selection, axis)
                                    .of(rows, Optional.of(search.level()))));
        }
    }
}
