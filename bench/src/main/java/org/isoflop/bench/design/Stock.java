package org.isoflop.bench.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.isoflop.bench.speed.ChinchillaRuns;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;

/**
 * Runs that exist, as if most of them were still to be made: a few cheap ones are known, others may be chosen, and the
 * largest, which nobody may choose, are forecast.
 *
 * @param model the law that is fitted
 * @param runs the table
 * @param flops what each run cost; not to be written to
 * @param open the rows to choose from; not to be written to
 * @param held the rows to forecast; not to be written to
 */
record Stock(Model model, Runs runs, double[] flops, int[] open, int[] held) {
    /** Runs above this share of the largest compute are held out. */
    static final double HELD_OUT = 0.1;

    /** Fewer tokens per parameter are what {@code isoflop check} objects to: nobody's runs, however they are chosen. */
    static final double LEAST_RATIO = 1;

    static final double MOST_RATIO = 200;

    /** So many runs of the cheapest half of the others are known at the start. */
    static final int PILOT = 12;

    private static final Fitter FITTER =
            Fitter.withDefaults().starts(10).scan(128).threads(1);

    static Stock of(ChinchillaRuns table) {
        Runs runs = table.sample().runs();
        double[] n = runs.numbers("N");
        double[] d = runs.numbers("D");
        double[] flops =
                IntStream.range(0, n.length).mapToDouble(i -> 6 * n[i] * d[i]).toArray();
        int[] usual = rows(
                IntStream.range(0, n.length).toArray(), i -> d[i] / n[i] >= LEAST_RATIO && d[i] / n[i] <= MOST_RATIO);
        double edge = HELD_OUT * Arrays.stream(flops).max().orElseThrow();
        return new Stock(
                table.model(), runs, flops, rows(usual, i -> flops[i] <= edge), rows(usual, i -> flops[i] > edge));
    }

    private static int[] rows(int[] from, IntPredicate wanted) {
        return Arrays.stream(from).filter(wanted).toArray();
    }

    Fitter fitter() {
        return FITTER;
    }

    /** The compute of the largest run. */
    double largest() {
        return Arrays.stream(flops).max().orElseThrow();
    }

    /** What all runs to choose from cost. */
    double cost() {
        return Arrays.stream(open).mapToDouble(i -> flops[i]).sum();
    }

    /** Some of the cheaper half. */
    List<Integer> pilot(SplittableRandom source) {
        List<Integer> cheap = cheapestFirst(Arrays.stream(open).boxed().toList());
        return shuffled(cheap.subList(0, cheap.size() / 2), source).subList(0, PILOT);
    }

    /** What may be chosen when these are known. */
    List<Integer> others(List<Integer> pilot) {
        return Arrays.stream(open).boxed().filter(i -> !pilot.contains(i)).toList();
    }

    List<Integer> cheapestFirst(List<Integer> rows) {
        return rows.stream().sorted(Comparator.comparingDouble(i -> flops[i])).toList();
    }

    static List<Integer> shuffled(List<Integer> rows, SplittableRandom source) {
        var shuffled = new ArrayList<>(rows);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, source.nextInt(i + 1));
        }
        return shuffled;
    }

    /** What the law reads of a run. */
    double[] row(int i) {
        return model.variables().stream()
                .mapToDouble(name -> runs.numbers(name)[i])
                .toArray();
    }

    Sample sample(List<Integer> rows) {
        return Sample.of(model, runs.at(rows.stream().mapToInt(i -> i).toArray()));
    }

    /** The mean absolute error, as a share, of the held-out losses as a fit to these runs forecasts them. */
    double error(List<Integer> rows) {
        Fit fit = FITTER.fit(model, sample(rows));
        double[] loss = runs.numbers("loss");
        return Arrays.stream(held)
                .mapToDouble(i -> Math.abs(Math.log(fit.predict(row(i)) / loss[i])))
                .average()
                .orElseThrow();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return runs.hashCode();
    }

    @Override
    public String toString() {
        return "%d runs to choose from, %d to forecast".formatted(open.length, held.length);
    }
}
