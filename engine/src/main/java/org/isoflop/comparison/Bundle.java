package org.isoflop.comparison;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Workers;
import org.isoflop.law.Model;

/**
 * The curves of all contenders at a grid of scales, as estimated and at every draw.
 *
 * @param contenders whose curves they are
 * @param curves of the contenders
 * @param scales rising; the target is one of them
 * @param target the place of the target among the scales
 * @param centre for each contender its curve as estimated; not to be written to
 * @param drawn for each contender and draw its curve; not to be written to
 */
record Bundle(
        List<Contender> contenders,
        List<Curve> curves,
        double[] scales,
        int target,
        double[][] centre,
        double[][][] drawn) {
    /** Between two scales curves are taken for straight lines; what that errs by cancels, see {@link Multiplier}. */
    private static final int PER_DECADE = 6;

    /** The grid extends so many times beyond runs and target, to both sides. */
    static final double MARGIN = 1e3;

    /**
     * Follows the curves.
     *
     * @param held values of variables that the path does not tell
     * @param higherIsBetter whether values change their sign
     * @param target the scale that is asked for
     */
    static Bundle of(
            List<Contender> contenders,
            Path path,
            Map<String, Double> held,
            boolean higherIsBetter,
            double target,
            int threads) {
        List<Curve> curves = contenders.stream()
                .map(c -> Curve.of(c.model(), path, held, higherIsBetter))
                .toList();
        double low = Math.min(
                target,
                contenders.stream().mapToDouble(c -> c.span().low()).min().orElse(target));
        double high = Math.max(
                target,
                contenders.stream().mapToDouble(c -> c.span().high()).max().orElse(target));
        int before = (int) Math.ceil(PER_DECADE * Math.log10(target / low * MARGIN));
        int after = (int) Math.ceil(PER_DECADE * Math.log10(high * MARGIN / target));
        double[] scales = IntStream.rangeClosed(-before, after)
                .mapToDouble(i -> target * Math.pow(10, (double) i / PER_DECADE))
                .toArray();
        int n = contenders.size();
        int draws = contenders.stream()
                .filter(c -> !c.isPublished())
                .mapToInt(c -> c.draws().size())
                .min()
                .orElse(0);
        double[][] centre = new double[n][scales.length];
        double[][] sizes = new double[n][scales.length];
        for (int c = 0; c < n; c++) {
            for (int s = 0; s < scales.length; s++) {
                double[] theta = contenders.get(c).theta();
                sizes[c][s] = curves.get(c).parameters(scales[s], theta);
                centre[c][s] = curves.get(c).at(scales[s], theta);
            }
        }
        List<Follower> followers = IntStream.range(0, n)
                .mapToObj(c -> Follower.of(contenders.get(c), curves.get(c), path, held, higherIsBetter, sizes[c]))
                .toList();
        double[][][] drawn = new double[n][draws][];
        Workers.run(
                n * draws,
                threads,
                () -> scales,
                (i, grid) -> drawn[i % n][i / n] = followers.get(i % n).along(grid, i / n),
                Progress.NONE,
                "curves");
        return new Bundle(contenders, curves, scales, before, centre, drawn);
    }

    /**
     * The curves of the draws of a contender.
     *
     * @param own the curve of the contender itself
     * @param laws the curve of every law that speaks in a draw
     * @param sizes the best N as estimated, at each scale
     */
    private record Follower(Contender contender, Curve own, Map<Model, Curve> laws, double[] sizes) {
        static Follower of(
                Contender contender,
                Curve own,
                Path path,
                Map<String, Double> held,
                boolean higherIsBetter,
                double[] sizes) {
            var laws = new IdentityHashMap<Model, Curve>();
            contender
                    .draws()
                    .forEach(draw -> laws.computeIfAbsent(
                            draw.model(), model -> Curve.following(model, path, held, higherIsBetter)));
            return new Follower(contender, own, laws, sizes);
        }

        /** One law chooses its size anew in every draw; of several, the one that speaks has that which all chose. */
        double[] along(double[] scales, int draw) {
            double[] values = new double[scales.length];
            if (contender.draws().isEmpty()) {
                Arrays.setAll(values, s -> own.of(scales[s], sizes[s], contender.theta()));
                return values;
            }
            Voice voice = contender.draws().get(draw);
            Curve law = laws.getOrDefault(voice.model(), own);
            boolean alone = contender.isOneLaw();
            Arrays.setAll(
                    values,
                    s -> alone
                            ? own.at(scales[s], voice.theta(), sizes[s])
                            : law.of(scales[s], sizes[s], voice.theta()));
            return values;
        }
    }

    int draws() {
        return drawn[0].length;
    }

    double targetScale() {
        return scales[target];
    }

    /** The curve of a contender as estimated, at any scale. */
    double at(int contender, double scale) {
        return curves.get(contender).at(scale, contenders.get(contender).theta());
    }

    /** The values of a contender at one of the scales, one per draw. */
    double[] at(int contender, int s) {
        return Arrays.stream(drawn[contender]).mapToDouble(curve -> curve[s]).toArray();
    }

    /** The same curves with every draw moved away from the estimate as far as back-tests ask for at its distance. */
    Bundle widened(Widening widening) {
        double edge = contenders.stream()
                .filter(c -> !c.isPublished())
                .mapToDouble(c -> c.span().high())
                .min()
                .orElse(targetScale());
        double[] tails = widening.tails(draws());
        double[] factors = new double[scales.length];
        for (int s = 0; s < factors.length; s++) {
            factors[s] = widening.factor(Math.max(1, scales[s] / edge));
        }
        double[][][] wider = new double[drawn.length][draws()][scales.length];
        for (int c = 0; c < drawn.length; c++) {
            for (int k = 0; k < wider[c].length; k++) {
                for (int s = 0; s < scales.length; s++) {
                    wider[c][k][s] = centre[c][s] + factors[s] * tails[k] * (drawn[c][k][s] - centre[c][s]);
                }
            }
        }
        return new Bundle(contenders, curves, scales, target, centre, wider);
    }

    /** Whether two values are the same but for rounding. */
    static boolean isTie(double a, double b) {
        return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "curves of " + contenders;
    }
}
