package org.isoflop.fit;

import static org.isoflop.formula.Expr.choose;
import static org.isoflop.formula.Expr.compare;
import static org.isoflop.formula.Expr.multiply;
import static org.isoflop.formula.Expr.num;
import static org.isoflop.formula.Expr.square;
import static org.isoflop.formula.Expr.subtract;

import org.isoflop.formula.Expr;
import org.isoflop.formula.Function;
import org.isoflop.formula.Operator;

/**
 * What a residual costs. A penalty is written in the formula language, as trees over the residual {@code r} and a
 * width {@code h}; the kernel of a fit compiles it together with the law.
 *
 * <p>The width is how near zero the penalty turns from linear to quadratic. A search begins with a large width, where
 * the problem is one of least squares, and ends with {@link #width()}.
 */
public sealed interface Penalty {

    /** {@code r^2}; the sum is the residual sum of squares. */
    record Squared() implements Penalty {
        @Override
        public Expr loss(Expr r, Expr h) {
            return square(r);
        }

        @Override
        public Expr weight(Expr r, Expr h) {
            return num(2);
        }

        @Override
        public double width() {
            return Double.POSITIVE_INFINITY;
        }
    }

    /**
     * {@code r^2/2} up to {@code |r| = delta}, {@code delta (|r| - delta/2)} beyond (Huber, Robust estimation of a
     * location parameter, 1964).
     */
    record Huber(double delta) implements Penalty {
        public Huber {
            requirePositive("delta", delta);
        }

        @Override
        public Expr loss(Expr r, Expr h) {
            return huber(r, h);
        }

        @Override
        public Expr weight(Expr r, Expr h) {
            return huberWeight(r, h);
        }

        @Override
        public double width() {
            return delta;
        }
    }

    /**
     * {@code q |r|} where the observation lies above the prediction and {@code (1 - q) |r|} where it lies below, so
     * that the minimum is the q-quantile; {@code q = 0.5} is half the absolute error.
     *
     * <p>Smoothed within {@link #SMOOTHING} of zero, which moves the sum by at most half of that per row.
     */
    record Quantile(double q) implements Penalty {
        static final double SMOOTHING = 1e-7;

        public Quantile {
            if (!(q > 0 && q < 1)) {
                throw new IllegalArgumentException("a quantile lies between 0 and 1, not at " + q);
            }
        }

        @Override
        public Expr loss(Expr r, Expr h) {
            return multiply(side(r), Expr.divide(huber(r, h), h));
        }

        @Override
        public Expr weight(Expr r, Expr h) {
            return multiply(side(r), Expr.divide(huberWeight(r, h), h));
        }

        /** Residuals are predicted minus observed: negative where the observation is above. */
        private Expr side(Expr r) {
            return choose(compare(Operator.LESS, r, num(0)), num(q), num(1 - q));
        }

        @Override
        public double width() {
            return SMOOTHING;
        }
    }

    /** The cost of a residual. */
    Expr loss(Expr r, Expr h);

    /** {@code loss'(r) / r}: what the row weighs in the least-squares problem with the same gradient. */
    Expr weight(Expr r, Expr h);

    /** The final width; infinite for a penalty that does not use it. */
    double width();

    private static Expr huber(Expr r, Expr h) {
        Expr size = Expr.call(Function.ABS, r);
        return choose(
                compare(Operator.AT_MOST, size, h),
                multiply(num(0.5), square(r)),
                multiply(h, subtract(size, multiply(num(0.5), h))));
    }

    private static Expr huberWeight(Expr r, Expr h) {
        Expr size = Expr.call(Function.ABS, r);
        return choose(compare(Operator.AT_MOST, size, h), num(1), Expr.divide(h, size));
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
