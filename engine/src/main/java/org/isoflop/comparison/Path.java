package org.isoflop.comparison;

import java.util.List;
import org.isoflop.law.Model;
import org.isoflop.runs.Magnitude;

/** How scales become places: along which line through sizes and data recipes are compared. */
public sealed interface Path {
    /** Training FLOPs per parameter and token. */
    double FLOPS = 6;

    /** The quantity that the scale is, by its column. */
    default String variable() {
        return this instanceof Along(var name) ? name : "C";
    }

    /** Each recipe at its own best N and D for the FLOPs. */
    record Optimal() implements Path {
        /** Whether a law has a best N and D for a budget: it reads both, and beside them at most the budget. */
        public static boolean suits(Model model) {
            return model.variables().containsAll(List.of("N", "D"))
                    && List.of("N", "D", "C").containsAll(model.variables());
        }
    }

    /**
     * As many tokens for every parameter.
     *
     * @param tokensPerParameter {@code D/N}
     */
    record Ratio(double tokensPerParameter) implements Path {}

    /** Models of one size, trained ever longer. */
    record Parameters(double n) implements Path {}

    /** As many tokens, for ever larger models. */
    record Tokens(double d) implements Path {}

    /** The one variable that the laws read. */
    record Along(String name) implements Path {}

    /** N at a scale along a stated path; NaN where the path does not say. */
    default double parameters(double scale) {
        return switch (this) {
            case Ratio(var ratio) -> Math.sqrt(scale / (FLOPS * ratio));
            case Parameters(var n) -> n;
            case Tokens(var d) -> scale / (FLOPS * d);
            case Optimal _ -> Double.NaN;
            case Along(var name) -> name.equals("N") ? scale : Double.NaN;
        };
    }

    /** In words, behind a target: {@code 1e24 FLOP, each at its own best N and D}. */
    default String describe() {
        return switch (this) {
            case Optimal _ -> "each at its own best N and D";
            case Ratio(var ratio) -> Magnitude.digits(ratio, 3) + " tokens per parameter";
            case Parameters(var n) -> Magnitude.count(n) + " parameters, D growing";
            case Tokens(var d) -> Magnitude.count(d) + " tokens, N growing";
            case Along(var name) -> "along " + name;
        };
    }

    /** As the command line takes it. */
    default String label() {
        return switch (this) {
            case Optimal _ -> "optimal";
            case Ratio(var ratio) -> "ratio=" + Magnitude.digits(ratio, 3);
            case Parameters(var n) -> "N=" + Magnitude.count(n);
            case Tokens(var d) -> "D=" + Magnitude.count(d);
            case Along(var name) -> name;
        };
    }
}
