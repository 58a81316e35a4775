package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.architecture.Transformer;
import org.isoflop.catalogue.Advice;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.forecast.Objection;
import org.isoflop.hardware.Cluster;
import org.isoflop.plan.Optimum;
import org.isoflop.plan.Throughput;
import org.isoflop.runs.Magnitude;
import org.isoflop.training.Assumptions;
import org.isoflop.training.Job;
import org.isoflop.training.Numerics;
import org.isoflop.training.Optimizer;
import org.isoflop.training.TrainingRun;

/**
 * What the run of a plan needs beside N and D: shape, hyperparameters, and on a machine its layout with memory, time and
 * cost.
 *
 * @param model the shape proposed for N
 * @param run N, D and loss
 * @param advisor published hyperparameters there
 * @param onMachine the fastest layout; empty without a machine, or where none works
 * @param budgetDays on that machine, as the budget counts; empty without a machine
 * @param leftOut what is not told, and why
 * @param assumptions all that this rests on
 */
record PlanSheet(
        Transformer model,
        Optimum run,
        Advisor advisor,
        Optional<TimeCommand.Answer> onMachine,
        Optional<Double> budgetDays,
        List<LeftOut> leftOut,
        List<Assumption> assumptions) {
    /** Whose recipes are taken. */
    static final String OPTIMIZER = "AdamW";

    private static final double DAY = 86_400;

    /**
     * Something the page does not tell.
     *
     * @param why in words
     * @param wayOut what would let it
     */
    record LeftOut(String what, String why, String wayOut) {}

    /** @throws InputException if the law names no N, or no usual shape has it */
    static PlanSheet of(PlanSetting setting, PlanStudy.Planned planned, PlanWhole whole) {
        if (planned.of().isOfComputeAlone()) {
            throw new InputException(
                    "a law of compute alone names no N, and there is no run to tell of",
                    "Take a law in N and D, such as chinchilla-besiroglu-2024.");
        }
        Optimum run = planned.plan().optimum();
        Transformer model = setting.counting().proposed(run.parameters());
        Advisor advisor = Advisor.of(
                Recipe.of(Catalogue.builtIn().entries()),
                Map.of("N", run.parameters(), "D", run.tokens()),
                OPTIMIZER,
                model.context());
        var leftOut = new ArrayList<LeftOut>();
        Optional<Throughput> machine = machine(setting, whole, leftOut);
        Optional<TimeCommand.Answer> onMachine = machine.flatMap(
                throughput -> laidOut(model, run, advisor, throughput, !whole.isGiven("--price"), leftOut));
        leftOut.add(new LeftOut(
                advisor.unnamed(),
                "no published law names them at this place",
                "isoflop hyper says which laws would, if they were told more"));
        if (!planned.of().chosen().isEmpty()) {
            leftOut.add(new LeftOut(
                    String.join(", ", planned.of().chosen().keySet()),
                    "shape, hyperparameters and times are those of a plain Transformer",
                    ""));
        }
        return new PlanSheet(
                model,
                run,
                advisor,
                onMachine,
                machine.map(
                        throughput -> throughput.bill(setting.training(planned)).days()),
                leftOut,
                new PlanAssumptions(setting, planned, whole).of(model, advisor, onMachine));
    }

    /** The machine, if its kind and number are both given. */
    private static Optional<Throughput> machine(PlanSetting setting, PlanWhole whole, List<LeftOut> leftOut) {
        List<String> missing = List.of("--accelerator", "--gpus").stream()
                .filter(option -> !whole.isGiven(option))
                .toList();
        if (missing.isEmpty()) {
            return setting.machine();
        }
        leftOut.add(new LeftOut(
                "layout, memory, time and cost",
                "the machine is not known",
                "%s would add them, such as --accelerator h100-sxm --gpus 1024"
                        .formatted(String.join(" and ", missing))));
        return Optional.empty();
    }

    private static Optional<TimeCommand.Answer> laidOut(
            Transformer model,
            Optimum run,
            Advisor advisor,
            Throughput machine,
            boolean priceOfCatalogue,
            List<LeftOut> leftOut) {
        try {
            Recipe.Answer taken = advisor.taken()
                    .orElseThrow(
                            () -> new InputException("no recipe names a batch here", "isoflop time takes --batch"));
            Cluster cluster = machine.cluster();
            double batch = taken.of(Advice.Output.BATCH).value();
            int sequences = JobOptions.sequences(batch, model.context(), cluster.count());
            Job job = Job.of(model, sequences, Numerics.of(machine.precision(), Optimizer.ADAM));
            return Optional.of(TimeCommand.Answer.fastest(
                    new Described(Magnitude.count(run.parameters()) + " model", "", model),
                    cluster,
                    job,
                    layout -> true,
                    Optional.of(run.tokens()),
                    Assumptions.usual(),
                    priceOfCatalogue));
        } catch (InputException e) {
            leftOut.add(new LeftOut(
                    "layout, memory, time and cost",
                    String.valueOf(e.getMessage()),
                    "more --gpus or another --context may help; isoflop time has --batch, --optimizer and --offload"));
            return Optional.empty();
        }
    }

    /** Days that the run takes under its layout. */
    Optional<Double> days() {
        return onMachine
                .flatMap(TimeCommand.Answer::run)
                .map(TrainingRun::seconds)
                .map(seconds -> seconds / DAY);
    }

    /** What there is to hold against it. */
    List<Objection> objections() {
        var objections = new ArrayList<>(advisor.objections());
        if (days().isPresent() && days().get() > budgetDays.orElse(Double.POSITIVE_INFINITY)) {
            objections.add(new Objection(
                    "slower-than-budget",
                    "the run takes %s times as long under this layout as the budget counts on: lower --mfu"
                            .formatted(Magnitude.digits(days().get() / budgetDays.orElseThrow(), 3))));
        }
        return objections;
    }
}
