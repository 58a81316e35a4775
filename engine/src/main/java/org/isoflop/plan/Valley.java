package org.isoflop.plan;

import java.util.OptionalDouble;
import org.isoflop.formula.Kernel;
import org.isoflop.formula.Prepared;

/**
 * The lowest point of a landscape along a path: a scan over log N finds the valley, whatever its shape; the slope inside
 * it is then brought to zero, to rounding, so that quantities that follow from the place can be differentiated.
 *
 * <p>Where the first parameters that are asked for have one valley, the others are taken to have one too, unless every
 * eighth point of the scan shows more: then the points between the two where the slope changes its sign are enough.
 *
 * <p>For one thread: it keeps the scratch space of a kernel.
 */
final class Valley {
    /** A quarter of a factor of e apart over the whole search: no valley of a scaling law is that narrow. */
    private static final int POINTS = 161;

    /** A look at every one of so many points tells where a single valley is. */
    private static final int STRIDE = 8;

    private static final int GLANCES = (POINTS - 1) / STRIDE + 1;

    /** No place, or more than one. */
    private static final int NONE = -1;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** Golden-section search ends here: a minimum is known to half the digits of its value. */
    private static final double NARROW = 1e-9;

    private final Landscape landscape;
    private final Path path;
    private final double[] sizes = new double[POINTS];
    private final double[] logSizes = new double[POINTS];
    private final double[] elasticities = new double[POINTS];

    /** Of the points that were looked at last. */
    private final double[] slopes = new double[POINTS];

    private final Kernel.Evaluator evaluator;
    private final Prepared prepared;
    private final Prepared glance;

    /** Whether all parameters so far had one valley; at first nobody knows. */
    private Shape shape = Shape.UNKNOWN;

    private enum Shape {
        UNKNOWN,
        ONE_VALLEY,
        ANY
    }

    Valley(Landscape landscape, Path path) {
        this.landscape = landscape;
        this.path = path;
        double[] tokens = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double share = (double) i / (POINTS - 1);
            sizes[i] = i == 0
                    ? path.low()
                    : i == POINTS - 1 ? path.high() : path.low() * Math.pow(path.high() / path.low(), share);
            logSizes[i] = Math.log(sizes[i]);
            tokens[i] = path.tokens().applyAsDouble(sizes[i]);
            elasticities[i] = path.elasticity().applyAsDouble(sizes[i]);
        }
        evaluator = landscape.kernel().evaluator();
        prepared = landscape.kernel().prepare(new double[][] {sizes.clone(), tokens}, POINTS);
        glance = landscape.kernel().prepare(new double[][] {every(sizes), every(tokens)}, GLANCES);
    }

    private static double[] every(double[] values) {
        double[] some = new double[GLANCES];
        for (int i = 0; i < GLANCES; i++) {
            some[i] = values[i * STRIDE];
        }
        return some;
    }

    /** N where the loss is least; empty if it still falls where the search, and no limit, ends. */
    OptionalDouble lowest(double[] theta) {
        if (path.isPoint()) {
            return OptionalDouble.of(path.low());
        }
        evaluator.parameters(theta);
        int single = shape == Shape.ONE_VALLEY ? bottomAtAGlance() : NONE;
        return single == NONE
                ? lowestOfAll(theta)
                : OptionalDouble.of(bottom(single, slopes[single], slopes[single + 1], theta));
    }

    /** The point before the only change of the slope's sign, from falling to rising; {@link #NONE} if it is not so. */
    private int bottomAtAGlance() {
        int coarse = onlyTurn(evaluator.rows(glance, 0, GLANCES), 0, GLANCES, STRIDE);
        if (coarse == NONE) {
            return NONE;
        }
        int from = coarse * STRIDE;
        int fine = onlyTurn(evaluator.rows(prepared, from, STRIDE + 1), from, STRIDE + 1, 1);
        return fine == NONE ? NONE : from + fine;
    }

    /**
     * Among some points of the scan the one after which the loss stops falling, if it falls up to there and rises from
     * there on.
     *
     * @param values loss and slopes at them
     * @param from the first of them in the scan
     * @param step from one to the next in the scan
     */
    private int onlyTurn(double[][] values, int from, int count, int step) {
        int turn = NONE;
        boolean fell = true;
        for (int i = 0; i < count; i++) {
            double slope = values[1][i] + elasticities[from + i * step] * values[2][i];
            slopes[from + i * step] = slope;
            boolean falls = slope < 0;
            if (!Double.isFinite(slope) || slope == 0 || falls && !fell || i == 0 && !falls) {
                return NONE;
            }
            if (fell && !falls) {
                turn = i - 1;
            }
            fell = falls;
        }
        return turn;
    }

    private OptionalDouble lowestOfAll(double[] theta) {
        double[][] values = evaluator.rows(prepared, 0, POINTS);
        if (shape == Shape.UNKNOWN) {
            shape = onlyTurn(values, 0, POINTS, 1) == NONE ? Shape.ANY : Shape.ONE_VALLEY;
        }
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
        return OptionalDouble.of(
                isBracket
                        ? bottom(low, low == best ? slope : slopeThere, low == best ? slopeThere : slope, theta)
                        : Math.exp(golden(Math.max(0, best - 1), Math.min(POINTS - 1, best + 1), theta)));
    }

    /**
     * Where the slope is zero between a point of the scan and the next.
     *
     * @param below the slope at the point
     * @param above that at the next
     */
    private double bottom(int low, double below, double above, double[] theta) {
        return Math.exp(Rising.zero(x -> slope(x, theta), logSizes[low], below, logSizes[low + 1], above));
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
        double low = logSizes[from];
        double high = logSizes[to];
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
