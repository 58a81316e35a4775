package org.isoflop.plan;

import java.util.List;
import java.util.OptionalDouble;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.law.Model;

/**
 * The compute-optimal split of training FLOPs between parameters N and tokens D under {@code C = 6 N D}, for any law
 * in these two variables, found numerically.
 */
public final class Allocation {
    /** FLOPs per parameter and token: two for the forward pass, four for the backward (Kaplan et al. 2020, 2.1). */
    private static final double FLOPS = 6;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** The search spans this many factors of e to each side of N = D. */
    private static final double REACH = 12;

    /** Golden-section search ends here: near enough for the slope to be zero inside. */
    private static final double ROUGH = 1e-4;

    private static final int MOST_STEPS = 60;

    private final Model model;
    private final int n;
    private final int d;

    /** The slope of the loss in log N along a budget. */
    private final Expr slope;

    private Allocation(Model model) {
        this.model = model;
        n = model.variables().indexOf("N");
        d = model.variables().indexOf("D");
        var sizes = new Expr.Variable(n, "N");
        var tokens = new Expr.Variable(d, "D");
        slope = Expr.subtract(
                Expr.multiply(sizes, Derivative.of(model.body(), sizes)),
                Expr.multiply(tokens, Derivative.of(model.body(), tokens)));
    }

    /** Whether the law depends on N and D and nothing else, so that there is a split to find. */
    public static boolean suits(Model model) {
        return model.variables().size() == 2 && model.variables().containsAll(List.of("N", "D"));
    }

    /**
     * For a law in N and D.
     *
     * @throws IllegalArgumentException unless the law {@linkplain #suits suits}
     */
    public static Allocation of(Model model) {
        if (!suits(model)) {
            throw new IllegalArgumentException(model.law().id() + " is not a law in N and D alone");
        }
        return new Allocation(model);
    }

    /**
     * The number of parameters that gives the least loss.
     *
     * @param flops the training FLOPs
     * @param theta the parameters of the law
     * @return empty if the loss has no minimum between one token per e^24 parameters and the reverse
     */
    public OptionalDouble parameters(double flops, double[] theta) {
        double middle = 0.5 * Math.log(flops / FLOPS);
        double low = middle - REACH;
        double high = middle + REACH;
        // Golden-section search: the loss along the budget falls and then rises.
        double a = high - GOLDEN * (high - low);
        double b = low + GOLDEN * (high - low);
        double lossA = loss(a, flops, theta);
        double lossB = loss(b, flops, theta);
        while (high - low > ROUGH) {
            if (lossA < lossB) {
                high = b;
                b = a;
                lossB = lossA;
                a = high - GOLDEN * (high - low);
                lossA = loss(a, flops, theta);
            } else {
                low = a;
                a = b;
                lossA = lossB;
                b = low + GOLDEN * (high - low);
                lossB = loss(b, flops, theta);
            }
        }
        double best = root(low - ROUGH, high + ROUGH, flops, theta);
        boolean inside = Math.abs(best - middle) < REACH - 1e-3;
        return inside ? OptionalDouble.of(Math.exp(best)) : OptionalDouble.empty();
    }

    /** Where the slope is zero, to rounding, so that quantities that follow from it can be differentiated. */
    private double root(double from, double to, double flops, double[] theta) {
        double low = from;
        double high = to;
        double slopeLow = slope(low, flops, theta);
        double slopeHigh = slope(high, flops, theta);
        if (!(slopeLow < 0 && slopeHigh > 0)) {
            return 0.5 * (low + high);
        }
        double middle = low;
        for (int i = 0; i < MOST_STEPS && high - low > 1e-15 * Math.abs(high); i++) {
            // Every third step a bisection, so that no end stays where it is.
            middle = i % 3 == 2 ? 0.5 * (low + high) : low - slopeLow * (high - low) / (slopeHigh - slopeLow);
            double slopeMiddle = slope(middle, flops, theta);
            if (slopeMiddle == 0) {
                break;
            }
            if (slopeMiddle < 0) {
                low = middle;
                slopeLow = slopeMiddle;
            } else {
                high = middle;
                slopeHigh = slopeMiddle;
            }
        }
        return middle;
    }

    /** Tokens per parameter at the optimum; NaN where there is none. */
    public double tokensPerParameter(double flops, double[] theta) {
        double parameters = parameters(flops, theta).orElse(Double.NaN);
        return flops / FLOPS / parameters / parameters;
    }

    /** How the best N grows with compute, {@code d log N / d log C}; NaN where there is no optimum. */
    public double exponent(double flops, double[] theta) {
        double factor = 2;
        double above = parameters(flops * factor, theta).orElse(Double.NaN);
        double below = parameters(flops / factor, theta).orElse(Double.NaN);
        return Math.log(above / below) / Math.log(factor * factor);
    }

    private double loss(double logN, double flops, double[] theta) {
        return model.predict(row(logN, flops), theta);
    }

    private double slope(double logN, double flops, double[] theta) {
        return Interpreter.value(slope, row(logN, flops), theta);
    }

    private double[] row(double logN, double flops) {
        double[] row = new double[2];
        row[n] = Math.exp(logN);
        row[d] = flops / FLOPS / row[n];
        return row;
    }
}
