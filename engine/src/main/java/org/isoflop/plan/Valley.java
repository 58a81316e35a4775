package org.isoflop.plan;

import java.util.OptionalDouble;
import org.isoflop.formula.Kernel;
import org.isoflop.formula.Prepared;

/**
 * The lowest point of a landscape along a path: a scan over log N finds the valley, whatever its shape; the slope inside
 * it is then brought to zero, to rounding, so that quantities that follow from the place can be differentiated.
 *
 * <p>For one thread: it keeps the scratch space of a kernel.
 */
final class Valley {
    /** A quarter of a factor of e apart over the whole search: no valley of a scaling law is that narrow. */
    private static final int POINTS = 161;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** Golden-section search ends here: a minimum is known to half the digits of its value. */
    private static final double NARROW = 1e-9;

    private final Landscape landscape;
    private final Path path;
    private final double[] sizes = new double[POINTS];
    private final double[] elasticities = new double[POINTS];
    private final Kernel.Evaluator evaluator;
    private final Prepared prepared;

    Valley(Landscape landscape, Path path) {
        this.landscape = landscape;
        this.path = path;
        double[] tokens = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double share = (double) i / (POINTS - 1);
            sizes[i] = i == 0
                    ? path.low()
                    : i == POINTS - 1 ? path.high() : path.low() * Math.pow(path.high() / path.low(), share);
            tokens[i] = path.tokens().applyAsDouble(sizes[i]);
            elasticities[i] = path.elasticity().applyAsDouble(sizes[i]);
        }
        evaluator = landscape.kernel().evaluator();
        prepared = landscape.kernel().prepare(new double[][] {sizes, tokens}, POINTS);
    }

    /** N where the loss is least; empty if it still falls where the search, and no limit, ends. */
    OptionalDouble lowest(double[] theta) {
        if (path.isPoint()) {
            return OptionalDouble.of(path.low());
        }
        evaluator.parameters(theta);
        double[][] values = evaluator.rows(prepared, 0, POINTS);
        int best = best(values[0]);
        if (best < 0) {
            return OptionalDouble.empty();
        }
        double slope = values[1][best] + elasticities[best] * values[2][best];
        int other = slope < 0 ? best + 1 : best - 1;
        if (other < 0 || other >= POINTS) {
            boolean isOpen = other < 0 ? path.openBelow() : path.openAbove();
            return isOpen ? OptionalDouble.empty() : OptionalDouble.of(sizes[best]);
        }
        double slopeThere = values[1][other] + elasticities[other] * values[2][other];
        boolean isBracket = slope * slopeThere < 0;
        int low = Math.min(best, other);
        return OptionalDouble.of(Math.exp(
                isBracket
                        ? Rising.zero(x -> slope(x, theta), Math.log(sizes[low]), Math.log(sizes[low + 1]))
                        : golden(Math.max(0, best - 1), Math.min(POINTS - 1, best + 1), theta)));
    }

    /** The least of the values that are defined; −1 if none is. */
    private static int best(double[] values) {
        int best = -1;
        for (int i = 0; i < POINTS; i++) {
            if (Double.isFinite(values[i]) && (best < 0 || values[i] < values[best])) {
                best = i;
            }
        }
        return best;
    }

    private double slope(double x, double[] theta) {
        double n = Math.exp(x);
        double d = path.tokens().applyAsDouble(n);
        return landscape.slope(n, d, path.elasticity().applyAsDouble(n), theta);
    }

    /** Where the slope jumps, or lies: golden-section search on the loss itself. */
    private double golden(int from, int to, double[] theta) {
        double low = Math.log(sizes[from]);
        double high = Math.log(sizes[to]);
        double a = high - GOLDEN * (high - low);
        double b = low + GOLDEN * (high - low);
        double lossA = loss(a, theta);
        double lossB = loss(b, theta);
        while (high - low > NARROW) {
            if (lossA < lossB) {
                high = b;
                b = a;
                lossB = lossA;
                a = high - GOLDEN * (high - low);
                lossA = loss(a, theta);
            } else {
                low = a;
                a = b;
                lossA = lossB;
                b = low + GOLDEN * (high - low);
                lossB = loss(b, theta);
            }
        }
        // A point that was seen: where the loss jumps, the middle may lie on the wrong side.
        double x = lossA < lossB ? a : b;
        int middle = (from + to) / 2;
        return landscape.loss(sizes[middle], path.tokens().applyAsDouble(sizes[middle]), theta) < Math.min(lossA, lossB)
                ? Math.log(sizes[middle])
                : x;
    }

    private double loss(double x, double[] theta) {
        double n = Math.exp(x);
        return landscape.loss(n, path.tokens().applyAsDouble(n), theta);
    }
}
