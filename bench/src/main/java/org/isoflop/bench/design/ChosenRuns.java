package org.isoflop.bench.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;
import org.isoflop.bench.speed.ChinchillaRuns;
import org.isoflop.design.Candidate;
import org.isoflop.design.Design;
import org.isoflop.design.Knowledge;
import org.isoflop.design.Limits;
import org.isoflop.design.Marginal;
import org.isoflop.design.Misfit;
import org.isoflop.design.Places;
import org.isoflop.design.Precision;
import org.isoflop.design.Target;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;

/**
 * Runs that exist, as if they were still to be made: a few cheap ones are known, others are chosen for a budget, and the
 * largest, which nobody may choose, are forecast.
 */
final class ChosenRuns {
    /** Runs above this share of the largest compute are held out. */
    private static final double HELD_OUT = 0.1;

    /** Fewer tokens per parameter are what {@code isoflop check} objects to, and no run of the other strategies either. */
    private static final double LEAST_RATIO = 1;

    private static final double MOST_RATIO = 200;

    /** Tokens per parameter of the target, near enough. */
    private static final double CENTRE = 20;

    /** So many runs of the cheapest half of the others are known at the start. */
    private static final int PILOT = 12;

    /** Budgets as shares of what all runs to choose from cost. */
    private static final double[] BUDGETS = {0.02, 0.05, 0.1, 0.2};

    private static final int RANDOM_CHOICES = 5;

    private final Model model;
    private final Runs runs;
    private final double[] flops;
    private final int[] held;
    private final int[] open;
    private final double largest;
    private final int pilots;
    private final Fitter fitter = Fitter.withDefaults().starts(10).scan(128);
    private double designed;
    private double random;
    private double cheapest;

    ChosenRuns(ChinchillaRuns chinchilla, int pilots) {
        model = chinchilla.model();
        runs = chinchilla.sample().runs();
        this.pilots = pilots;
        double[] n = runs.numbers("N");
        double[] d = runs.numbers("D");
        flops = IntStream.range(0, n.length).mapToDouble(i -> 6 * n[i] * d[i]).toArray();
        largest = Arrays.stream(flops).max().orElseThrow();
        held = usual(i -> flops[i] > HELD_OUT * largest);
        open = usual(i -> flops[i] <= HELD_OUT * largest);
    }

    /** The rows with a usual number of tokens per parameter that are wanted. */
    private int[] usual(IntPredicate wanted) {
        return IntStream.range(0, flops.length)
                .filter(i -> ratio(i) >= LEAST_RATIO && ratio(i) <= MOST_RATIO && wanted.test(i))
                .toArray();
    }

    private double ratio(int i) {
        return runs.numbers("D")[i] / runs.numbers("N")[i];
    }

    /** The error of chosen runs over that of random ones, over all budgets. */
    double overRandom() {
        return designed / random;
    }

    /** The same over that of the cheapest ones. */
    double overCheapest() {
        return designed / cheapest;
    }

    Findings.Section section() {
        var rows = new ArrayList<List<String>>();
        double all = Arrays.stream(open).mapToDouble(i -> flops[i]).sum();
        for (double share : BUDGETS) {
            System.err.println("design: existing runs for " + share + " of their FLOPs");
            rows.add(row(share * all, share));
        }
        return new Findings.Section(
                "Existing runs",
                """
                chinchilla_epoch.csv, 1 to 200 tokens per parameter: %d runs up to %.0f %% of the largest compute to choose from, %d \
                above held out. %d of the \
                cheapest half are known; then runs are chosen for a share of what all would cost, by design for the best run at \
                the largest compute, at random, or cheapest first. error: mean absolute error of the held-out losses, in \
                percent, over %d different starts.""".formatted(open.length, 100 * HELD_OUT, held.length, PILOT, pilots),
                new Table(List.of("budget", "design", "runs", "random", "runs", "cheapest", "runs"), rows));
    }

    private List<String> row(double budget, double share) {
        var design = new Tally();
        var chance = new Tally();
        var cheap = new Tally();
        for (int p = 0; p < pilots; p++) {
            var source = new SplittableRandom(100 + p);
            int[] pilot = pilot(source);
            List<Integer> rest = Arrays.stream(open)
                    .filter(i -> Arrays.stream(pilot).noneMatch(j -> j == i))
                    .boxed()
                    .toList();
            design.add(pilot, chosen(pilot, rest, budget));
            cheap.add(
                    pilot,
                    affordable(
                            rest.stream()
                                    .sorted(Comparator.comparingDouble(i -> flops[i]))
                                    .toList(),
                            budget));
            for (int k = 0; k < RANDOM_CHOICES; k++) {
                chance.add(pilot, affordable(shuffled(rest, source), budget));
            }
        }
        designed += design.error();
        random += chance.error();
        cheapest += cheap.error();
        return List.of(
                "%.0f %%".formatted(100 * share),
                Shown.decimals(100 * design.error()),
                Shown.digits(design.runs()),
                Shown.decimals(100 * chance.error()),
                Shown.digits(chance.runs()),
                Shown.decimals(100 * cheap.error()),
                Shown.digits(cheap.runs()));
    }

