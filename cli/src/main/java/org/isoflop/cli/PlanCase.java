package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.fit.FreeDirection;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Prediction;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Spelling;
import org.isoflop.plan.Allocation;
import org.isoflop.plan.Landscape;
import org.isoflop.plan.Limits;
import org.isoflop.plan.Optimum;
import org.isoflop.plan.Plan;
import org.isoflop.plan.Planner;
import org.isoflop.plan.Spending;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/**
 * A law, what its columns mean in a plan, and how FLOPs are spent.
 *
 * @param oracle the law with its draws
 * @param meanings of the columns that it reads
 * @param planner of this case
 * @param chosen values of a further choice, such as P; empty if there is none
 */
record PlanCase(Oracle oracle, Map<String, Expr> meanings, Planner planner, Map<String, Double> chosen) {

    static PlanCase of(
            Oracle oracle,
            PlanReading reading,
            Map<String, Formula> lets,
            Spending spending,
            Map<String, Double> chosen) {
        requireRead(oracle, chosen);
        Map<String, Expr> meanings = reading.meanings(oracle.model(), lets, chosen);
        boolean isOfCompute = oracle.model().variables().equals(List.of("C"));
        Spending spent = isOfCompute ? spending.within(spending.limits().parameters(Limits.Range.at(1))) : spending;
        var allocation = Allocation.of(Landscape.of(oracle.model(), meanings), spent);
        boolean isFree = isOfCompute
                || spending.limits().equals(Limits.NONE)
                        && spending.deadline().isEmpty()
                        && reading.unique().isEmpty();
        Allocation free = isFree
                ? allocation
                : Allocation.of(
                        Landscape.of(oracle.model(), reading.unlimited(oracle.model(), lets, chosen)),
                        spending.unlimited());
        var forecast = oracle.forecast();
        return new PlanCase(
                oracle,
                meanings,
                new Planner(allocation, free, forecast.theta(), forecast.draws(), forecast.level()),
                chosen);
    }

    private static void requireRead(Oracle oracle, Map<String, Double> chosen) {
        List<String> variables = oracle.model().variables();
        chosen.keySet().stream()
                .filter(name -> !variables.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InputException(
                            "%s does not read %s, so there is nothing to choose; it reads %s"
                                    .formatted(oracle.name(), name, String.join(", ", variables)),
                            Spelling.nearest(name, variables)
                                    .map(near -> "Did you mean " + near + "?")
                                    .orElse("Leave --choose out."));
                });
    }

    /** Whether the law reads compute and nothing else: then any split will do. */
    boolean isOfComputeAlone() {
        return oracle.model().variables().equals(List.of("C"));
    }

    /**
     * The plan as far as the runs determine it: without the price of its limits, if they do not tell what could be bought
     * without them.
     *
     * @throws InputException if another plan would be the best without any prediction for a run being another
     */
    Plan determined(Plan plan) {
        double budget = plan.optimum().budget();
        freedom(planner.allocation(), budget).ifPresent(direction -> {
            throw undetermined(oracle, direction);
        });
        return freedom(planner.free(), budget).isPresent() ? plan.unpriced() : plan;
    }

    private Optional<FreeDirection> freedom(Allocation allocation, double budget) {
        return oracle.fit()
                .flatMap(fit -> fit.freedomOf(theta ->
                        allocation.best(budget, theta).map(Optimum::parameters).orElse(Double.NaN)));
    }

    static InputException undetermined(Oracle oracle, FreeDirection direction) {
        return new InputException(
                "the runs of %s do not determine this plan: moving %s changes it, and no prediction for a run"
                        .formatted(oracle.name(), direction.describe()),
                "Add runs of other sizes and lengths, or hold a parameter with fit --fix.");
    }

    /** What to expect of the run that is planned. */
    Optional<Prediction> prediction(Plan plan) {
        Runs places = places(plan.optimum());
        try {
            return Optional.of(oracle.predictions(places).getFirst());
        } catch (InputException _) {
            return Optional.empty();
        }
    }

    /** What to hold against a plan: how far it lies from the runs. */
    List<Objection> objections(Plan plan, Optional<Prediction> prediction) {
        Runs places = places(plan.optimum());
        double[][] columns = oracle.variables().stream().map(places::numbers).toArray(double[][]::new);
        var found = new ArrayList<>(oracle.beyond(columns));
        found.addAll(oracle.beyondTrials(prediction.stream().toList()));
        found.addAll(oracle.undetermined(prediction.stream().toList()));
        return found;
    }

    /** The columns that the law reads, at a plan. */
    private Runs places(Optimum at) {
        double[] row = {at.parameters(), at.tokens()};
        return Runs.of(
                oracle.variables().stream()
                        .<Column>map(name -> new Column.Numbers(
                                name, new double[] {Interpreter.value(meaning(name), row, new double[0])}))
                        .toList(),
                Origin.of("the plan"));
    }

    private Expr meaning(String name) {
        Expr own = name.equals("N") ? Landscape.SIZE : Landscape.TOKENS;
        return meanings.getOrDefault(name, own);
    }
}
