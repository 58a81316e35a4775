package org.isoflop.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.isoflop.InputException;
import org.isoflop.architecture.Counted;
import org.isoflop.architecture.ShapeStyle;
import org.isoflop.data.WorkingFolder;
import org.isoflop.forecast.Prediction;
import org.isoflop.hardware.Cluster;
import org.isoflop.runs.Column;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.isoflop.training.Assumptions;
import org.isoflop.training.Job;
import org.isoflop.training.Layout;
import org.isoflop.training.LayoutSearch;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The model and the tokens that give the least loss in a given time: for each size the fastest layout, and so the tokens
 * that the time allows; a law tells the loss.
 *
 * @param oracle a law in N and D
 * @param style of the shapes that are proposed
 * @param days wall-clock
 */
record Deadline(
        Oracle oracle,
        ShapeStyle style,
        Cluster cluster,
        JobOptions training,
        Predicate<Layout> wanted,
        Assumptions assumptions,
        double days) {
    private static final double DAY = 86_400;

    private static final double SMALLEST = 3e7;

    /** First steps in log N, and how often they are halved. */
    private static final double STEP = Math.log(4);

    private static final int STEPS = 8;

    private static final int HALVINGS = 4;

    /** A size with what its layout makes of the time. */
    record Found(
            Described described,
            Job job,
            LayoutSearch.Candidate candidate,
            double parameters,
            double tokens,
            Prediction loss) {

        String text(Page page, Deadline asked) {
            page.paragraph("", 0, "%s days   %s".formatted(Magnitude.digits(asked.days, 4), asked.oracle.origin()));
            TimeText.machine(page, asked.cluster, false);
            page.blank();
            page.line("  best     N %s   D %s   loss %s"
                    .formatted(
                            page.style().bold(Magnitude.count(parameters)),
                            page.style().bold(Magnitude.count(tokens)),
                            page.style().bold(Figures.estimate(loss.estimate(), 4))));
            page.fact(
                    "means",
                    "%s tokens per parameter, %s FLOP (6nd); %s accelerator-hours"
                            .formatted(
                                    Magnitude.digits(tokens / parameters, 3),
                                    Magnitude.digits(6 * parameters * tokens, 3),
                                    Magnitude.count(asked.cluster.hours(asked.days * DAY))));
            page.fact("shape", ModelText.shape(described.transformer()));
            page.fact("layout", TimeText.layout(candidate.layout()));
            page.fact(
                    "step",
                    "%s, batch %s tokens"
                            .formatted(
                                    TimeText.duration(candidate.time().total()), Magnitude.count(job.tokensPerStep())));
            page.blank()
                    .fact(
                            "trust",
                            "steps within a factor of %s (docs/machine.md); the law as far as its runs carry"
                                    .formatted(Magnitude.digits(Assumptions.SPREAD, 3)));
            page.fact(
                    "next",
                    "isoflop time N=%s D=%s --gpus %d --accelerator %s"
                            .formatted(
                                    Magnitude.count(parameters),
                                    Magnitude.count(tokens),
                                    asked.cluster.count(),
                                    asked.cluster.accelerator().id()));
            return page.toString();
        }

        ObjectNode document(Deadline asked) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("days", asked.days).put("law", asked.oracle.name());
            node.set("cluster", MachineJson.cluster(asked.cluster));
            ObjectNode optimum = node.putObject("optimum");
            optimum.put("N", parameters).put("D", tokens);
            optimum.set("loss", JsonNodeFactory.instance.objectNode().put("estimate", loss.estimate()));
            node.set("model", ModelsCommand.shape(described.transformer()));
            node.set("layout", MachineJson.layout(candidate.layout()));
            node.set("stepSeconds", MachineJson.estimate(candidate.time().total()));
            node.set("assumptions", MachineJson.assumptions(asked.assumptions));
            node.putArray("warnings");
            return node.put("version", Version.current());
        }
    }

    /** A law by its id, or a fit by its file. */
    static Oracle oracle(String law) {
        Path path = Path.of(law);
        Oracle oracle = law.endsWith(".json") || WorkingFolder.isThere(law)
                ? Oracle.ofFile(path, Map.of(), Optional.empty())
                : Oracle.ofCatalogue(law, Optional.empty());
        if (!List.of("N", "D").containsAll(oracle.variables())) {
            throw new InputException(
                    "a deadline asks for a law in N and D, and %s reads %s"
                            .formatted(law, String.join(", ", oracle.variables())),
                    "chinchilla-besiroglu-2024 is one.");
        }
        return oracle;
    }

    /** The best size: steps of a factor of 4, halved around the best one. */
    Found found() {
        Optional<Found> best = Optional.empty();
        for (int k = 0; k < STEPS; k++) {
            best = better(best, SMALLEST * Math.exp(k * STEP));
        }
        double step = STEP / 2;
        for (int halving = 0; halving < HALVINGS; halving++, step /= 2) {
            double centre = best.map(Found::parameters).orElseThrow(this::nothing);
            best = better(better(best, centre * Math.exp(-step)), centre * Math.exp(step));
        }
        return best.orElseThrow(this::nothing);
    }

    private InputException nothing() {
        return new InputException(
                "no model from %s parameters on can be laid out on %,d of %s as the options want it"
                        .formatted(
                                Magnitude.count(SMALLEST),
                                cluster.count(),
                                cluster.accelerator().id()),
                "Leave the layout open, or give another --batch.");
    }

    private Optional<Found> better(Optional<Found> best, double parameters) {
        Optional<Found> here = at(parameters);
        boolean better = here.isPresent()
                && (best.isEmpty()
                        || here.get().loss().estimate() < best.get().loss().estimate());
        return better ? here : best;
    }

    private Optional<Found> at(double parameters) {
        Described described =
                new Described(Magnitude.count(parameters) + " model", "", style.propose(parameters, Counted.TOTAL));
        Job job = training.job(described.transformer(), cluster.count());
        return new LayoutSearch(job, cluster, assumptions)
                .among(wanted)
                .fastest()
                .map(candidate -> {
                    double tokens = candidate.time().tokensPerSecond(job) * days * DAY;
                    Runs place = Runs.of(
                            List.of(
                                    new Column.Numbers("N", new double[] {parameters}),
                                    new Column.Numbers("D", new double[] {tokens})),
                            Origin.of("deadline"));
                    return new Found(
                            described,
                            job,
                            candidate,
                            parameters,
                            tokens,
                            oracle.predictions(place).getFirst());
                });
    }
}
