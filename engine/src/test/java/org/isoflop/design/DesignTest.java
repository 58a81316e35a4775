package org.isoflop.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Objective;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.junit.jupiter.api.Test;

class DesignTest {
    /** Small enough for the prior to weigh nothing. */
    private static final double NOISE = 1e-4;

    private static final Objective SQUARED = Objective.parse("squared");

    private static final Model ADDITIVE = model("loss = E + A/N^alpha + B/D^beta", "N", "D");

    private static final double[] TRUTH =
            theta(ADDITIVE, Map.of("E", 1.82, "A", 482.0, "alpha", 0.348, "B", 2085.0, "beta", 0.366));

    static Model model(String formula, String... columns) {
        var names = new LinkedHashSet<>(List.of(columns));
        names.add("loss");
        return Model.of(Law.parse(formula), names);
    }

    static double[] theta(Model model, Map<String, Double> values) {
        return model.parameters().stream()
                .mapToDouble(p -> values.get(p.name()))
                .toArray();
    }

    private static Knowledge polynomial(int degree) {
        String formula = IntStream.rangeClosed(0, degree)
                .mapToObj(j -> "a" + j + "*x^" + j)
                .reduce("loss = 0", (a, b) -> a + " + " + b);
        Model model = model(formula, "x");
        double[] ones = new double[degree + 1];
        java.util.Arrays.fill(ones, 1);
        return Knowledge.assumed(model, false, List.of(ones), Precision.assumed(SQUARED, NOISE));
    }

    /** Runs on a fine grid from -1 to 1, all for one FLOP. */
    private static List<Candidate> line(int steps) {
        return IntStream.rangeClosed(0, steps)
                .mapToObj(i -> new Candidate(0, new double[] {-1 + 2.0 * i / steps}, 1, 1000))
                .toList();
    }

    private static Map<Double, Integer> weights(Proposal proposal) {
        var weights = new java.util.TreeMap<Double, Integer>();
        proposal.runs().forEach(run -> weights.merge(run.candidate().row()[0], run.seeds(), Integer::sum));
        return weights;
    }

    @Test
    void parametersOfAStraightLineAreBestLearnedAtItsEnds() {
        var design = new Design(List.of(polynomial(1)), new Target.Parameters(), line(40), new Limits(20, 1000));
        assertThat(weights(design.propose())).isEqualTo(Map.of(-1.0, 10, 1.0, 10));
    }

    /** Hoel and Levine 1964: Chebyshev's points, each with the size of its Lagrange polynomial at the target. */
    @Test
    void polynomialsAreExtrapolatedFromChebyshevPoints() {
        for (int degree = 1; degree <= 3; degree++) {
            double target = 1.5;
            int runs = 400;
            var design = new Design(
                    List.of(polynomial(degree)),
                    new Target.Response(Map.of("x", target), 1),
                    line(40),
                    new Limits(runs, 10_000));
            Map<Double, Integer> found = weights(design.propose());
            double[] nodes = new double[degree + 1];
            double[] sizes = new double[degree + 1];
            double sum = 0;
            for (int j = 0; j <= degree; j++) {
                nodes[j] = -Math.cos(j * Math.PI / degree);
            }
            for (int j = 0; j <= degree; j++) {
                sizes[j] = 1;
                for (int k = 0; k <= degree; k++) {
                    sizes[j] *= k == j ? 1 : Math.abs((target - nodes[k]) / (nodes[j] - nodes[k]));
                }
                sum += sizes[j];
            }
            assertThat(found).hasSize(degree + 1);
            double laid = found.values().stream().mapToInt(n -> n).sum();
            int j = 0;
            for (var entry : found.entrySet()) {
                assertThat(entry.getKey()).isCloseTo(nodes[j], within(1e-12));
                // The criterion is flat at its minimum, and runs that hardly matter are left out.
                assertThat((double) entry.getValue() / laid).isCloseTo(sizes[j] / sum, within(0.01));
                j++;
            }
        }
    }

    private static Knowledge additive() {
        return Knowledge.assumed(
                ADDITIVE, true, List.of(TRUTH), Precision.assumed(Objective.parse("squared-log"), 0.005));
    }

