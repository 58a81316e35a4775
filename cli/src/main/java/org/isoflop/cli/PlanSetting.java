package org.isoflop.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.architecture.Transformer;
import org.isoflop.plan.Continuation;
import org.isoflop.plan.Deadline;
import org.isoflop.plan.Optimum;
import org.isoflop.plan.Plan;
import org.isoflop.plan.Repetition;
import org.isoflop.plan.Spending;
import org.isoflop.plan.Throughput;

/**
 * What a plan is told with beside N and D.
 *
 * @param machine on which it is made
 * @param counting proposes shapes
 * @param unique how many different tokens there are
 * @param days the limits of time, one for every answer
 * @param tokensAtATime that one accelerator takes in a step
 * @param continued a run that is there and might be made longer
 */
record PlanSetting(
        Optional<Throughput> machine,
        PlanCount counting,
        OptionalDouble unique,
        double[] days,
        double tokensAtATime,
        Optional<Continuation> continued) {

    /** What the run takes on the machine. */
    Optional<Throughput.Bill> bill(PlanStudy.Planned planned) {
        return machine.map(throughput -> throughput.bill(planned.plan().spent()));
    }

    /** How a run keeps its time. */
    Optional<Deadline.Pace> pace(PlanStudy.Planned planned) {
        Spending spending = planned.of().planner().allocation().spending();
        Plan plan = planned.plan();
        double serving = spending.flops(plan.optimum().parameters(), 0);
        return spending.deadline().map(time -> time.pace(plan.optimum(), plan.spent() - serving, training(planned)));
    }

    /** FLOPs of the run without those of the tokens that are served. */
    double training(PlanStudy.Planned planned) {
        Spending spending = planned.of().planner().allocation().spending();
        Optimum run = planned.plan().optimum();
        return spending.flops(run.parameters(), run.tokens()) - spending.flops(run.parameters(), 0);
    }

    /** How many accelerators a batch keeps busy. */
    double accelerators(Deadline.Pace pace) {
        return Math.ceil(pace.batch() / tokensAtATime);
    }

    /** The shape of the model, if one is wanted. */
    Optional<Transformer> shape(PlanStudy.Planned planned) {
        return counting.shape(planned.plan().optimum().parameters());
    }

    /** How often the different tokens are read. */
    OptionalDouble passes(PlanStudy.Planned planned) {
        return unique.isPresent()
                ? OptionalDouble.of(planned.plan().optimum().tokens() / unique.getAsDouble())
                : OptionalDouble.empty();
    }

    /** What the repeated tokens are worth, for a law that knows nothing of repetition. */
    OptionalDouble worth(PlanStudy.Planned planned) {
        boolean knows = planned.of().oracle().model().variables().contains("U");
        if (unique.isEmpty() || knows) {
            return OptionalDouble.empty();
        }
        var repetition = new Repetition(unique.getAsDouble(), PlanReading.decay());
        return OptionalDouble.of(repetition.worth(planned.plan().optimum().tokens()));
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "setting of a plan";
    }
}
