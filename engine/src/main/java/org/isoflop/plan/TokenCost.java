package org.isoflop.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.architecture.Counted;
import org.isoflop.architecture.FlopCount;
import org.isoflop.architecture.ShapeStyle;
import org.isoflop.architecture.Transformer;

/**
 * A convention for counting floating-point operations: what one token costs a model of N parameters, forwards and
 * backwards. A forward pass alone, which is what a served token costs, is a third of it.
 *
 * @param name of the convention, as a person calls it
 * @param perToken FLOPs of training per token over N, positive and rising
 */
public record TokenCost(String name, DoubleUnaryOperator perToken) {
    /** Two FLOPs per parameter and token for the forward pass, four for the backward: Kaplan et al. 2020, 2.1. */
    public static final TokenCost SIX_ND = new TokenCost("6ND", n -> 6 * n);

    private static final double PASSES = 3;

    /** Shapes are proposed for sizes between these, so many per factor of ten. */
    private static final double SMALLEST = 1e6;

    private static final double LARGEST = 1e13;

    /** Denser points would follow every step from one shape to the next, and the cost would fall where a model grows. */
    private static final int PER_DECADE = 8;

    /** Half a step in log N over which a convention is differentiated: its error is then about 1e-10. */
    private static final double STEP = 1e-5;

    /**
     * A convention that depends on the shape of a model: shapes are proposed for some sizes, and their FLOPs per
     * parameter interpolated in the logarithm of N, so that the cost is continuous.
     *
     * @param counted what the N of the law counts
     */
    public static TokenCost of(FlopCount count, ShapeStyle style, Counted counted) {
        int points = (int) Math.round(PER_DECADE * Math.log10(LARGEST / SMALLEST)) + 1;
        List<Transformer> models = IntStream.range(0, points)
                .mapToObj(i -> shape(style, SMALLEST * Math.pow(10, (double) i / PER_DECADE), counted))
                .flatMap(Optional::stream)
                .toList();
        double[] sizes = models.stream()
                .mapToDouble(model -> (double) counted.of(model.parameters()))
                .toArray();
        double[] x = Arrays.stream(sizes).map(Math::log).toArray();
        double[] perParameter = IntStream.range(0, sizes.length)
                .mapToDouble(i -> Math.log(count.trainingPerToken(models.get(i)) / sizes[i]))
                .toArray();
        return new TokenCost(count.id(), n -> n * Math.exp(between(x, perParameter, Math.log(n))));
    }

    /** Below some size the tables alone are larger than the model. */
    private static Optional<Transformer> shape(ShapeStyle style, double parameters, Counted counted) {
        try {
            return Optional.of(style.propose(parameters, counted));
        } catch (InputException _) {
            return Optional.empty();
        }
    }

    /** Linear between points, constant beyond them. */
    private static double between(double[] x, double[] y, double at) {
        int place = Arrays.binarySearch(x, at);
        int above = place >= 0 ? place : -place - 1;
        if (above == 0 || above == x.length) {
            return y[Math.min(above, x.length - 1)];
        }
        double share = (at - x[above - 1]) / (x[above] - x[above - 1]);
        return y[above - 1] + share * (y[above] - y[above - 1]);
    }

    /** FLOPs of training per token. */
    public double training(double parameters) {
        return perToken.applyAsDouble(parameters);
    }

    /** FLOPs per token that is read or written by the model that was trained. */
    public double serving(double parameters) {
        return training(parameters) / PASSES;
    }

    /** {@code d log f / d log N}: 1 where FLOPs are proportional to parameters. */
    double elasticity(double parameters) {
        if (name.equals(SIX_ND.name)) {
            return 1;
        }
        return Math.log(training(parameters * Math.exp(STEP)) / training(parameters * Math.exp(-STEP))) / (2 * STEP);
    }
}
