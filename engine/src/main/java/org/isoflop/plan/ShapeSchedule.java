package org.isoflop.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.runs.Magnitude;

/**
 * One run that changes its shape on the way: at every loss it goes on in the shape that lowers it for the fewest FLOPs.
 *
 * <p>A change keeps the loss, so that the run stands in the new shape where a run of that shape alone would have had this
 * loss. To come down to a loss then takes {@code integral of min_k (-dC_k/dL) dL}, and no schedule takes less: the
 * integrand is the least at every loss. A fixed shape is a schedule too, so that none of them takes less either
 * (Anagnostidis, Bachmann, Schlag, Hofmann 2023, arXiv:2311.03233).
 *
 * @param legs one after the other
 * @param fixed the shape that reaches the same loss for the fewest FLOPs if it is never changed
 * @param fixedFlops what it takes; infinite if no shape alone gets there
 */
public record ShapeSchedule(List<Leg> legs, Course fixed, double fixedFlops) {
    /**
     * Losses at which the cheapest shape is looked up, for each factor of ten in the FLOPs of each shape. Two changes
     * between one and the next are missed; they would save next to nothing.
     */
    private static final double PER_DECADE = 8;

    /** A start in another shape that saves less than this share of all FLOPs is none. */
    private static final double WORTH = 1e-6;

    /** A change is known to this share of a loss, which is rounding. */
    private static final double ROUNDING = 1e-14;

    private static final int MOST_HALVINGS = 60;

    private static final double FURTHER = 4;

    /**
     * A part of the run in one shape.
     *
     * @param course the shape
     * @param from FLOPs that were spent on the run before
     * @param to FLOPs that will have been spent at its end
     * @param lossFrom at its beginning
     * @param loss at its end
     * @param ownFrom FLOPs after which a run of this shape alone would be where it begins
     * @param ownTo the same where it ends
     */
    public record Leg(
            Course course, double from, double to, double lossFrom, double loss, double ownFrom, double ownTo) {
        /** FLOPs of this part. */
        public double flops() {
            return to - from;
        }
    }

    public ShapeSchedule {
        legs = List.copyOf(legs);
    }

    /** The loss at the end. */
    public double loss() {
        return legs.getLast().loss();
    }

    /** FLOPs of the whole run. */
    public double flops() {
        return legs.getLast().to();
    }

    /** Which share of the FLOPs it saves against the best shape that is never changed; 1 if that never gets there. */
    public double saved() {
        return 1 - flops() / fixedFlops;
    }

    /**
     * The schedule that reaches a loss for the fewest FLOPs.
     *
     * @throws InputException if no shape reaches it
     */
    public static ShapeSchedule reach(List<Course> courses, double target) {
        double floor =
                courses.stream().mapToDouble(c -> c.loss(Course.END)).min().orElseThrow();
        if (!(target > floor)) {
            throw new InputException(
                    "a loss of %s is out of reach: no shape goes below %s before %s FLOP"
                            .formatted(
                                    Magnitude.digits(target, 5),
                                    Magnitude.digits(floor, 5),
                                    Magnitude.digits(Course.END, 3)),
                    "Ask for more than that.");
        }
        double start =
                courses.stream().mapToDouble(c -> c.loss(Course.START)).max().orElseThrow();
        if (!(target < start)) {
            throw new InputException(
                    "a loss of %s is where a run starts: the shapes have %s or less then"
                            .formatted(Magnitude.digits(target, 5), Magnitude.digits(start, 5)),
                    "Ask for less than that.");
        }
        List<Change> changes = changes(courses, levels(courses, start, target));
        List<Leg> legs = legs(changes, target);
        while (changes.size() > 1) {
            List<Change> fewer = changes.subList(1, changes.size());
            List<Leg> shorter = legs(fewer, target);
            if (shorter.getLast().to > legs.getLast().to * (1 + WORTH)) {
                break;
            }
            changes = fewer;
            legs = shorter;
        }
        return of(legs, courses);
    }

    /** The run with these changes; the first is its start, whatever the loss there. */
    private static List<Leg> legs(List<Change> changes, double target) {
        var legs = new ArrayList<Leg>();
        double spent = 0;
        for (int i = 0; i < changes.size(); i++) {
            Course course = changes.get(i).course;
            double to = i + 1 < changes.size() ? changes.get(i + 1).loss : target;
            double ownFrom = i == 0 ? 0 : course.flops(changes.get(i).loss);
            double ownTo = course.flops(to);
            double lossFrom = i == 0 ? course.loss(Course.START) : changes.get(i).loss;
            legs.add(new Leg(course, spent, spent + ownTo - ownFrom, lossFrom, to, ownFrom, ownTo));
            spent += ownTo - ownFrom;
        }
        return legs;
    }

