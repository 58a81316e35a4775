package org.isoflop.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Whether rules keep what they promise, on random networks: small transformers that grow in width or depth, made and
 * trained for one step as a rule set says. The size of an activation is the root of its mean square; its change is that
 * of the difference that the step makes. Under rules that carry over, neither grows nor vanishes with the network (the
 * coordinate check of Yang et al. 2022, appendix D).
 *
 * <p>At the proxy all rule sets are the same network: initial scales of {@code 1/sqrt(fan_in)}, embeddings of scale 1,
 * and one learning rate.
 */
public final class CoordinateCheck {
    /** The optimizers whose first step needs no past. */
    public enum Optimizer {
        ADAM,
        SGD
    }

    /** What is watched: at the start and, with this in front, its change by one step. */
    public static final String CHANGE = "change of ";

    private static final int VOCABULARY = 16;
    private static final int TOKENS = 12;
    private static final int HEADS = 2;

    private final RuleSet rules;
    private final Optimizer optimizer;
    private final double rate;
    private final Shape proxy;

    /**
     * @param rules to be tried
     * @param rate the learning rate of the proxy: small, so that a step is a small change there
     * @param width of the proxy
     * @param depth of the proxy
     */
    public CoordinateCheck(RuleSet rules, Optimizer optimizer, double rate, int width, int depth) {
        this.rules = rules;
        this.optimizer = optimizer;
        this.rate = rate;
        proxy = shape(width, depth);
    }

    private static Shape shape(int width, int depth) {
        return new Shape(width, depth, (double) width / HEADS, 2.0 * width, VOCABULARY, 1, 1, 1);
    }

    /**
     * Sizes of activations and of their changes in one network of the given width and depth, in the mean over random
     * networks.
     */
    public Map<String, Double> at(int width, int depth, int networks, long seed) {
        var sums = new LinkedHashMap<String, Double>();
        for (int k = 0; k < networks; k++) {
            var random = new SplittableRandom(seed + k);
            once(shape(width, depth), random).forEach((name, size) -> sums.merge(name, size / networks, Double::sum));
        }
        return sums;
    }

    private Map<String, Double> once(Shape target, SplittableRandom random) {
        TinyTransformer network = network(target, random);
        int[] tokens = random.ints(TOKENS, 0, VOCABULARY).toArray();
        int[] targets = random.ints(TOKENS, 0, VOCABULARY).toArray();
        Map<String, Matrix> before = network.forward(tokens);
        network.backward(targets);
        network.step(optimizer);
        Map<String, Matrix> after = network.forward(tokens);
        var sizes = new LinkedHashMap<String, Double>();
        before.forEach((name, matrix) -> {
            sizes.put(name, matrix.rms());
            sizes.put(
                    CHANGE + name,
                    after.getOrDefault(name, matrix).plus(matrix, -1).rms());
        });
        return sizes;
    }

    /** A random network as the rules make it. */
    TinyTransformer network(Shape target, SplittableRandom random) {
        var transfer = new Transfer(rules, proxy, target);
        var unchanged = new Transfer(rules, proxy, proxy);
        double residual =
                ratio(transfer.residual().orElse(1), unchanged.residual().orElse(1));
        double logits =
                ratio(transfer.attention().orElse(1), unchanged.attention().orElse(1)) / Math.sqrt(proxy.headDim());
        return new TinyTransformer(
                target,
                (tensor, rows, columns, chance) -> weight(transfer, unchanged, tensor, rows, columns, chance),
                residual,
                logits,
                random);
    }

    private static double ratio(double target, double proxy) {
        return target / proxy;
    }

    private Weight weight(
            Transfer transfer, Transfer unchanged, TensorClass tensor, int rows, int columns, SplittableRandom random) {
        double before = unchanged.value(tensor, Quantity.MULTIPLIER).orElse(1);
        double multiplier = transfer.value(tensor, Quantity.MULTIPLIER).orElse(1);
        double start = tensor == TensorClass.VECTOR ? 0 : 1 / Math.sqrt(tensor.fanIn(proxy));
        // What enters is multiplier times weight: at the proxy it has the usual scale and step under all rules.
        double deviation =
                start / before * transfer.factor(tensor, Quantity.INIT).orElse(1);
        double step = switch (optimizer) {
            case ADAM -> rate / before;
            case SGD -> rate / (before * before);
        };
        return new Weight(
                rows,
                columns,
                deviation,
                multiplier,
                step * transfer.factor(tensor, Quantity.LEARNING_RATE).orElse(1),
                random);
    }

    /** A watched size over growing networks. */
    public record Growth(String name, int[] sizes, double[] values) {
        /** By which power it grows: the slope of the logarithms. */
        public double exponent() {
            double x = Arrays.stream(sizes).mapToDouble(Math::log).average().orElseThrow();
            double y = Arrays.stream(values).map(Math::log).average().orElseThrow();
            double up = 0;
            double down = 0;
            for (int i = 0; i < sizes.length; i++) {
                double distance = Math.log(sizes[i]) - x;
                up += distance * (Math.log(values[i]) - y);
                down += distance * distance;
            }
            return up / down;
        }
    }

    /** Everything that is watched, over growing widths at the depth of the proxy. */
    public List<Growth> overWidth(int[] widths, int networks, long seed) {
        return over(widths, width -> width, depth -> proxy.depth(), networks, seed);
    }

    /** Everything that is watched, over growing depths at the width of the proxy. */
    public List<Growth> overDepth(int[] depths, int networks, long seed) {
        return over(depths, width -> proxy.width(), depth -> depth, networks, seed);
    }

    private List<Growth> over(
            int[] sizes, DoubleUnaryOperator width, DoubleUnaryOperator depth, int networks, long seed) {
        var measured = new ArrayList<Map<String, Double>>();
        for (int size : sizes) {
            measured.add(at((int) width.applyAsDouble(size), (int) depth.applyAsDouble(size), networks, seed));
        }
        return measured.getFirst().keySet().stream()
                .map(name -> new Growth(
                        name,
                        sizes,
                        measured.stream().mapToDouble(m -> m.get(name)).toArray()))
                .toList();
    }
}
