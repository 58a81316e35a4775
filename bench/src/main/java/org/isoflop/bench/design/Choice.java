package org.isoflop.bench.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.design.Candidate;
import org.isoflop.design.Design;
import org.isoflop.design.Knowledge;
import org.isoflop.design.Limits;
import org.isoflop.design.Misfit;
import org.isoflop.design.Places;
import org.isoflop.design.Precision;
import org.isoflop.design.Target;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.uncertainty.Bootstrap;

/**
 * Ways to choose further runs for a budget.
 *
 * @param stock the runs
 * @param pilot those that are known
 * @param budget FLOPs that may be spent
 */
record Choice(Stock stock, List<Integer> pilot, double budget) {
    /** Tokens per parameter of the target, near enough. */
    private static final double CENTRE = 20;

    private static final int DRAWS = 16;

    /** As many as the budget pays for. */
    List<Integer> cheapest() {
        return affordable(stock.cheapestFirst(stock.others(pilot)));
    }

    /** One after the other, as chance has it. */
    List<Integer> random(SplittableRandom source) {
        return affordable(Stock.shuffled(stock.others(pilot), source));
    }

    /** The first ones, leaving out those that the rest of the budget does not pay for. */
    private List<Integer> affordable(List<Integer> order) {
        var taken = new ArrayList<Integer>();
        double left = budget;
        for (int i : order) {
            if (stock.flops()[i] <= left) {
                taken.add(i);
                left -= stock.flops()[i];
            }
        }
        return taken;
    }

    /** Those that tell most of the best run at the largest compute, as far as the known ones can say. */
    List<Integer> designed() {
        List<Integer> payable = stock.others(pilot).stream()
                .filter(i -> stock.flops()[i] <= budget)
                .toList();
        List<Candidate> candidates = payable.stream()
                .map(i -> new Candidate(0, stock.row(i), stock.flops()[i], 1))
                .toList();
        double dearest = candidates.stream().mapToDouble(Candidate::flops).max().orElse(1);
        return new Design(
                        List.of(knowledge(dearest)),
                        new Target.BestResponse(stock.largest()),
                        candidates,
                        new Limits(budget, candidates.size()))
                .propose().runs().stream()
                        .map(run -> payable.get(identity(candidates, run.candidate())))
                        .toList();
    }

    private Knowledge knowledge(double dearest) {
        Search search = stock.fitter().search(stock.model(), stock.sample(pilot));
        Fit fit = search.fit();
        int[] units = IntStream.range(0, pilot.size()).toArray();
        double[] sizes = pilot.stream().mapToDouble(i -> stock.flops()[i]).toArray();
        double[] weights = new double[sizes.length];
        Arrays.fill(weights, 1);
        double cheapest = Arrays.stream(stock.open())
                .mapToDouble(i -> stock.flops()[i])
                .min()
                .orElseThrow();
        return new Knowledge(
                "",
                stock.model(),
                true,
                Stream.concat(
                                Stream.of(fit.theta()),
                                new Bootstrap(DRAWS, 1, 1, Progress.NONE).draw(search, units).theta().stream())
                        .toList(),
                new boolean[fit.theta().length],
                new Places(search.sample().columns(), sizes),
                weights,
                Precision.of(search.sandwich(units), fit.objective(), fit.residuals(), sizes),
                Misfit.drifting(Misfit.USUAL, cheapest, dearest)
                        .bending(Misfit.USUAL, CENTRE, Stock.LEAST_RATIO, Stock.MOST_RATIO));
    }

    /** Runs of one size are told apart: it is this candidate and not one like it. */
    @SuppressWarnings("ReferenceEquality")
    private static int identity(List<Candidate> candidates, Candidate chosen) {
        return IntStream.range(0, candidates.size())
                .filter(c -> candidates.get(c) == chosen)
                .findFirst()
                .orElseThrow();
    }
}
