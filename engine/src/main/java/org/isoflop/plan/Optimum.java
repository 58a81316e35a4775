package org.isoflop.plan;

/**
 * The best run for a budget.
 *
 * @param budget FLOPs that may be spent
 * @param parameters N
 * @param tokens D, as the law counts them
 * @param loss what the law says of it
 */
public record Optimum(double budget, double parameters, double tokens, double loss) {

    /** Tokens per parameter. */
    public double ratio() {
        return tokens / parameters;
    }

    /** An answer that some draw does not have. */
    static final Optimum NONE = new Optimum(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    boolean isNone() {
        return Double.isNaN(parameters);
    }
}
