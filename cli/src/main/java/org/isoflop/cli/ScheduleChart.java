package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.charts.Chart;
import org.isoflop.charts.gallery.Curve;
import org.isoflop.charts.gallery.ScheduleCurves;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;
import org.isoflop.schedule.Schedule;
import org.isoflop.schedule.ScheduleColumns;
import org.isoflop.schedule.Shape;

/**
 * Predicted losses along the schedules that people ask about: the best one, a constant rate, a cosine.
 *
 * @param choice all that were compared
 * @param place further values that the law reads
 * @param run the length, the peak and the warm-up
 */
record ScheduleChart(ScheduleChoice choice, Map<String, Double> place, ScheduleChoice.Run run) {
    private static final int POINTS = 120;

    Chart chart() {
        var shown = new ArrayList<>(List.of(choice.offers().getFirst()));
        for (Shape shape : List.of(Shape.COSINE, Shape.CONSTANT)) {
            choice.offers().stream()
                    .filter(offer -> offer.shape() == shape)
                    .findFirst()
                    .filter(offer -> !shown.contains(offer))
                    .ifPresent(shown::add);
        }
        return ScheduleCurves.of(shown.stream().map(this::along).toList());
    }

    private ScheduleCurves.Along along(ScheduleChoice.Offer offer) {
        Schedule schedule = run.schedule(offer.shape(), offer.share(), offer.end());
        int[] steps = IntStream.rangeClosed(0, POINTS)
                .map(i -> Math.max(1, run.warmup() + (int) ((long) (run.steps() - run.warmup()) * i / POINTS)))
                .distinct()
                .toArray();
        Runs rows = ScheduleColumns.at(schedule, steps);
        for (var entry : place.entrySet()) {
            double[] same = new double[steps.length];
            java.util.Arrays.fill(same, entry.getValue());
            rows = rows.with(new Column.Numbers(entry.getKey(), same));
        }
        double[] loss = choice.oracle().predictions(rows).stream()
                .mapToDouble(prediction -> prediction.estimate())
                .toArray();
        String name = offer.shape() == Shape.CONSTANT || offer.shape() == Shape.COSINE
                ? offer.name()
                : "%s, %d %%".formatted(offer.name(), Math.round(100 * offer.share()));
        return new ScheduleCurves.Along(
                new Curve(name, IntStream.of(steps).asDoubleStream().toArray(), loss),
                IntStream.of(steps).mapToDouble(schedule::rate).toArray());
    }
}
