package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.isoflop.InputException;
import org.isoflop.formula.Binding;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Model;
import org.isoflop.plan.Allocation;

/**
 * A quantity that follows from the parameters of a law.
 *
 * @param name as it was asked for, with the place or the budget
 * @param value of it at a vector of free parameters
 */
record Quantity(String name, ToDoubleFunction<double[]> value) {

    /** What names in an expression may mean besides parameters: the place, the prediction there, the best split. */
    record Context(Model model, Map<String, Double> place, Optional<Double> flops) {

        /** Every free parameter by itself. */
        List<Quantity> parameters() {
            var all = new ArrayList<Quantity>();
            for (int j = 0; j < model.parameters().size(); j++) {
                int index = j;
                all.add(new Quantity(model.parameters().get(j).name(), theta -> theta[index]));
            }
            return all;
        }

        /**
         * The value of an expression of parameters, of columns whose value the place gives, of the response there, and,
         * with a budget, of N and D as the budget is best divided.
         *
         * @throws InputException if it names anything else
         */
        Quantity of(String text) {
            Formula formula = Call.formula("--of", text);
            var binding = Binding.law(Set.of());
            Expr tree = binding.bind(formula.body());
            List<ToDoubleFunction<double[]>> meanings =
                    binding.parameters().stream().map(this::meaning).toList();
            if (meanings.isEmpty()) {
                throw new InputException("--of \"%s\" names no parameter".formatted(text), known());
            }
            return new Quantity(text + where(binding.parameters()), theta -> {
                double[] values = new double[meanings.size()];
                for (int k = 0; k < values.length; k++) {
                    values[k] = meanings.get(k).applyAsDouble(theta);
                }
                return Interpreter.value(tree, new double[0], values);
            });
        }

        private String where(List<String> names) {
            String response = model.response().toString();
            if (flops.isPresent() && (names.contains("N") || names.contains("D") || names.contains(response))) {
                return " at " + Figures.value("C", flops.get()) + " FLOP";
            }
            if (names.contains(response)) {
                return " at "
                        + String.join(
                                ", ",
                                place.entrySet().stream()
                                        .map(e -> e.getKey() + " " + Figures.value(e.getKey(), e.getValue()))
                                        .toList());
            }
            return "";
        }

        private ToDoubleFunction<double[]> meaning(String name) {
            if (model.names().contains(name)) {
                return theta -> model.value(name, theta);
            }
            if (flops.isPresent() && Allocation.suits(model)) {
                double budget = flops.get();
                var allocation = Allocation.of(model);
                ToDoubleFunction<double[]> n =
                        theta -> allocation.parameters(budget, theta).orElse(Double.NaN);
                if (name.equals("N")) {
                    return n;
                }
                if (name.equals("D")) {
                    return theta -> budget / 6 / n.applyAsDouble(theta);
                }
                if (name.equals(model.response().toString())) {
                    return theta -> {
                        double size = n.applyAsDouble(theta);
                        return predicted(Map.of("N", size, "D", budget / 6 / size), theta);
                    };
                }
            }
            if (name.equals(model.response().toString())) {
                for (String variable : model.variables()) {
                    if (!place.containsKey(variable)) {
                        throw new InputException(
                                "the %s depends on %s, which --at does not give".formatted(name, variable),
                                "Say where: --at " + String.join("=…,", model.variables()) + "=….");
                    }
                }
                return theta -> predicted(place, theta);
            }
            Double given = place.get(name);
            if (given != null) {
                return theta -> given;
            }
            throw new InputException(
                    "--of names %s, which is no parameter of %s"
                            .formatted(name, model.law().formula().equation()),
                    Spelling.nearest(name, model.names())
                            .map(near -> "Did you mean " + near + "?")
                            .orElse(known()));
        }

        private double predicted(Map<String, Double> at, double[] theta) {
            double[] row = model.variables().stream()
                    .mapToDouble(name -> at.getOrDefault(name, Double.NaN))
                    .toArray();
            return model.predict(row, theta);
        }

        private String known() {
            return "Its parameters are %s; with --at there is %s, with --flops N and D."
                    .formatted(String.join(", ", model.names()), model.response());
        }
    }
}
