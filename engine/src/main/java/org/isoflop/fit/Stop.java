package org.isoflop.fit;

/**
 * Why a search stopped. The gradient is measured as the largest cosine of the angle between the residuals and a
 * column of their Jacobian: it has no unit, and is zero at an optimum.
 */
public sealed interface Stop {
    /** The gradient is within its tolerance. */
    record Converged(double gradient) implements Stop {}

    /** Every residual is zero to rounding: noise-free runs. */
    record Exact(double value) implements Stop {}

    /** Nothing that can be told apart in double precision is lower, though the gradient is above its tolerance. */
    record Stalled(double gradient) implements Stop {}

    /** The limit on iterations was reached first. */
    record Exhausted(int iterations, double gradient) implements Stop {}

    /** Whether the point is an optimum. */
    default boolean converged() {
        return this instanceof Converged || this instanceof Exact;
    }

    /** One line for a person. */
    default String describe() {
        return switch (this) {
            case Converged(var gradient) -> "converged, gradient %.1e".formatted(gradient);
            case Exact _ -> "converged, every residual is zero to rounding";
            case Stalled(var gradient) -> "stalled at gradient %.1e".formatted(gradient);
            case Exhausted(var iterations, var gradient) ->
                "stopped after %d iterations at gradient %.1e".formatted(iterations, gradient);
        };
    }
}
