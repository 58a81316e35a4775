package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.check.Case;
import org.isoflop.check.Review;
import org.isoflop.data.FitJson;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
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
        Checked checked = checked(wanted);
        answer(json ? FitJson.text(json(checked)) : new CheckText(Style.ofTerminal()).of(checked));
        boolean serious = checked.objections().stream().anyMatch(o -> o.severity() != Severity.NOTE);
        return strict && serious ? Isoflop.IMPOSSIBLE : Isoflop.DONE;
    }

    /**
     * What was read, and what there is to say about it.
     *
     * @param rows of the law; null if none was fitted
     * @param search the fit; null if there is none
     * @param without why there is no fit
     */
    record Checked(
            RunsQuery.Answer table,
            @Nullable UsableRows rows,
            @Nullable Search search,
            String without,
            List<Objection> objections) {
        Runs runs() {
            return table.runs();
        }
    }

    private Checked checked(Map<String, Double> wanted) {
        var request = new Request(spec, runs, law, fit);
        Source.Table table = Source.table(request);
        UsableRows rows;
        try {
            rows = table.request().rows(table.table(), true);
        } catch (InputException e) {
            if (law.named().isPresent()) {
                throw e;
            }
            return alone(table, wanted, e, null);
        }
        Search search;
        try (var progress = new ProgressLine(spec.commandLine().getErr(), Style.isTerminal())) {
            search = table.request().fitter(progress).search(rows.model(), rows.sample());
        } catch (InputException e) {
            return alone(table, wanted, e, rows);
        }
        int[] unitOf = Study.unitOf(table.request().unit(rows), rows.sample());
        String response = rows.model().response().toString();
        var reviewed = new Case(
                table.table().runs(),
                Optional.of(response).filter(table.table().runs().numberNames()::contains),
                Optional.of(new Case.Fitted(search, table.request().fitter(org.isoflop.fit.Progress.NONE), unitOf)),
                wanted,
                OptionalDouble.empty());
        var objections = new ArrayList<Objection>(rows.objections());
        objections.addAll(Review.of(reviewed));
        objections.sort(Comparator.comparing(Objection::severity).reversed());
        return new Checked(table.table(), rows, search, "", objections);
    }

    /** A table without a fit. */
    private static Checked alone(
            Source.Table table, Map<String, Double> wanted, InputException why, @Nullable UsableRows rows) {
        Runs runs = table.table().runs();
        Case plain = Case.of(runs);
        var reviewed = new Case(runs, plain.response(), Optional.empty(), wanted, OptionalDouble.empty());
        var objections = new ArrayList<>(rows == null ? List.<Objection>of() : rows.objections());
        objections.addAll(Review.of(reviewed));
        objections.sort(Comparator.comparing(Objection::severity).reversed());
        return new Checked(table.table(), rows, null, String.valueOf(why.getMessage()), objections);
    }

    private static ObjectNode json(Checked checked) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rows", checked.runs().size());
        Search search = checked.search();
        if (search != null) {
            node.put("law", search.fit().model().law().id());
            node.put("formula", search.fit().model().law().formula().equation());
            node.put("fitted", search.fit().rows());
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
        node.putArray("warnings");
        return node.put("version", Version.current());
    }
}
