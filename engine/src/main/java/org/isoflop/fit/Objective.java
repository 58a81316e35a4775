package org.isoflop.fit;

import java.util.List;
import org.isoflop.InputException;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Function;
import org.isoflop.formula.Spelling;
import org.isoflop.runs.Magnitude;

/**
 * What a fit minimises: the sum over rows of a penalty of the residual.
 *
 * @param logarithmic whether the residual is {@code log(predicted) - log(observed)}, a relative error, rather than
 *     {@code predicted - observed}
 * @param penalty what a residual costs
 */
public record Objective(boolean logarithmic, Penalty penalty) {

    /** What the field uses since Hoffmann et al. 2022 (arXiv:2203.15556, section 3.3): Huber(1e-3) of log residuals. */
    public static final Objective DEFAULT = new Objective(true, new Penalty.Huber(1e-3));

    private static final List<String> NAMES =
            List.of("huber", "squared", "absolute", "quantile", "asymmetric", "student", "laplace", "huber-free");

    /**
     * Reads {@code huber-log:1e-3}, {@code squared}, {@code squared-log}, {@code absolute}, {@code quantile:0.5},
     * {@code asymmetric-log:0.2} (with another bend {@code asymmetric-log:0.2,1e-2}), or a likelihood with free scale:
     * {@code student-log:4}, {@code laplace-log}, {@code huber-free-log:1e-3}; {@code -log} after any of the names asks
     * for log residuals.
     *
     * @throws InputException if the text is none of these
     */
    public static Objective parse(String text) {
        String[] parts = text.strip().split(":", 2);
        boolean logarithmic = parts[0].endsWith("-log");
        String name = logarithmic ? parts[0].substring(0, parts[0].length() - 4) : parts[0];
        try {
            Penalty penalty = switch (name) {
                case "huber" -> new Penalty.Huber(number(parts, 1e-3));
                case "squared" -> new Penalty.Squared();
                case "absolute" -> new Penalty.Quantile(0.5);
                case "quantile" -> new Penalty.Quantile(number(parts, 0.5));
                case "asymmetric" -> asymmetric(parts);
                case "student" -> new Penalty.Student(number(parts, 4));
                case "laplace" -> new Penalty.Laplace();
                case "huber-free" -> new Penalty.FreeHuber(number(parts, 1e-3));
                default ->
                    throw new InputException(
                            "there is no objective '" + text + "'",
                            Spelling.nearest(name, NAMES)
                                    .map(near -> "Did you mean " + near + "?")
                                    .orElse(
                                            "Choose huber-log:1e-3, squared, squared-log, absolute, quantile:0.5, "
                                                    + "asymmetric-log:0.2, student-log:4, laplace-log or huber-free-log:1e-3."));
            };
            return new Objective(logarithmic, penalty);
        } catch (IllegalArgumentException e) {
            throw new InputException("the objective '" + text + "': " + e.getMessage(), "For example huber-log:1e-3.");
        }
    }

    private static Penalty asymmetric(String[] parts) {
        String[] numbers = parts.length == 1 ? new String[] {"0.2"} : parts[1].split(",", 2);
        return new Penalty.Asymmetric(
                number(new String[] {parts[0], numbers[0]}, 0.2),
                numbers.length == 1 ? 1e-3 : number(new String[] {parts[0], numbers[1]}, 1e-3));
    }

    private static double number(String[] parts, double otherwise) {
        return parts.length == 1
                ? otherwise
                : Magnitude.parse(parts[1])
                        .orElseThrow(() -> new IllegalArgumentException("'" + parts[1] + "' is not a number"));
    }

    /** The name without its number: {@code huber-log}. */
    public String name() {
        String base = switch (penalty) {
            case Penalty.Squared _ -> "squared";
            case Penalty.Huber _ -> "huber";
            case Penalty.Quantile(var q) -> q == 0.5 ? "absolute" : "quantile";
            case Penalty.Asymmetric _ -> "asymmetric";
            case Penalty.Student _ -> "student";
            case Penalty.Laplace _ -> "laplace";
            case Penalty.FreeHuber _ -> "huber-free";
        };
        return logarithmic ? base + "-log" : base;
    }

    /** What a search compares, as it is reported: a likelihood as its negative logarithm. */
    double value(double compared, int rows) {
        return penalty instanceof Penalty.FreeScale && compared > 0
                ? ScaleSearch.logLikelihood(compared, rows)
                : compared;
    }

    /** Whether a residual costs the same above and below. */
    public boolean isSymmetric() {
        return switch (penalty) {
            case Penalty.Squared _, Penalty.Huber _, Penalty.FreeScale _ -> true;
            case Penalty.Quantile(var q) -> q == 0.5;
            case Penalty.Asymmetric(var q, var _) -> q == 0.5;
        };
    }

    /** The residual of a row as a tree. */
    Expr residual(Expr predicted, Expr observed) {
        return logarithmic
                ? Expr.subtract(Expr.call(Function.LOG, predicted), Expr.call(Function.LOG, observed))
                : Expr.subtract(predicted, observed);
    }

    /** The residual of one row. */
    public double residual(double predicted, double observed) {
        return logarithmic ? Math.log(predicted) - Math.log(observed) : predicted - observed;
    }

    /** The observation that lies so far from a prediction: the inverse of {@link #residual(double, double)}. */
    public double observation(double predicted, double residual) {
        return logarithmic ? predicted * Math.exp(-residual) : predicted - residual;
    }

    /** In words, for a report: {@code Huber(0.001) of log residuals}. */
    public String describe() {
        String what = switch (penalty) {
            case Penalty.Squared _ -> "squares";
            case Penalty.Huber(var delta) -> "Huber(" + Magnitude.digits(delta, 3) + ")";
            case Penalty.Quantile(var q) -> q == 0.5 ? "absolute values" : "quantile(" + Magnitude.digits(q, 3) + ")";
            case Penalty.Asymmetric(var q, var delta) ->
                "asymmetric Huber(%s), %s %% of the cost above,"
                        .formatted(Magnitude.digits(delta, 3), Magnitude.digits(100 * q, 3));
            case Penalty.Student(var nu) -> "likelihood of Student(" + Magnitude.digits(nu, 3) + "), free scale,";
            case Penalty.Laplace _ -> "likelihood of Laplace, free scale,";
            case Penalty.FreeHuber(var delta) -> "likelihood of Huber(" + Magnitude.digits(delta, 3) + "), free scale,";
        };
        return what + (logarithmic ? " of log residuals" : " of residuals");
    }

    /** The text that {@link #parse} reads back. */
    @Override
    public String toString() {
        return switch (penalty) {
            case Penalty.Huber(var delta) -> name() + ":" + Magnitude.exact(delta);
            case Penalty.Quantile(var q) when q != 0.5 -> name() + ":" + Magnitude.exact(q);
            case Penalty.Asymmetric(var q, var delta) ->
                name() + ":" + Magnitude.exact(q) + (delta == 1e-3 ? "" : "," + Magnitude.exact(delta));
            case Penalty.Student(var nu) -> name() + ":" + Magnitude.exact(nu);
            case Penalty.FreeHuber(var delta) -> name() + ":" + Magnitude.exact(delta);
            default -> name();
        };
    }
}
