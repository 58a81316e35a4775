package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.isoflop.InputException;
import org.isoflop.forecast.Objection;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;
import org.isoflop.schedule.Schedule;
import org.isoflop.schedule.ScheduleColumns;
import org.isoflop.schedule.Shape;

/**
 * Schedules of one length, by the loss at their end as a law along the schedule has it.
 *
 * @param oracle the law
 * @param offers the best first
 * @param objections where the law is asked beyond its curves
 */
record ScheduleChoice(Oracle oracle, List<Offer> offers, List<Objection> objections) {
    private static final double[] SHARES = {0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1};

    /**
     * A schedule.
     *
     * @param shape of its decay
     * @param share of the steps after the warm-up in which it decays
     * @param end the last rate
     * @param loss at the end
     */
    record Offer(Shape shape, double share, double end, double loss) {
        String name() {
            return shape.text() + (end == 0 && shape != Shape.CONSTANT ? " to 0" : "");
        }
    }

    /**
     * What all of them have in common.
     *
     * @param steps of the run
     * @param peak the largest rate
     * @param warmup steps until it is reached
     */
    record Run(int steps, double peak, int warmup) {
        /** The schedule that decays to an end in a share of the steps after the warm-up. */
        Schedule schedule(Shape shape, double share, double end) {
            int from = (int) Math.round(steps - share * (steps - warmup));
            return Schedule.of(shape, peak, end, warmup, from, steps);
        }
    }

    /**
     * Compares them.
     *
     * @param place further values that the law reads
     * @param floor the last rate of schedules that do not end at zero, as a share of the peak
     */
    static ScheduleChoice of(Oracle oracle, Map<String, Double> place, Run run, double floor) {
        var offers = new ArrayList<Offer>();
        var objections = new ArrayList<Objection>();
        offers.add(offer(oracle, place, Shape.CONSTANT, 0, run.peak(), run, objections));
        for (double end : new double[] {floor * run.peak(), 0}) {
            offers.add(offer(oracle, place, Shape.COSINE, 1, end, run, objections));
            for (double share : SHARES) {
                offers.add(offer(oracle, place, Shape.WSD_LINEAR, share, end, run, objections));
                if (end > 0) {
                    offers.add(offer(oracle, place, Shape.WSD_EXPONENTIAL, share, end, run, objections));
                }
            }
        }
        offers.sort(Comparator.comparingDouble(Offer::loss));
        return new ScheduleChoice(
                oracle, offers, objections.stream().distinct().limit(3).toList());
    }

    private static Offer offer(
            Oracle oracle,
            Map<String, Double> place,
            Shape shape,
            double share,
            double end,
            Run run,
            List<Objection> objections) {
        Runs row = ScheduleColumns.at(run.schedule(shape, share, end), new int[] {run.steps()});
        for (var entry : place.entrySet()) {
            row = row.with(new Column.Numbers(entry.getKey(), new double[] {entry.getValue()}));
        }
        for (String name : oracle.variables()) {
            if (row.column(name).isEmpty()) {
                throw new InputException(
                        "%s reads %s".formatted(oracle.name(), name), "Give it as %s=….".formatted(name));
            }
        }
        double loss = oracle.predictions(row).getFirst().estimate();
        double[][] columns = oracle.variables().stream().map(row::numbers).toArray(double[][]::new);
        oracle.beyond(columns).stream()
                .filter(o -> o.message().startsWith("S1"))
                .forEach(objections::add);
        return new Offer(shape, share, end, loss);
    }
}
