package org.isoflop.fit;

import static org.isoflop.formula.Expr.choose;
import static org.isoflop.formula.Expr.compare;
import static org.isoflop.formula.Expr.multiply;
import static org.isoflop.formula.Expr.num;
import static org.isoflop.formula.Expr.square;
import static org.isoflop.formula.Expr.subtract;

import org.isoflop.formula.Derivative;
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
        public Expr bend(Expr r, Expr h) {
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
        public Expr bend(Expr r, Expr h) {
            return choose(isWithin(r, h), num(1), num(0));
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

        @Override
        public Expr bend(Expr r, Expr h) {
            return choose(isWithin(r, h), Expr.divide(side(r), h), num(0));
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

    /** {@code weight * r} by r: how the objective itself bends, without the second derivatives of the law. */
    default Expr bend(Expr r, Expr h) {
        // A penalty that bends down, as those of heavy tails do, has no curvature worth following there.
        return Expr.binary(Operator.MAX, Derivative.of(multiply(weight(r, h), r), r), num(0));
    }

    /** The final width; infinite for a penalty that does not use it. */
    double width();

    /** With {@code psi = r h / max(|r|, h)}, which is r within the width and h beyond: {@code psi (r - psi/2)}. */
    private static Expr huber(Expr r, Expr h) {
        Expr psi = multiply(huberWeight(r, h), r);
        return multiply(psi, subtract(r, multiply(num(0.5), psi)));
    }

    private static Expr huberWeight(Expr r, Expr h) {
        return Expr.divide(h, Expr.binary(Operator.MAX, Expr.call(Function.ABS, r), h));
    }

    private static Expr isWithin(Expr r, Expr h) {
        return compare(Operator.AT_MOST, Expr.call(Function.ABS, r), h);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
