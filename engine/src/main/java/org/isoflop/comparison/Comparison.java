package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.isoflop.InputException;

/**
 * Recipes compared at a target.
 *
 * @param question what was asked
 * @param standings the best first
 * @param duels every pair, the better one first; of many recipes only the best against each other one
 */
public record Comparison(Question question, List<Standing> standings, List<Duel> duels) {
    /** Of more recipes than this not every pair is looked at. */
    public static final int MOST_PAIRED = 6;

    /**
     * What is asked.
     *
     * @param path along which scales grow
     * @param target the scale at which a decision is wanted
     * @param held values of variables that the path does not tell
     * @param higherIsBetter whether the laws describe something of which more is better
     * @param level of the intervals
     */
    public record Question(Path path, double target, Map<String, Double> held, boolean higherIsBetter, double level) {
        public Question {
            held = Map.copyOf(held);
        }

        /** The same along another path. */
        public Question along(Path other) {
            return new Question(other, target, held, higherIsBetter, level);
        }
    }

    public Comparison {
        standings = List.copyOf(standings);
        duels = List.copyOf(duels);
    }

    /** The pair that matters most: the best and the next. */
    public Duel leading() {
        return duels.getFirst();
    }

    /**
     * Compares.
     *
     * @param hindcast what back-tests say; empty where there were none
     * @throws InputException if the law of a recipe is not defined at the target
     */
    public static Comparison of(
            Question question, List<Contender> contenders, Optional<Hindcast> hindcast, int threads) {
        Bundle plain = bundle(question, contenders, threads);
        requireDefined(plain, question);
        Optional<Bundle> wide = hindcast.map(h -> plain.widened(h.ofDifferences()));
        Optional<Bundle> alone = hindcast.map(h -> plain.widened(h.ofLevels()));
        var spread = new Spread(question.level());
        int s = plain.target();
        int[] order = IntStream.range(0, contenders.size())
                .boxed()
                .sorted(Comparator.comparingDouble(c -> plain.centre()[c][s]))
                .mapToInt(c -> c)
                .toArray();
        double[] best = best(plain);
        Optional<double[]> wider = wide.map(Comparison::best);
        List<Standing> standings = Arrays.stream(order)
                .mapToObj(c -> new Standing(
                        contenders.get(c),
                        loss(plain, alone, c, question, spread),
                        plain.curves().get(c).parameters(question.target(), contenders.get(c).theta()),
                        new Chance(chance(plain, best, c), wider.map(w -> chance(plain, w, c)).orElse(OptionalDouble.empty())),
                        question.target() / contenders.get(c).span().high()))
                .toList();
        var duels = new ArrayList<Duel>();
        int firsts = order.length > MOST_PAIRED ? 1 : order.length - 1;
        for (int i = 0; i < firsts; i++) {
            for (int j = i + 1; j < order.length; j++) {
                duels.add(Duel.of(plain, wide, order[i], order[j], question.path(), spread));
            }
        }
        return new Comparison(question, standings, duels);
    }

    private static Bundle bundle(Question question, List<Contender> contenders, int threads) {
        return Bundle.of(
                contenders, question.path(), question.held(), question.higherIsBetter(), question.target(), threads);
    }

    private static void requireDefined(Bundle bundle, Question question) {
        for (int c = 0; c < bundle.contenders().size(); c++) {
            if (!Double.isFinite(bundle.centre()[c][bundle.target()])) {
                throw new InputException(
                        "the law of %s has no value at the target, %s"
                                .formatted(
                                        bundle.contenders().get(c).name(),
                                        question.path().describe()),
                        question.path() instanceof Path.Optimal
                                ? "It may have no best N and D: compare along a stated path, --path ratio=20."
                                : "Choose another target with --at.");
            }
        }
    }

    private static Estimate loss(Bundle plain, Optional<Bundle> alone, int c, Question question, Spread spread) {
        double sign = question.higherIsBetter() ? -1 : 1;
        return new Estimate(
                sign * plain.centre()[c][plain.target()],
                spread.interval(atTarget(plain, c, sign)),
                alone.flatMap(w -> spread.interval(atTarget(w, c, sign))));
    }

    private static double[] atTarget(Bundle bundle, int c, double sign) {
        return IntStream.range(0, bundle.draws())
                .mapToDouble(k -> sign * bundle.drawn()[c][k][bundle.target()])
                .toArray();
    }

    private static OptionalDouble chance(Bundle bundle, double[] best, int c) {
        return bundle.draws() == 0 ? OptionalDouble.empty() : OptionalDouble.of(best[c]);
    }

    /** For each contender the share of the draws in which it is the best; those that tie share a draw. */
    private static double[] best(Bundle bundle) {
        int n = bundle.contenders().size();
        double[] wins = new double[n];
        for (int k = 0; k < bundle.draws(); k++) {
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < n; c++) {
                double value = bundle.drawn()[c][k][bundle.target()];
                least = value < least ? value : least;
            }
            double[] won = new double[n];
            for (int c = 0; c < n; c++) {
                won[c] = Bundle.isTie(bundle.drawn()[c][k][bundle.target()], least) ? 1 : 0;
            }
            double winners = Arrays.stream(won).sum();
            for (int c = 0; c < n && winners > 0; c++) {
                wins[c] += won[c] / winners / bundle.draws();
            }
        }
        return wins;
    }
}
