package org.isoflop.cli;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Coefficients;
import org.isoflop.data.FitJson;
import org.isoflop.data.WorkingFolder;
import org.isoflop.runs.Magnitude;
import org.isoflop.schedule.ScheduleColumns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop hyper schedule}: which schedule, and how long a decay. */
@Command(
        name = "schedule",
        header = "Compare schedules of one length by a law along the schedule.",
        customSynopsis = "isoflop hyper schedule steps=24000 lr=3e-4 [NAME=VALUE]... [options]",
        description = {
            "The loss at the end of a constant rate, of cosines and of decays of several",
            "lengths, as a law of the catalogue or a fit of yours has it. Give steps, or D and",
            "batch (tokens); with N the published size nearest to it speaks."
        },
        footer = {
            "  isoflop hyper schedule steps=24000 lr=3e-4 N=100M",
            "  isoflop hyper schedule D=20B batch=1M lr=3e-4 --law curves.fit.json"
        })
final class ScheduleCommand extends CliCommand {
    private static final String LAW = "multi-power-law-2025";

    @Parameters(arity = "0..*", paramLabel = "NAME=VALUE", description = "steps, or D and batch; lr; N.")
    private List<String> place = List.of();

    @Option(
            names = "--law",
            paramLabel = "ID|FIT",
            description = "A law along the schedule, or a file of fit --save (default: " + LAW + ").")
    private String law = LAW;

    @Option(names = "--warmup", paramLabel = "STEPS", description = "Steps of warm-up (default: 2,000 or a tenth).")
    private int warmup = -1;

    @Option(
            names = "--end",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "The last rate over the peak where it is not zero (default: ${DEFAULT-VALUE}).")
    private double end;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Mixin
    private PictureOptions picture;

    @Override
    public Integer call() {
        Map<String, Double> given = Call.check(spec, () -> Assignments.numbers("the place", place));
        Call.check(spec, picture::check);
        picture.checkWritable();
        int steps = Call.check(spec, () -> steps(given));
        double peak = Call.check(spec, () -> positive(given, "lr"));
        if (!(end > 0 && end < 1)) {
            throw Call.wrong(spec, "--end lies between 0 and 1, not at " + Magnitude.exact(end), "Write 0.1.");
        }
        int warm = warmup < 0 ? Math.min(2000, steps / 10) : warmup;
        Oracle oracle = WorkingFolder.hasFile(law)
                ? Oracle.ofFile(Path.of(law), Map.of(), Optional.empty())
                : Call.check(spec, () -> Oracle.ofCatalogue(sized(law, given), Optional.empty()));
        requireSchedule(oracle);
        var rest = new LinkedHashMap<>(given);
        List.of("steps", "batch", "lr").forEach(rest::remove);
        var run = new ScheduleChoice.Run(steps, peak, warm);
        ScheduleChoice choice = Call.check(spec, () -> ScheduleChoice.of(oracle, rest, run, end));
        if (picture.file().isPresent()) {
            picture.write(new ScheduleChart(choice, rest, run).chart());
        }
        return answer(
                json ? FitJson.text(json(choice, steps, peak, warm)) : picture.under(text(choice, steps, peak, warm)));
    }

    private static void requireSchedule(Oracle oracle) {
        if (oracle.variables().stream().noneMatch(ScheduleColumns.NAMES::contains)) {
            throw new InputException(
                    "%s reads nothing of a schedule, so that all schedules are alike to it".formatted(oracle.name()),
                    "Take a law along the schedule: isoflop laws search schedule lists those of the catalogue.");
        }
    }

    private static double positive(Map<String, Double> given, String name) {
        Double value = given.get(name);
        if (value == null || !(value > 0)) {
            throw new InputException(
                    "for which %s? It must be above zero".formatted(name),
                    "For example isoflop hyper schedule steps=24000 lr=3e-4.");
        }
        return value;
    }

    private static int steps(Map<String, Double> given) {
        double steps =
                given.containsKey("steps") ? positive(given, "steps") : positive(given, "D") / positive(given, "batch");
        if (!(steps >= 10 && steps <= 20_000_000)) {
            throw new InputException(
                    "%s steps are not a run".formatted(Figures.value("", steps)), "Count optimizer steps.");
        }
        return (int) Math.round(steps);
    }

    /** The set of coefficients whose name is the size nearest to N, where sets are named after sizes. */
    private static String sized(String id, Map<String, Double> given) {
        Double size = given.get("N");
        if (size == null || id.contains(":")) {
            return id;
        }
        return Catalogue.builtIn().entry(id).coefficients().stream()
                .map(Coefficients::name)
                .filter(name -> Magnitude.parse(name).isPresent())
                .min(Comparator.comparingDouble(
                        name -> Math.abs(Math.log(Magnitude.parse(name).orElseThrow() / size))))
                .map(name -> id + ":" + name)
                .orElse(id);
    }

    private static String text(ScheduleChoice choice, int steps, double peak, int warm) {
        var page = new Page(Style.ofTerminal());
        page.pieces(
                "  run",
                "   ",
                List.of(
                        "%,d steps".formatted(steps),
                        "peak rate " + Magnitude.digits(peak, 3),
                        "%,d of warm-up".formatted(warm)));
        page.fact("law", choice.oracle().origin()).blank();
        double best = choice.offers().getFirst().loss();
        new TextTable()
                .left(
                        "",
                        choice.offers().stream().map(ScheduleChoice.Offer::name).toList())
                .right(
                        "decay",
                        choice.offers().stream()
                                .map(o -> "%d %%".formatted(Math.round(100 * o.share())))
                                .toList())
                .point(
                        "loss",
                        choice.offers().stream()
                                .map(o -> "%.4f".formatted(o.loss()))
                                .toList())
                .point(
                        "above the best",
                        choice.offers().stream()
                                .map(o -> o.loss() == best ? "" : "%.2f %%".formatted(100 * (o.loss() / best - 1)))
                                .toList())
                .print(page);
        page.blank().warnings(choice.objections());
        page.fact(
                "mind",
                "schedules are compared at one peak rate; a decay to zero bears a higher one. A law fitted to your own curves knows more: isoflop fit curves.csv --law multi-power-saturating");
        return page.toString();
    }

    private static ObjectNode json(ScheduleChoice choice, int steps, double peak, int warm) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("law", choice.oracle().name())
                .put("steps", steps)
                .put("peak", peak)
                .put("warmup", warm);
        ArrayNode schedules = node.putArray("schedules");
        choice.offers()
                .forEach(o -> schedules
                        .addObject()
                        .put("shape", o.shape().text())
                        .put("decayShare", o.share())
                        .put("end", o.end())
                        .put("loss", o.loss()));
        node.set("warnings", FitJson.warnings(choice.objections()));
        return node.put("version", Version.current());
    }
}
