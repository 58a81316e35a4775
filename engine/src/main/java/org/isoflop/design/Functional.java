package org.isoflop.design;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Function;
import org.isoflop.formula.Interpreter;
import org.isoflop.law.Model;
import org.isoflop.plan.Allocation;
import org.isoflop.uncertainty.Slope;

/**
 * A target as a function of the parameters of one law, on the scale on which its variance is counted: that of residuals
 * for a response, the logarithm for a size.
 */
final class Functional {
    private final Model model;
    private final Target target;
    private final Expr response;
    private final List<Expr> slopes;

    Functional(Model model, boolean logarithmic, Target target) {
        this.model = model;
        this.target = target;
        response = onScale(model, logarithmic);
        slopes = slopes(model, response);
    }

    /** What residuals are differences of. */
    static Expr onScale(Model model, boolean logarithmic) {
        return logarithmic ? Expr.call(Function.LOG, model.body()) : model.body();
    }

    /** The derivative of a tree in each parameter of a model. */
    static List<Expr> slopes(Model model, Expr tree) {
        return IntStream.range(0, model.parameters().size())
                .mapToObj(j -> Derivative.of(
                        tree, new Expr.Parameter(j, model.parameters().get(j).name())))
                .toList();
    }

    /** The target at these parameters; NaN where there is none. */
    double value(double[] theta) {
        return switch (target) {
            case Target.Response(var place, var _) -> Interpreter.value(response, row(place), theta);
            case Target.BestResponse(var flops) ->
                best(flops, theta)
                        .map(row -> Interpreter.value(response, row, theta))
                        .orElse(Double.NaN);
            case Target.BestSize(var flops) -> Math.log(size(flops, theta));
            case Target.Parameters() -> 0;
        };
    }

    /** Its slope in each parameter; NaN where there is no target. */
    double[] slope(double[] theta) {
        return switch (target) {
            case Target.Response(var place, var _) -> at(row(place), theta);
            // At the best split the response does not change with the split (the envelope theorem).
            case Target.BestResponse(var flops) ->
                best(flops, theta).map(row -> at(row, theta)).orElseGet(() -> undefined(theta));
            case Target.BestSize(var flops) -> {
                double[] sizes = theta.clone();
                for (int j = 0; j < sizes.length; j++) {
                    sizes[j] = theta[j] == 0 ? 1 : Math.abs(theta[j]);
                }
                yield Slope.of(at -> Math.log(size(flops, at)), theta, sizes);
            }
            case Target.Parameters() -> new double[theta.length];
        };
    }

    private static double[] undefined(double[] theta) {
        double[] none = new double[theta.length];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private double[] at(double[] row, double[] theta) {
        return slopes.stream()
                .mapToDouble(slope -> Interpreter.value(slope, row, theta))
                .toArray();
    }

    private double size(double flops, double[] theta) {
        return Allocation.of(model).parameters(flops, theta).orElse(Double.NaN);
    }

    /** The best run for a budget as a row. */
    private Optional<double[]> best(double flops, double[] theta) {
        OptionalDouble n = Allocation.of(model).parameters(flops, theta);
        return n.isEmpty()
                ? Optional.empty()
                : Optional.of(row(Map.of("N", n.getAsDouble(), "D", flops / 6 / n.getAsDouble())));
    }

    private double[] row(Map<String, Double> place) {
        return model.variables().stream()
                .mapToDouble(name -> {
                    Double value = place.get(name);
                    if (value == null) {
                        throw new InputException(
                                "the target does not say %s, which %s reads"
                                        .formatted(name, model.law().id()),
                                "Add %s=… to the target.".formatted(name));
                    }
                    return value;
                })
                .toArray();
    }

    /** How many tokens per parameter the run has that the target speaks of; NaN where it has none. */
    double ratio(double[] theta) {
        return switch (target) {
            case Target.Response(var place, var _) ->
                place.getOrDefault("D", Double.NaN) / place.getOrDefault("N", Double.NaN);
            case Target.BestResponse(var flops) -> flops / 6 / Math.pow(size(flops, theta), 2);
            case Target.BestSize(var flops) -> flops / 6 / Math.pow(size(flops, theta), 2);
            case Target.Parameters() -> Double.NaN;
        };
    }

    /** How large a run the target speaks of; NaN where it speaks of none. */
    static double size(Target target) {
        return switch (target) {
            case Target.Response(var _, var flops) -> flops;
            case Target.BestResponse(var flops) -> flops;
            case Target.BestSize(var flops) -> flops;
            case Target.Parameters() -> Double.NaN;
        };
    }

    /** Whether the drift of a law moves the target: a drift along compute does not move the best split of it. */
    static boolean drifts(Target target) {
        return switch (target) {
            case Target.Response _, Target.BestResponse _ -> true;
            case Target.BestSize _, Target.Parameters _ -> false;
        };
    }
}
