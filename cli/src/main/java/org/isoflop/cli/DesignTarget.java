package org.isoflop.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.design.Target;
import org.isoflop.forecast.Axis;
import org.isoflop.formula.Formula;
import org.isoflop.law.Model;
import org.isoflop.plan.Allocation;
import org.isoflop.runs.Column;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/**
 * What is to be known better, and where.
 *
 * @param purpose what
 * @param place the values that {@code --target} gives
 * @param limits what the call says of the cost of a run
 */
record DesignTarget(DesignPurpose purpose, Map<String, Double> place, DesignLimits limits) {
    private static final String COMPUTE = "C";

    /** Conventions of counting FLOPs differ by less than this, in the logarithm. */
    private static final double COUNTED_OTHERWISE = 1;

    /** What the place means for the law. */
    Target of(Model model) {
        if (purpose == DesignPurpose.PARAMETERS) {
            return new Target.Parameters();
        }
        boolean isBudget = place.keySet().equals(Set.of(COMPUTE));
        if (isBudget && Allocation.suits(model)) {
            double flops = place.getOrDefault(COMPUTE, Double.NaN);
            return purpose == DesignPurpose.SIZE ? new Target.BestSize(flops) : new Target.BestResponse(flops);
        }
        if (purpose == DesignPurpose.SIZE) {
            throw new InputException(
                    "--for N divides a budget between N and D, and %s does not depend on these two alone"
                            .formatted(model.law().id()),
                    "Use --for loss.");
        }
        requireKnown(model);
        var columns = new LinkedHashMap<>(place);
        for (String name : model.variables()) {
            if (!place.containsKey(name)
                    && !(name.equals(COMPUTE) && place.keySet().containsAll(Set.of("N", "D")))) {
                throw new InputException(
                        "the law %s reads %s, which --target does not give"
                                .formatted(model.law().id(), name),
                        "Say where: --target " + String.join("=…,", model.variables()) + "=….");
            }
        }
        Runs one = Axis.withCompute(Runs.of(
                columns.entrySet().stream()
                        .map(e -> new Column.Numbers(e.getKey(), new double[] {e.getValue()}))
                        .toList(),
                Origin.of("the target")));
        one.numberNames().forEach(name -> columns.put(name, one.numbers(name)[0]));
        requireOneCompute(columns);
        double flops = one.evaluate(Formula.parse(limits.cost(one)).body())[0];
        return new Target.Response(columns, flops);
    }

    private static void requireOneCompute(Map<String, Double> place) {
        double product = 6 * place.getOrDefault("N", Double.NaN) * place.getOrDefault("D", Double.NaN);
        double given = place.getOrDefault(COMPUTE, Double.NaN);
        if (Math.abs(Math.log(given / product)) > COUNTED_OTHERWISE) {
            throw new InputException(
                    "--target gives C %s, and 6*N*D is %s there"
                            .formatted(Magnitude.digits(given, 3), Magnitude.digits(product, 3)),
                    "Leave C out.");
        }
    }

    /** Every name of the target is one that the law reads, or that the cost of a run follows from. */
    private void requireKnown(Model model) {
        var known = new LinkedHashSet<>(model.variables());
        known.addAll(List.of("N", "D", COMPUTE));
        limits.givenCost().ifPresent(cost -> known.addAll(Formula.parse(cost).names()));
        for (String name : place.keySet()) {
            if (!known.contains(name)) {
                throw new InputException(
                        "--target gives %s, which the law %s does not read"
                                .formatted(name, model.law().id()),
                        "Say where: --target " + String.join("=…,", model.variables()) + "=….");
            }
        }
    }
}