    /**
     * The schedule with the least loss for a budget.
     *
     * @throws InputException if the budget is no number of FLOPs that a run takes
     */
    public static ShapeSchedule spend(List<Course> courses, double budget) {
        if (!(budget > Course.START && budget < Course.END)) {
            throw new InputException(
                    "%s FLOP are no budget for a run".formatted(Magnitude.digits(budget, 3)), "Such as 1e21.");
        }
        // What a fixed shape makes of the budget the schedule reaches for less of it.
        double further = 1;
        ShapeSchedule schedule = null;
        while (schedule == null || schedule.flops() < budget) {
            double times = further;
            double target = courses.stream()
                    .mapToDouble(course -> course.loss(Math.min(Course.END, budget * times)))
                    .min()
                    .orElseThrow();
            if (schedule != null && !(target < schedule.loss())) {
                return schedule;
            }
            schedule = reach(courses, target);
            further *= FURTHER;
        }
        return schedule.until(budget, courses);
    }

    /** Its beginning, up to so many FLOPs. */
    private ShapeSchedule until(double budget, List<Course> courses) {
        var kept = new ArrayList<Leg>();
        for (Leg leg : legs) {
            if (leg.to < budget) {
                kept.add(leg);
            } else {
                double ownTo = leg.ownFrom + budget - leg.from;
                kept.add(new Leg(
                        leg.course, leg.from, budget, leg.lossFrom, leg.course.loss(ownTo), leg.ownFrom, ownTo));
                break;
            }
        }
        return of(kept, courses);
    }

    private static ShapeSchedule of(List<Leg> legs, List<Course> courses) {
        double loss = legs.getLast().loss;
        Course fixed = courses.stream()
                .min(Comparator.comparingDouble(course -> course.flops(loss)))
                .orElseThrow();
        return new ShapeSchedule(legs, fixed, fixed.flops(loss));
    }

    /** From a loss on a shape is the cheapest. */
    private record Change(double loss, Course course) {}

    private static List<Change> changes(List<Course> courses, double[] levels) {
        var changes = new ArrayList<Change>();
        changes.add(new Change(levels[0], cheapest(courses, levels[0])));
        for (int i = 1; i < levels.length; i++) {
            add(changes, courses, levels[i - 1], levels[i], cheapest(courses, levels[i]), 0);
        }
        return changes;
    }

    /** Halves a range of losses until every change in it is found. */
    private static void add(
            List<Change> into, List<Course> courses, double high, double low, Course last, int halvings) {
        Course first = into.getLast().course;
        if (first.equals(last)) {
            return;
        }
        double middle = 0.5 * (high + low);
        if (halvings >= MOST_HALVINGS || high - low <= ROUNDING * Math.abs(middle)) {
            into.add(new Change(middle, last));
            return;
        }
        add(into, courses, high, middle, cheapest(courses, middle), halvings + 1);
        add(into, courses, middle, low, last, halvings + 1);
    }

    private static Course cheapest(List<Course> courses, double loss) {
        return courses.stream()
                .min(Comparator.comparingDouble(course -> course.price(loss)))
                .orElseThrow();
    }

    /** Losses from the start of the run down to its target, as dense as every shape passes them. */
    private static double[] levels(List<Course> courses, double start, double target) {
        DoubleStream passed = courses.stream().flatMapToDouble(course -> passed(course, target));
        return DoubleStream.concat(DoubleStream.of(start, target), passed)
                .filter(loss -> loss >= target && loss <= start)
                .distinct()
                .boxed()
                .sorted(Comparator.reverseOrder())
                .mapToDouble(loss -> loss)
                .toArray();
    }

    private static DoubleStream passed(Course course, double target) {
        double end = Math.min(course.flops(target), Course.END);
        int steps = (int) Math.ceil(PER_DECADE * Math.log10(end / Course.START));
        return IntStream.rangeClosed(0, steps)
                .mapToDouble(i ->
                        course.loss(Course.START * Math.pow(end / Course.START, (double) i / Math.max(1, steps))));
    }
}
