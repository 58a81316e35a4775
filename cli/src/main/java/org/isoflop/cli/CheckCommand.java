package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.check.Case;
import org.isoflop.check.Review;
import org.isoflop.data.FitJson;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Cutting;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Selection;
import org.isoflop.forecast.Severity;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop check RUNS}: what would a reviewer object to. */
@Command(
        name = "check",
        header = "Say what a careful reviewer would object to.",
        customSynopsis = "isoflop check RUNS...|FIT [options]",
        description = {
            "Reads the table and a fit to it, and objects with the evidence and what to do.",
            "Nothing is removed or changed. A table that no law suits is read by itself.",
            "docs/checks.md describes every objection."
        },
        footer = {
            "  isoflop check runs.csv --target C=1e24",
            "  isoflop check runs.fit.json",
            "  isoflop check runs.csv --strict --json"
        })
final class CheckCommand extends CliCommand {
    @Option(names = "--target", paramLabel = "C=1e24,…", description = "Where a forecast is wanted.")
    private List<String> target = List.of();

    @Option(names = "--strict", description = "Exit with code 1 if there is more than notes to say.")
    private boolean strict;

    @Mixin
    private RunsOptions runs;

    @Mixin
    private LawOptions law;

    @Mixin
    private FitOptions fit;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, Double> wanted = Call.check(spec, () -> Assignments.numbers("--target", target));
        Reviewed reviewed = reviewed(wanted);
        answer(json ? FitJson.text(json(reviewed)) : new CheckText(Style.ofTerminal()).of(reviewed));
        boolean serious = reviewed.groups().stream()
                .flatMap(checked -> checked.objections().stream())
                .anyMatch(o -> o.severity() != Severity.NOTE);
        return strict && serious ? Isoflop.IMPOSSIBLE : Isoflop.DONE;
    }

    /** What was read, group by group where there are any. */
    record Reviewed(Optional<String> groupedBy, List<Checked> groups) {}

    /**
     * What was read, and what there is to say about it.
     *
     * @param group the text of its group; empty where there are no groups
     * @param rows of the law; null if none was fitted
     * @param search the fit; null if there is none
     * @param without why there is no fit
     * @param among how many laws a back-test chose this one of; 0 where it was named
     */
    record Checked(
            String group,
            RunsQuery.Answer table,
            @Nullable UsableRows rows,
            @Nullable Search search,
            String without,
            int among,
            List<Objection> objections) {
        Runs runs() {
            return table.runs();
        }

        /** How many rows were read. */
        int size() {
            return rows == null || group.isEmpty()
                    ? table.runs().size()
                    : rows.sample().size();
        }
    }

    private Reviewed reviewed(Map<String, Double> wanted) {
        Source.Table table = Source.table(new Request(spec, runs, law, fit));
        Source source;
        try {
            source = Source.of(table, true);
        } catch (InputException e) {
            if (law.named().isPresent()) {
                throw e;
            }
            return new Reviewed(Optional.empty(), List.of(alone("", table, wanted, e, null)));
        }
        try (var progress = ProgressLine.of(spec)) {
            Map<String, Question> questions =
                    table.request().law().isAuto() ? chosen(table.request(), source, progress) : named(source);
            var groups = new ArrayList<Checked>();
            questions.forEach((group, question) -> groups.add(checked(group, table, question, wanted, progress)));
            return new Reviewed(source.groupedBy(), groups);
        }
    }

    /**
     * A law and its rows.
     *
     * @param choice what chose the law, if a back-test did
     */
    private record Question(UsableRows rows, Optional<Selection> choice) {}

    private static Map<String, Question> named(Source source) {
        var questions = new LinkedHashMap<String, Question>();
        source.groups().forEach((group, rows) -> questions.put(group, new Question(rows, Optional.empty())));
        return questions;
    }

    /** The law that {@code fit --law auto} speaks of, one for all groups. */
    private static Map<String, Question> chosen(Request request, Source source, Progress progress) {
        var trials = new Trials(
                request.fitter(progress), Optional.empty(), Cutting.USUAL, request.unit(source.rows()), progress);
        Map<String, UsableRows> groups = source.groups();
        Map<String, Selection> selections = new LinkedHashMap<>();
        if (source.groupedBy().isPresent()) {
            var samples = new LinkedHashMap<String, Sample>();
            groups.forEach((group, rows) -> samples.put(group, rows.sample()));
            selections.putAll(trials.select(samples));
        } else {
            groups.forEach((group, rows) -> selections.put(
                    group, trials.select(Trials.forms(rows.sample().runs(), List.of()), rows.sample())));
        }
        String law = Selection.common(List.copyOf(selections.values()));
        var questions = new LinkedHashMap<String, Question>();
        groups.forEach((group, rows) -> Optional.ofNullable(selections.get(group))
                .ifPresent(selection -> questions.put(
                        group,
                        new Question(
                                rows.of(selection.law(law), selection.backtest().runs()), Optional.of(selection)))));
        return questions;
    }

    private Checked checked(
            String group, Source.Table table, Question question, Map<String, Double> wanted, Progress progress) {
        Request request = table.request();
        UsableRows rows = question.rows();
        Runs runs = group.isEmpty() ? table.table().runs() : rows.sample().runs();
        try {
            Fitter fitter = request.fitter(progress);
            Search search = fitter.search(rows.model(), rows.sample());
            int[] unitOf = Study.unitOf(request.unit(rows), rows.sample());
            var fitted = new Case.Fitted(search, fitter.progress(Progress.NONE), unitOf);
            String response = rows.model().response().toString();
            var reviewed = new Case(
                    runs,
                    Optional.of(response).filter(runs.numberNames()::contains),
                    Optional.of(fitted),
                    wanted,
                    wanted.isEmpty()
                            ? Optional.empty()
                            : question.choice()
                                    .map(CheckCommand::backtested)
                                    .orElseGet(() -> backtested(request, rows, progress)));
            var objections = new ArrayList<Objection>(rows.objections());
            objections.addAll(Review.of(reviewed));
            objections.sort(Comparator.comparing(Objection::severity).reversed());
            int among = question.choice().map(c -> c.standings().size()).orElse(0);
            return new Checked(group, table.table(), rows, search, "", among, objections);
        } catch (InputException e) {
            return alone(group, table, wanted, e, rows);
        }
    }

    /** How far the forecast of all laws by their shares was tried. */
    private static Optional<Case.Backtested> backtested(Selection selection) {
        Backtest backtest = selection.backtest();
        return Case.Backtested.of(backtest.misses(selection.weights()), backtest.logarithmic());
    }

    /** How far forecasts can be tried inside the runs; empty where they are too few, or have no size. */
    private static Optional<Case.Backtested> backtested(Request request, UsableRows rows, Progress progress) {
        var trials =
                new Trials(request.fitter(progress), Optional.empty(), Cutting.USUAL, request.unit(rows), progress);
        try {
            Backtest result = trials.errors(List.of(rows.model().law()), rows.sample());
            return result.tracks().stream()
                    .findFirst()
                    .flatMap(track -> Case.Backtested.of(result.misses(track), result.logarithmic()));
        } catch (InputException _) {
            return Optional.empty();
        }
    }

    /** A table without a fit. */
    private static Checked alone(
            String group,
            Source.Table table,
            Map<String, Double> wanted,
            InputException why,
            @Nullable UsableRows rows) {
        Runs runs = rows == null || group.isEmpty()
                ? table.table().runs()
                : rows.sample().runs();
        Case plain = Case.of(runs);
        var reviewed = new Case(runs, plain.response(), Optional.empty(), wanted, Optional.empty());
        var objections = new ArrayList<>(rows == null ? List.<Objection>of() : rows.objections());
        objections.addAll(Review.of(reviewed));
        objections.sort(Comparator.comparing(Objection::severity).reversed());
        return new Checked(group, table.table(), rows, null, String.valueOf(why.getMessage()), 0, objections);
    }

    private static ObjectNode json(Reviewed reviewed) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (reviewed.groupedBy().isEmpty()) {
            node.setAll(json(reviewed.groups().getFirst()));
        } else {
            node.put("groupedBy", reviewed.groupedBy().get());
            ArrayNode groups = node.putArray("groups");
            for (Checked checked : reviewed.groups()) {
                ObjectNode one = JsonNodeFactory.instance.objectNode().put("group", checked.group());
                groups.add(one.setAll(json(checked)));
            }
        }
        node.putArray("warnings");
        return node.put("version", Version.current());
    }

    private static ObjectNode json(Checked checked) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rows", checked.size());
        Search search = checked.search();
        if (search != null) {
            node.put("law", search.fit().model().law().id());
            node.put("formula", search.fit().model().law().formula().equation());
            node.put("fitted", search.fit().rows());
            if (checked.among() > 0) {
                node.put("chosenAmong", checked.among());
            }
        } else {
            node.put("unfitted", checked.without());
        }
        ArrayNode objections = node.putArray("objections");
        checked.objections()
                .forEach(o -> objections
                        .addObject()
                        .put("code", o.code())
                        .put("severity", o.severity().label())
                        .put("message", o.message())
                        .put("advice", o.advice()));
        return node;
    }
}
