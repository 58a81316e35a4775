package org.isoflop.fit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.isoflop.runs.Magnitude;

/**
 * A combination of parameters that the runs do not determine: when they move together like this, no prediction for a
 * run changes.
 *
 * @param moves by how much each parameter moves that moves much, the largest move being 1
 * @param along by how much every free parameter of the law moves, in its order, in the same units
 */
public record FreeDirection(Map<String, Double> moves, List<Double> along) {
    /** A step along it, as a share of the parameter that moves most for its size. */
    private static final double STEP = 1e-4;

    /** Changes that cancel to less than this share of themselves are none: directions are known to more digits. */
    private static final double CANCELLED = 1e-3;

    /** Below this share of a quantity its changes are rounding. */
    private static final double ROUNDING = 1e-11;

    public FreeDirection {
        moves = Collections.unmodifiableMap(new LinkedHashMap<>(moves));
        along = List.copyOf(along);
    }

    /** In words: {@code E by 1 with F by -1}. */
    public String describe() {
        return moves.entrySet().stream()
                .map(move -> move.getKey() + " by " + Magnitude.digits(move.getValue(), 3))
                .collect(Collectors.joining(" with "));
    }

    /**
     * Whether a quantity changes along it, so that the runs do not tell what it is. What the parameters do to it one by
     * one may cancel: of {@code E + F} the runs may know the sum alone.
     *
     * @param theta the free parameters; not written to
     */
    boolean changes(ToDoubleFunction<double[]> quantity, double[] theta) {
        double step = step(theta);
        double together = difference(quantity, theta, step, 0, theta.length);
        double apart = 0;
        for (int j = 0; j < theta.length; j++) {
            apart += along.get(j) == 0 ? 0 : Math.abs(difference(quantity, theta, step, j, j + 1));
        }
        double size = Math.abs(quantity.applyAsDouble(theta));
        return Double.isNaN(together) || Math.abs(together) > Math.max(CANCELLED * apart, ROUNDING * size);
    }

    private double step(double[] theta) {
        double step = Double.POSITIVE_INFINITY;
        for (int j = 0; j < theta.length; j++) {
            double move = Math.abs(along.get(j));
            if (move > 0) {
                step = Math.min(step, STEP * (theta[j] == 0 ? 1 : Math.abs(theta[j])) / move);
            }
        }
        return step;
    }

    /** How the quantity changes when some of the parameters move. */
    private double difference(ToDoubleFunction<double[]> quantity, double[] theta, double step, int from, int to) {
        double[] ahead = theta.clone();
        double[] behind = theta.clone();
        for (int j = from; j < to; j++) {
            ahead[j] += step * along.get(j);
            behind[j] -= step * along.get(j);
        }
        return quantity.applyAsDouble(ahead) - quantity.applyAsDouble(behind);
    }
}
