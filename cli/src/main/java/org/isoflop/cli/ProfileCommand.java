package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.data.FitJson;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Checklist;
import org.isoflop.plan.Allocation;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Profile;
import org.isoflop.uncertainty.Profiler;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop profile RUNS}: how far can a quantity move before the fit gets worse than chance would make it. */
@Command(
        name = "profile",
        header = "Hold a quantity at other values, and see how much worse the fit gets.",
        customSynopsis = "isoflop profile RUNS...|FIT [--of EXPRESSION]... [options]",
        description = {
            "Profile intervals need no resampling, follow curved and skewed cases, and say so",
            "where the runs set no limit. RUNS is a table or a file of fit --save, whose table",
            "is then read again. Without --of every free parameter is profiled."
        },
        footer = {
            "  isoflop profile runs.csv --of \"beta/(alpha+beta)\"",
            "  isoflop profile runs.fit.json --at N=70B,D=1.4T",
            "  isoflop profile runs.csv --flops 1e24 --of N --of \"D/N\""
        })
final class ProfileCommand extends CliCommand {
    @Option(
            names = "--of",
            paramLabel = "EXPRESSION",
            description = "What is profiled: an expression of parameters; with --at of the response there, with "
                    + "--flops of N and D as the budget is best divided. May be repeated.")
    private List<String> of = List.of();

    @Option(names = "--at", paramLabel = "N=70B,…", description = "A place, for the response there.")
    private List<String> at = List.of();

    @Option(names = "--flops", paramLabel = "C", description = "A budget, for N and D and the response there.")
    private @Nullable Double flops;

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
        Map<String, Double> place = Call.check(spec, () -> Assignments.numbers("--at", at));
        Source source = Source.of(new Request(spec, runs, law, fit));
        List<Profiled> groups = source.groups().entrySet().stream()
                .map(group -> profiled(group.getKey(), source.request(), group.getValue(), place))
                .toList();
        return answer(
                json
                        ? FitJson.text(json(source, groups))
                        : new ProfileText(Style.ofTerminal()).of(source.groupedBy(), groups));
    }

    /**
     * What was profiled.
     *
     * @param group the text of its group; empty where there are no groups
     */
    record Profiled(String group, UsableRows rows, Search search, List<Quantity> quantities, List<Profile> profiles) {}

    private Profiled profiled(String group, Request request, UsableRows rows, Map<String, Double> place) {
        var context = new Quantity.Context(rows.model(), place, Optional.ofNullable(flops));
        if (flops != null && !Allocation.suits(context.model())) {
            throw new InputException(
                    "--flops divides a budget between N and D, and %s does not depend on these two alone"
                            .formatted(context.model().law().id()),
                    "Say where with --at.");
        }
        List<Quantity> quantities = Call.check(spec, () -> quantities(context));
        Search search = search(request, rows);
        int[] unitOf = Study.unitOf(request.unit(rows), rows.sample());
        requireFreedom(
                Arrays.stream(unitOf).max().orElse(-1) + 1,
                rows.model().parameters().size());
        var profiler = new Profiler(search, unitOf);
        var profiles = new ArrayList<Profile>();
        for (Quantity quantity : quantities) {
            if (!Double.isFinite(quantity.value().applyAsDouble(search.fit().theta()))) {
                throw new InputException(quantity.name() + " is not defined at the estimates", "");
            }
            profiles.add(profiler.profile(quantity.value(), request.fit().level()));
        }
        return new Profiled(group, rows, search, quantities, profiles);
    }

    private static void requireFreedom(int units, int parameters) {
        if (units <= parameters) {
            throw new InputException(
                    "%s for %s: nothing is left to tell chance by"
                            .formatted(
                                    Page.count(units, "independent run", "independent runs"),
                                    Page.count(parameters, "parameter", "parameters")),
                    "Add runs, hold a parameter with --fix, or say --unit row if rows do not depend on each other.");
        }
    }

    private List<Quantity> quantities(Quantity.Context context) {
        if (!of.isEmpty()) {
            return of.stream().map(context::of).toList();
        }
        if (flops != null) {
            return List.of(context.of("N"));
        }
        return at.isEmpty()
                ? context.parameters()
                : List.of(context.of(context.model().response().toString()));
    }

    private Search search(Request request, UsableRows rows) {
        try (var progress = ProgressLine.of(spec)) {
            return request.fitter(progress).search(rows.model(), rows.sample());
        }
    }

    private static ObjectNode json(Source source, List<Profiled> groups) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Profiled first = groups.getFirst();
        node.put("law", first.search().fit().model().law().id());
        node.put("formula", first.search().fit().model().law().formula().equation());
        if (source.groupedBy().isEmpty()) {
            node.put("rows", first.search().fit().rows());
        }
        node.put("objective", first.search().fit().objective().toString());
        node.put("level", source.request().fit().level());
        if (source.groupedBy().isEmpty()) {
            node.setAll(json(first));
        } else {
            node.put("groupedBy", source.groupedBy().get());
            ArrayNode all = node.putArray("groups");
            for (Profiled profiled : groups) {
                ObjectNode one = JsonNodeFactory.instance.objectNode().put("group", profiled.group());
                all.add(one.setAll(json(profiled)));
            }
            node.putArray("warnings");
        }
        return node.put("version", Version.current());
    }

    private static ObjectNode json(Profiled profiled) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rows", profiled.search().fit().rows());
        ArrayNode all = node.putArray("profiles");
        for (int i = 0; i < profiled.profiles().size(); i++) {
            Profile profile = profiled.profiles().get(i);
            ObjectNode one =
                    all.addObject().put("of", profiled.quantities().get(i).name());
            FitJson.number(one, "estimate", profile.estimate());
            FitJson.number(one, "low", profile.interval().low());
            FitJson.number(one, "high", profile.interval().high());
            curve(one.putObject("curve"), profile);
        }
        var warnings = new ArrayList<>(profiled.rows().objections());
        warnings.addAll(Checklist.of(profiled.search().fit(), profiled.rows().sample(), Draws.NONE));
        node.set("warnings", FitJson.warnings(warnings));
        return node;
    }

    private static void curve(ObjectNode node, Profile profile) {
        ArrayNode values = node.putArray("value");
        ArrayNode objectives = node.putArray("objective");
        ArrayNode roots = node.putArray("root");
        for (Profile.Point point : profile.points()) {
            values.add(point.value());
            objectives.add(point.objective());
            roots.add(point.root());
        }
    }
}
