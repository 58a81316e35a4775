package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.charts.gallery.Evidence;
import org.isoflop.data.FitDocument;
import org.isoflop.data.FitJson;
import org.isoflop.data.RunsQuery;
import org.isoflop.data.WorkingFolder;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;

/**
 * What is to be shown: a fit that was saved, or one that is made now.
 *
 * @param document the fit
 * @param file where it was saved, if it was
 */
record Subject(FitDocument document, Optional<Path> file) {

    /**
     * A fit from a file, or from a table.
     *
     * @param request the table, the law and how to fit it; or in place of the table one file of {@code fit --save}, and
     *     behind it for a file with several fits the group: {@code recipe=A}
     * @param own the options that do not speak of the fit
     */
    static Subject of(Request request, List<String> own) {
        List<String> inputs = request.runs().inputs();
        if (!inputs.isEmpty() && isFit(Path.of(inputs.getFirst()))) {
            refuseOthers(request, own);
            Map<String, String> choice =
                    Call.check(request.spec(), () -> Assignments.texts("the group", inputs.subList(1, inputs.size())));
            Path path = Path.of(inputs.getFirst());
            return new Subject(Oracle.document(path, choice), Optional.of(path));
        }
        return new Subject(fitted(request), Optional.empty());
    }

    /** A fit that was saved is JSON with a name for it; tables in JSON are told apart by what is in them. */
    private static boolean isFit(Path path) {
        return path.toString().endsWith(".fit.json")
                || path.toString().endsWith(".json") && WorkingFolder.hasFile(path.toString()) && FitJson.isSaved(path);
    }

    private static void refuseOthers(Request request, List<String> own) {
        request.spec().commandLine().getParseResult().matchedOptions().stream()
                .map(option -> option.longestName())
                .filter(name -> !own.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Call.wrong(
                            request.spec(),
                            "%s speaks of a table of runs, and %s is a fit"
                                    .formatted(name, request.runs().inputs().getFirst()),
                            "Leave it out, or name the table.");
                });
    }

    private static FitDocument fitted(Request request) {
        RunsQuery query = request.checked();
        Request.Question question = request.question(query);
        if (question.group().isPresent()) {
            throw Call.wrong(
                    request.spec(),
                    "this shows one fit, and --group makes several",
                    "Choose a group with --where, or save the fits and name one.");
        }
        UsableRows rows = request.rows(question);
        var arguments =
                new ArrayList<>(request.spec().commandLine().getParseResult().originalArgs());
        try (var progress = ProgressLine.of(request.spec())) {
            return request.study(rows, arguments, Study.Choice.CALIBRATED, progress)
                    .ofAll()
                    .document();
        }
    }

    /** What charts can show of it. */
    Evidence evidence() {
        Optional<Sample> sample =
                document.runs().map(runs -> Sample.of(document.fit().model(), runs));
        return new Evidence(document.fit(), document.draws(), document.level(), sample, document.outlook());
    }

    /** A back-test of its law inside its runs. */
    record Tested(Backtest backtest, Axis axis) {}

    /** @throws InputException if the runs are not known, or too few to be divided */
    Tested backtested(Trials trials) {
        Runs runs = document.runs()
                .orElseThrow(() -> new InputException(
                        "a back-test needs the runs of the fit, and they were not kept",
                        "Name the table of runs, or save the fit anew."));
        Model model = document.fit().model();
        Backtest backtest = trials.plain(List.of(model.law()), Sample.of(model, runs));
        return new Tested(backtest, trials.axis(runs));
    }
}
