package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.forecast.Objection;
import org.isoflop.plan.Course;
import org.isoflop.plan.ShapeSchedule;
import org.isoflop.uncertainty.Estimate;

/**
 * Plans one run that changes its shape on the way.
 *
 * @param shapes that it may have
 * @param cost the name of the convention by which FLOPs are counted
 * @param level of the intervals
 */
record PlanAdaptive(List<Shape> shapes, String cost, double level) {
    /** Every draw is a schedule of its own, and takes milliseconds. */
    private static final int MOST_DRAWS = 200;

    /**
     * A shape that the run may have.
     *
     * @param course its loss over FLOPs, as estimated
     * @param oracle its law
     */
    record Shape(Course course, Oracle oracle) {}

    /**
     * A schedule with what is known of it.
     *
     * @param schedule as estimated
     * @param loss at its end
     * @param flops that it takes
     * @param saved share of the FLOPs of the best fixed shape
     * @param fixedLoss what the best fixed shape makes of the same FLOPs
     * @param fixed the name of that shape
     * @param sameOrder the share of the draws that go through the same shapes; empty without draws
     */
    record Answer(
            ShapeSchedule schedule,
            Estimate loss,
            Estimate flops,
            Estimate saved,
            double fixedLoss,
            String fixed,
            OptionalDouble sameOrder) {}

    /** Whether no law reads anything but compute, so that it counts FLOPs as its runs did. */
    boolean isOfComputeAlone() {
        return shapes.stream()
                .allMatch(shape -> shape.oracle().model().variables().equals(List.of("C")));
    }

    PlanAdaptive {
        shapes = List.copyOf(shapes);
    }

    /** An answer for every budget, or for a loss. */
    List<Answer> answers(PlanBudget.Question question) {
        return switch (question) {
            case PlanBudget.Question.Spend(var budgets) ->
                Arrays.stream(budgets)
                        .mapToObj(flops -> answer(courses -> ShapeSchedule.spend(courses, flops)))
                        .toList();
            case PlanBudget.Question.Reach(var loss) -> List.of(answer(courses -> ShapeSchedule.reach(courses, loss)));
        };
    }

    @FunctionalInterface
    private interface Ask {
        ShapeSchedule of(List<Course> courses);
    }

    private Answer answer(Ask ask) {
        List<Course> courses = shapes.stream().map(Shape::course).toList();
        ShapeSchedule schedule = ask.of(courses);
        requireDetermined(schedule);
        List<ShapeSchedule> drawn = IntStream.range(0, draws())
                .mapToObj(k -> drawn(ask, k))
                .flatMap(Optional::stream)
                .toList();
        Course best = courses.stream()
                .min(Comparator.comparingDouble(course -> course.loss(schedule.flops())))
                .orElseThrow();
        return new Answer(
                schedule,
                estimate(schedule, drawn, ShapeSchedule::loss),
                estimate(schedule, drawn, ShapeSchedule::flops),
                estimate(schedule, drawn, ShapeSchedule::saved),
                best.loss(schedule.flops()),
                best.name(),
                drawn.isEmpty()
                        ? OptionalDouble.empty()
                        : drawn.stream()
                                .mapToDouble(one -> names(one).equals(names(schedule)) ? 1 : 0)
                                .average());
    }

    /** @throws InputException if the runs of a shape leave open what losses it passes through */
    private void requireDetermined(ShapeSchedule schedule) {
        for (ShapeSchedule.Leg leg : schedule.legs()) {
            Oracle oracle = shape(leg).oracle();
            oracle.fit()
                    .flatMap(fit ->
                            fit.freedomOf(theta -> leg.course().with(theta).loss(leg.ownTo())))
                    .ifPresent(direction -> {
                        throw PlanCase.undetermined(oracle, direction);
                    });
        }
    }

    private Shape shape(ShapeSchedule.Leg leg) {
        return shapes.stream()
                .filter(one -> one.course().equals(leg.course()))
                .findFirst()
                .orElseThrow();
    }

    private Estimate estimate(
            ShapeSchedule schedule, List<ShapeSchedule> drawn, ToDoubleFunction<ShapeSchedule> quantity) {
        return Estimate.of(
                quantity.applyAsDouble(schedule),
                drawn.stream().mapToDouble(quantity).toArray(),
                level);
    }

    static List<String> names(ShapeSchedule schedule) {
        return schedule.legs().stream().map(leg -> leg.course().name()).toList();
    }

    /** How many draws there are; published laws have none, and stand still. */
    int draws() {
        return shapes.stream()
                .mapToInt(shape -> shape.oracle().forecast().draws().size())
                .filter(count -> count > 0)
                .map(count -> Math.min(MOST_DRAWS, count))
                .min()
                .orElse(0);
    }

    /** Empty where no shape reaches the loss in a draw. */
    private Optional<ShapeSchedule> drawn(Ask ask, int k) {
        List<Course> courses = shapes.stream()
                .map(shape -> {
                    var draws = shape.oracle().forecast().draws();
                    return draws.isEmpty()
                            ? shape.course()
                            : shape.course().with(draws.theta().get(k));
                })
                .toList();
        try {
            return Optional.of(ask.of(courses));
        } catch (InputException _) {
            return Optional.empty();
        }
    }

    /** What to hold against a schedule. */
    List<Objection> objections(Answer answer) {
        var found = new ArrayList<Objection>();
        found.add(
                new Objection(
                        "change-keeps-loss",
                        "a change is taken to keep the loss, as resizing patches or growing a network in place nearly does: what is lost at one has to be paid again"));
        for (ShapeSchedule.Leg leg : answer.schedule().legs()) {
            Shape shape = shape(leg);
            shape.oracle().beyond(columns(shape, leg)).stream()
                    .map(objection ->
                            new Objection(objection.code(), leg.course().name() + ": " + objection.message()))
                    .forEach(found::add);
        }
        return found;
    }

    /** Where a leg begins and ends on the curve of its shape; the first begins before all runs. */
    private static double[][] columns(Shape shape, ShapeSchedule.Leg leg) {
        double[] flops = leg.ownFrom() > 0 ? new double[] {leg.ownFrom(), leg.ownTo()} : new double[] {leg.ownTo()};
        return shape.oracle().variables().stream()
                .map(name -> Arrays.stream(flops)
                        .map(c -> switch (name) {
                            case "C" -> c;
                            case "D" -> c / shape.course().perToken();
                            default -> Double.NaN;
                        })
                        .toArray())
                .toArray(double[][]::new);
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
        return shapes.size() + " shapes";
    }
}
