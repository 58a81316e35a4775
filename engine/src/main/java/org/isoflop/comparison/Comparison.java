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
 * @param standings the best first, after all of which enough is known those of which it is not
 * @param duels every pair, the one that stands higher first; of many recipes only the best against each other one
 * @param leaders who is ahead from the smallest runs to the target, at every scale of the grid
 * @param outlines the curves, in the order of the standings
 */
public record Comparison(
        Question question, List<Standing> standings, List<Duel> duels, List<Leader> leaders, List<Outline> outlines) {
    private static final Chance NO_CHANCE = new Chance(OptionalDouble.empty(), OptionalDouble.empty());

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
        leaders = List.copyOf(leaders);
        outlines = List.copyOf(outlines);
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
        Optional<Bundle> wide = hindcast.map(h -> plain.widened(h.ofContrasts(contenders)));
        Optional<Bundle> alone = hindcast.map(h -> plain.widened(h.ofLevels()));
        var spread = new Spread(question.level());
        List<Standing> standings = standings(question, plain, wide, alone, spread);
        int[] order = standings.stream()
                .mapToInt(standing -> contenders.indexOf(standing.contender()))
                .toArray();
        var duels = new ArrayList<Duel>();
        int firsts = order.length > MOST_PAIRED ? 1 : order.length - 1;
        for (int i = 0; i < firsts; i++) {
            for (int j = i + 1; j < order.length; j++) {
                duels.add(Duel.of(plain, wide, order[i], order[j], question.path(), spread));
            }
        }
        return new Comparison(
                question,
                standings,
                duels,
                leaders(plain, wide, alone.orElse(plain), spread),
                IntStream.of(order)
                        .mapToObj(c -> Outline.of(plain, alone, c, question, spread))
                        .toList());
    }

    private static List<Standing> standings(
            Question question, Bundle plain, Optional<Bundle> wide, Optional<Bundle> alone, Spread spread) {
        int s = plain.target();
        boolean[] known = known(alone.orElse(plain), s, spread);
        return IntStream.range(0, plain.contenders().size())
                .boxed()
                .sorted(Comparator.comparingDouble(c -> plain.centre()[c][s]))
                .map(c -> {
                    Contender contender = plain.contenders().get(c);
                    return new Standing(
                            contender,
                            loss(plain, alone, c, question, spread),
                            plain.curves().get(c).parameters(question.target(), contender.theta()),
                            known[c] ? chance(plain, wide, s, known, c) : NO_CHANCE,
                            question.target() / contender.span().high());
                })
                .sorted(Comparator.comparing(standing -> !standing.known()))
                .toList();
    }

    private static List<Leader> leaders(Bundle plain, Optional<Bundle> wide, Bundle alone, Spread spread) {
        double low = plain.contenders().stream()
                .mapToDouble(c -> c.span().low())
                .min()
                .orElseThrow();
        return IntStream.rangeClosed(0, plain.target())
                .filter(s -> plain.scales()[s] >= low * (1 - 1e-9))
                .mapToObj(s -> {
                    boolean[] known = known(alone, s, spread);
                    int first = IntStream.range(0, plain.contenders().size())
                            .filter(c -> known[c])
                            .boxed()
                            .min(Comparator.comparingDouble(c -> plain.centre()[c][s]))
                            .orElseThrow();
                    return new Leader(
                            plain.scales()[s],
                            plain.contenders().get(first).name(),
                            chance(plain, wide, s, known, first));
                })
                .toList();
    }

    /** Of which contenders enough is known at a scale to rank them; of all, if it is of none. */
    private static boolean[] known(Bundle alone, int s, Spread spread) {
        boolean[] known = new boolean[alone.contenders().size()];
        boolean any = false;
        for (int c = 0; c < known.length; c++) {
            known[c] = Standing.isKnown(alone.centre()[c][s], spread.interval(alone.at(c, s)));
            any |= known[c];
        }
        if (!any) {
            Arrays.fill(known, true);
        }
        return known;
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
                spread.interval(signed(plain.at(c, plain.target()), sign)),
                alone.flatMap(w -> spread.interval(signed(w.at(c, w.target()), sign))));
    }

    private static double[] signed(double[] values, double sign) {
        return Arrays.stream(values).map(v -> sign * v).toArray();
    }

    private static Chance chance(Bundle plain, Optional<Bundle> wide, int s, boolean[] among, int c) {
        return plain.draws() == 0
                ? NO_CHANCE
                : new Chance(
                        OptionalDouble.of(best(plain, s, among)[c]),
                        wide.map(w -> OptionalDouble.of(best(w, s, among)[c])).orElse(OptionalDouble.empty()));
    }

    /** For each contender the share of the draws in which it is the best; those that tie share a draw. */
    private static double[] best(Bundle bundle, int s, boolean[] among) {
        int n = bundle.contenders().size();
        double[] wins = new double[n];
        int counted = 0;
        for (int k = 0; k < bundle.draws(); k++) {
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < n; c++) {
                double value = bundle.drawn()[c][k][s];
                least = among[c] && value < least ? value : least;
            }
            double[] won = new double[n];
            for (int c = 0; c < n; c++) {
                won[c] = among[c] && Bundle.isTie(bundle.drawn()[c][k][s], least) ? 1 : 0;
            }
            double winners = Arrays.stream(won).sum();
            for (int c = 0; c < n && winners > 0; c++) {
                wins[c] += won[c] / winners;
            }
            counted += winners > 0 ? 1 : 0;
        }
        for (int c = 0; c < n && counted > 0; c++) {
            wins[c] /= counted;
        }
        return wins;
    }
}