    /** Means over trials. */
    private final class Tally {
        private double errors;
        private double counts;
        private int trials;

        void add(int[] pilot, List<Integer> further) {
            errors += ChosenRuns.this.error(pilot, further);
            counts += further.size();
            trials++;
        }

        double error() {
            return errors / trials;
        }

        double runs() {
            return counts / trials;
        }
    }

    private int[] pilot(SplittableRandom source) {
        List<Integer> cheap = Arrays.stream(open)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> flops[i]))
                .limit(open.length / 2)
                .toList();
        return shuffled(cheap, source).stream().limit(PILOT).mapToInt(i -> i).toArray();
    }

    private static List<Integer> shuffled(List<Integer> values, SplittableRandom source) {
        var shuffled = new ArrayList<>(values);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            java.util.Collections.swap(shuffled, i, source.nextInt(i + 1));
        }
        return shuffled;
    }

    /** The first ones, leaving out those that the rest of the budget does not pay for. */
    private List<Integer> affordable(List<Integer> order, double budget) {
        var taken = new ArrayList<Integer>();
        double left = budget;
        for (int i : order) {
            if (flops[i] <= left) {
                taken.add(i);
                left -= flops[i];
            }
        }
        return taken;
    }

    private List<Integer> chosen(int[] pilot, List<Integer> rest, double budget) {
        Sample sample = Sample.of(model, runs.at(pilot));
        Search search = fitter.search(model, sample);
        Fit fit = search.fit();
        int[] units = IntStream.range(0, pilot.length).toArray();
        double[] sizes = Arrays.stream(pilot).mapToDouble(i -> flops[i]).toArray();
        double[] weights = new double[pilot.length];
        Arrays.fill(weights, 1);
        List<double[]> draws = Stream.concat(
                        Stream.of(fit.theta()),
                        new Bootstrap(16, 1, 1, Progress.NONE).draw(search, units).theta().stream())
                .toList();
        List<Integer> payable = rest.stream().filter(i -> flops[i] <= budget).toList();
        double dearest = payable.stream().mapToDouble(i -> flops[i]).max().orElse(1);
        var knowledge = new Knowledge(
                "",
                model,
                true,
                draws,
                new boolean[fit.theta().length],
                new Places(sample.columns(), sizes),
                weights,
                Precision.of(search.sandwich(units), fit.objective(), fit.residuals(), sizes),
                Misfit.drifting(Misfit.USUAL, cheapestOf(open), dearest)
                        .bending(Misfit.USUAL, CENTRE, LEAST_RATIO, MOST_RATIO));
        List<Candidate> candidates = payable.stream()
                .map(i -> new Candidate(
                        0,
                        model.variables().stream()
                                .mapToDouble(name -> runs.numbers(name)[i])
                                .toArray(),
                        flops[i],
                        1))
                .toList();
        List<Marginal> proposed = new Design(
                        List.of(knowledge),
                        new Target.BestResponse(largest),
                        candidates,
                        new Limits(budget, candidates.size()))
                .propose()
                .runs();
        // Two runs at the same place are two candidates, and each is taken once.
        return proposed.stream()
                .map(run -> payable.get(identity(candidates, run.candidate())))
                .toList();
    }

    private double cheapestOf(int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> flops[i]).min().orElseThrow();
    }

    /** Runs of one size are told apart: it is this candidate and not one like it. */
    @SuppressWarnings("ReferenceEquality")
    private static int identity(List<Candidate> candidates, Candidate chosen) {
        return IntStream.range(0, candidates.size())
                .filter(c -> candidates.get(c) == chosen)
                .findFirst()
                .orElseThrow();
    }

    private double error(int[] pilot, List<Integer> further) {
        int[] rows = IntStream.concat(Arrays.stream(pilot), further.stream().mapToInt(i -> i))
                .toArray();
        try {
            Fit fit = fitter.fit(model, Sample.of(model, runs.at(rows)));
            double[][] columns = model.variables().stream().map(runs::numbers).toArray(double[][]::new);
            double[] loss = runs.numbers("loss");
            return Arrays.stream(held)
                    .mapToDouble(i ->
                            Math.abs(Math.log(fit.predict(new double[] {columns[0][i], columns[1][i]}) / loss[i])))
                    .average()
                    .orElseThrow();
        } catch (InputException e) {
            throw new IllegalStateException(e);
        }
    }
}
