package org.isoflop.comparison;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Two recipes along a path.
 *
 * @param first the one that is better at the target, as far as is known
 * @param second the other
 * @param path along which they are compared
 * @param difference what the first has less at the target: the loss of the second less that of the first; what it has
 *     more, where more is better
 * @param relative the same as a share of the loss of the second
 * @param better the probability that the first is better at the target
 * @param crossings where the curves meet, the smallest scale first
 * @param shares in which share of the draws they cross, by where; empty without draws
 * @param notBefore the scale before which they do not cross, with a probability of {@code (1 + level)/2}; infinite if
 *     they hardly ever do, empty without draws
 * @param ofSecond how much compute the second needs for the loss of the first, as a function of the first's
 * @param ofFirst how much compute the first needs for the loss of the second, as a function of the second's
 * @param trend what becomes of the advantage from the largest runs to the target
 */
public record Duel(
        String first,
        String second,
        Path path,
        Estimate difference,
        Estimate relative,
        Chance better,
        List<Crossing> crossings,
        Optional<Crossing.Shares> shares,
        OptionalDouble notBefore,
        List<Multiplier> ofSecond,
        List<Multiplier> ofFirst,
        Trend trend) {

    /**
     * What becomes of an advantage with scale.
     *
     * @param from the scale of the smallest runs that both have
     * @param to the target, or the largest runs if that lies among them
     * @param fades the share of the draws in which the multiplier of the one that is better at the larger scale is the
     *     smaller there; empty without draws, or where one of the multipliers is infinite in too many
     */
    public record Trend(double from, double to, OptionalDouble fades) {}

    public Duel {
        crossings = List.copyOf(crossings);
        ofSecond = List.copyOf(ofSecond);
        ofFirst = List.copyOf(ofFirst);
    }

    /** The last crossing before the target; else the first beyond it. */
    public Optional<Crossing> crossing() {
        double target = ofSecond.getLast().scale();
        Optional<Crossing> last = Optional.empty();
        for (Crossing crossing : crossings) {
            if (last.isEmpty() || crossing.scale().value() <= target) {
                last = Optional.of(crossing);
            }
        }
        return last;
    }

    /** Two contenders of a bundle; {@code a} is better at the target, as estimated. */
    static Duel of(Bundle plain, Optional<Bundle> wide, int a, int b, Path path, Spread spread) {
        int s = plain.target();
        double mine = plain.centre()[a][s];
        double others = plain.centre()[b][s];
        Span span = Crossing.span(plain, a, b);
        int[] shown = IntStream.range(0, plain.scales().length)
                .filter(i -> plain.scales()[i] >= Math.min(span.low(), plain.targetScale()) * (1 - 1e-9) && i <= s)
                .toArray();
        return new Duel(
                plain.contenders().get(a).name(),
                plain.contenders().get(b).name(),
                path,
                estimate(
                        others - mine,
                        plain,
                        wide,
                        spread,
                        bundle -> k -> bundle.drawn()[b][k][s] - bundle.drawn()[a][k][s]),
                estimate(
                        (others - mine) / Math.abs(others),
                        plain,
                        wide,
                        spread,
                        bundle -> k -> (bundle.drawn()[b][k][s] - bundle.drawn()[a][k][s])
                                / Math.abs(bundle.drawn()[b][k][s])),
                new Chance(better(plain, a, b), wide.map(w -> better(w, a, b)).orElse(OptionalDouble.empty())),
                Crossing.of(plain, wide, a, b, spread),
                Crossing.shares(wide.orElse(plain), a, b),
                Crossing.notBefore(wide.orElse(plain), a, b, spread),
                IntStream.of(shown)
                        .mapToObj(i -> Multiplier.of(plain, wide, a, b, i, spread))
                        .toList(),
                IntStream.of(shown)
                        .mapToObj(i -> Multiplier.of(plain, wide, b, a, i, spread))
                        .toList(),
                trend(wide.orElse(plain), a, b, shown));
    }

    @FunctionalInterface
    private interface OfBundle {
        IntToDoubleFunction of(Bundle bundle);
    }

    private static Estimate estimate(
            double value, Bundle plain, Optional<Bundle> wide, Spread spread, OfBundle quantity) {
        return new Estimate(
                value,
                spread.interval(IntStream.range(0, plain.draws())
                        .mapToDouble(quantity.of(plain))
                        .toArray()),
                wide.flatMap(w -> spread.interval(IntStream.range(0, w.draws())
                        .mapToDouble(quantity.of(w))
                        .toArray())));
    }

    private static OptionalDouble better(Bundle bundle, int a, int b) {
        int s = bundle.target();
        return Spread.share(IntStream.range(0, bundle.draws())
                .mapToDouble(k -> Spread.vote(bundle.drawn()[a][k][s], bundle.drawn()[b][k][s]))
                .toArray());
    }

    private static Trend trend(Bundle bundle, int a, int b, int[] shown) {
        int from = shown[0];
        int to = shown[shown.length - 1];
        double[] early = Multiplier.drawn(bundle, a, b, from, 1);
        double[] late = Multiplier.drawn(bundle, a, b, to, 1);
        return new Trend(
                bundle.scales()[from],
                bundle.scales()[to],
                Spread.share(IntStream.range(0, early.length)
                        .mapToDouble(k -> Spread.vote(late[k], early[k]))
                        .toArray()));
    }
}
