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

    /**
     * {@code 2 q} times the cost of Huber where the observation lies above the prediction and {@code 2 (1 - q)} times
     * where it lies below. Under-tuned runs lie above the frontier and never below it: a small q lets the curve run
     * along the lower edge of the runs. {@code q = 0.5} is the cost of Huber.
     */
    record Asymmetric(double q, double delta) implements Penalty {
        public Asymmetric {
            requirePositive("delta", delta);
            if (!(q > 0 && q < 1)) {
                throw new IllegalArgumentException("the share of the cost above lies between 0 and 1, not at " + q);
            }
        }

        @Override
        public Expr loss(Expr r, Expr h) {
            return multiply(side(r), huber(r, h));
        }

        @Override
        public Expr weight(Expr r, Expr h) {
            return multiply(side(r), huberWeight(r, h));
        }

        @Override
        public Expr bend(Expr r, Expr h) {
            return choose(isWithin(r, h), side(r), num(0));
        }

        /** Residuals are predicted minus observed: negative where the observation is above. */
        private Expr side(Expr r) {
            return choose(compare(Operator.LESS, r, num(0)), num(2 * q), num(2 * (1 - q)));
        }

        @Override
        public double width() {
            return delta;
        }
    }

    /**
     * The negative logarithm of a density whose scale is a parameter like the others:
     * {@code sum (factor loss(r, h)/h^2 + log h + constant)}, least over the law's parameters and the width h. Near zero
     * {@code loss = r^2/2}. {@link ScaleSearch} finds the width.
     */
    sealed interface FreeScale extends Penalty {
        /** What {@code loss/h^2} is multiplied by to become a log density. */
        double factor();

        /** What the log density lacks, the same for every row. */
        double constant();

        /** The scale of the density at a width. */
        double scale(double width);

        /** It follows from the residuals, and is as narrow as they are. */
        @Override
        default double width() {
            return 0;
        }
    }

    /**
     * Student's density with nu degrees of freedom: {@code (nu + 1)/2 log(1 + r^2/(nu s^2)) + log s} (Lange, Little and
     * Taylor, Robust statistical modeling using the t distribution, 1989). The width is the scale s.
     */
    record Student(double nu) implements FreeScale {
        /** Below this a series is more precise than the logarithm of one plus something. */
        private static final double SMALL = 1e-4;

        public Student {
            requirePositive("nu", nu);
        }

        @Override
        public Expr loss(Expr r, Expr h) {
            Expr square = multiply(num(nu), square(h));
            Expr x = Expr.divide(square(r), square);
            Expr series = multiply(x, subtract(num(1), multiply(x, subtract(num(0.5), Expr.divide(x, num(3))))));
            Expr log =
                    choose(compare(Operator.LESS, x, num(SMALL)), series, Expr.call(Function.LOG, Expr.sum(num(1), x)));
            return multiply(num(0.5), multiply(square, log));
        }

        @Override
        public Expr weight(Expr r, Expr h) {
            return Expr.divide(num(1), Expr.sum(num(1), Expr.divide(square(r), multiply(num(nu), square(h)))));
        }

        @Override
        public double factor() {
            return (nu + 1) / nu;
        }

        @Override
        public double constant() {
            return LogGamma.at(nu / 2) - LogGamma.at((nu + 1) / 2) + 0.5 * Math.log(nu * Math.PI);
        }

        @Override
        public double scale(double width) {
            return width;
        }
    }

    /**
     * The density whose negative logarithm is the cost of Huber of {@code r/s}, bent at {@code |r| = delta s}: the
     * likelihood of Besiroglu et al. 2024 (arXiv:2404.10102, code of their appendix). The width is {@code delta s}.
     */
    record FreeHuber(double delta) implements FreeScale {
        public FreeHuber {
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
        public double factor() {
            return delta * delta;
        }

        @Override
        public double constant() {
            double middle = Math.sqrt(2 * Math.PI) * Function.ERF.at(delta / Math.sqrt(2));
            return Math.log((middle + 2 * Math.exp(-0.5 * delta * delta) / delta) / delta);
        }

        @Override
        public double scale(double width) {
            return width / delta;
        }
    }

    /**
     * The density of Laplace, {@code |r|/b + log(2 b)}: least absolute errors with their scale b. Smoothed within a
     * millionth of b, as {@link FreeHuber} with delta 0.001.
     */
    record Laplace() implements FreeScale {
        private static final FreeHuber SMOOTH = new FreeHuber(1e-3);

        @Override
        public Expr loss(Expr r, Expr h) {
            return SMOOTH.loss(r, h);
        }

        @Override
        public Expr weight(Expr r, Expr h) {
            return SMOOTH.weight(r, h);
        }

        @Override
        public Expr bend(Expr r, Expr h) {
            return SMOOTH.bend(r, h);
        }

        @Override
        public double factor() {
            return SMOOTH.factor();
        }

        @Override
        public double constant() {
            return SMOOTH.constant();
        }

        @Override
        public double scale(double width) {
            return width / SMOOTH.factor();
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