    static List<Candidate> ladder(int sizes, int tokens, int most) {
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < sizes; i++) {
            for (int j = 0; j < tokens; j++) {
                double n = 5e7 * Math.pow(20, i / (sizes - 1.0));
                double d = n * 5 * Math.pow(20, j / (tokens - 1.0));
                candidates.add(new Candidate(0, new double[] {n, d}, 6 * n * d, most));
            }
        }
        return candidates;
    }

    /** Every design of a small problem, by hand; runs that hardly matter may be left out for one per cent. */
    @Test
    void nothingBetterIsFoundByTryingAll() {
        List<Candidate> candidates = ladder(4, 3, 2);
        var target = new Target.BestResponse(1e22);
        var limits = new Limits(1.2e20, 8);
        for (Misfit misfit : List.of(
                Misfit.NONE,
                Misfit.drifting(0.002, 1e18, 3e20),
                Misfit.drifting(0.004, 1e18, 3e20).bending(0.004, 20, 5, 100))) {
            Knowledge law = additive().with(misfit);
            Proposal proposal = new Design(List.of(law), target, candidates, limits).propose();
            var appraisal = new Appraisal(List.of(law), target, candidates);
            double best = best(appraisal, candidates, limits, new int[candidates.size()], 0, 0, 0);
            assertThat(proposal.after().total()).isBetween(best, 1.03 * best);
            if (misfit.equals(Misfit.NONE)) {
                assertThat(proposal.best() * proposal.after().total()).isLessThanOrEqualTo(best * (1 + 1e-9));
            } else {
                assertThat(proposal.best()).isNaN();
            }
        }
    }

    /** What is kept up to date run by run is what comes out when all is computed anew. */
    @Test
    void aBoardThatIsChangedRunByRunIsTheBoardOfItsRuns() {
        var misfit = Misfit.drifting(0.004, 1e18, 3e20).bending(0.004, 20, 5, 100);
        List<Knowledge> laws = List.of(additive().with(misfit));
        List<Candidate> candidates = ladder(4, 3, 9);
        Board board = Board.of(
                Perspective.all(laws, new Target.BestResponse(1e22), candidates),
                candidates,
                Appraisal.information(laws, candidates),
                false,
                1e20);
        var random = new SplittableRandom(4);
        for (int i = 0; i < 40; i++) {
            int c = random.nextInt(candidates.size());
            double expected = board.value() - board.gain(c);
            board.add(c);
            assertThat(board.value()).isCloseTo(expected, within(1e-9 * expected));
            if (i % 3 == 2) {
                expected = board.value() + board.loss(c);
                board.remove(c);
                assertThat(board.value()).isCloseTo(expected, within(1e-9 * expected));
            }
        }
        double changed = board.value();
        double gain = board.gain(2);
        board.rebuild();
        assertThat(board.value()).isCloseTo(changed, within(1e-6 * changed));
        assertThat(board.gain(2)).isCloseTo(gain, within(1e-6 * changed));
    }

    private static double best(
            Appraisal appraisal,
            List<Candidate> candidates,
            Limits limits,
            int[] counts,
            int c,
            double spent,
            int runs) {
        if (c == counts.length) {
            return runs == 0 ? Double.MAX_VALUE : appraisal.of(counts).total();
        }
        double best = Double.MAX_VALUE;
        for (int n = 0; n <= candidates.get(c).most(); n++) {
            double cost = spent + n * candidates.get(c).flops();
            if (cost > limits.flops() || runs + n > limits.runs()) {
                break;
            }
            counts[c] = n;
            best = Math.min(best, best(appraisal, candidates, limits, counts, c + 1, cost, runs + n));
        }
        counts[c] = 0;
        return best;
    }

    @Test
    void neverProposesWhatIsNotAllowed() {
        var random = new SplittableRandom(5);
        for (int trial = 0; trial < 20; trial++) {
            List<Candidate> candidates = ladder(3 + random.nextInt(4), 2 + random.nextInt(4), 1 + random.nextInt(3));
            var limits = new Limits(Math.exp(random.nextDouble(42, 48)), 1 + random.nextInt(12));
            var design = new Design(List.of(additive()), new Target.BestSize(1e23), candidates, limits);
            if (candidates.stream().noneMatch(c -> c.flops() <= limits.flops())) {
                assertThatThrownBy(design::propose).isInstanceOf(InputException.class);
                continue;
            }
            Proposal proposal = design.propose();
            assertThat(proposal.flops()).isLessThanOrEqualTo(limits.flops() * (1 + 1e-9));
            assertThat(proposal.count()).isLessThanOrEqualTo(limits.runs());
            for (Marginal run : proposal.runs()) {
                assertThat(candidates).contains(run.candidate());
                assertThat(run.seeds()).isLessThanOrEqualTo(run.candidate().most());
            }
            assertThat(proposal.after().total()).isLessThan(proposal.before().total());
            assertThat(proposal.best()).isBetween(0.0, 1.0);
        }
    }
}
