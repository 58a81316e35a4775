package org.isoflop.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.law.Model;

/**
 * A rule that names the best N, D or D/N for a budget directly, without a law of the loss; the other quantities follow
 * from {@code C = 6 N D}.
 *
 * @param model over C, and what else it reads
 * @param given the values of what else it reads
 * @param theta its parameters
 */
public record AllocationRule(Model model, Map<String, Double> given, double[] theta) {
    private static final double FLOPS = 6;

    /** The exponent is read between half the budget and twice as much. */
    private static final double FACTOR = 2;

    /** What the rule names. */
    private enum Named {
        PARAMETERS("N"),
        TOKENS("D"),
        RATIO("tokens_per_parameter"),
        /** Training FLOPs per token, which stand for the size (Bi et al. 2024). */
        SCALE("M");

        private final String column;

        Named(String column) {
            this.column = column;
        }

        private double parameters(double flops, double value) {
            return switch (this) {
                case PARAMETERS -> value;
                case TOKENS -> flops / FLOPS / value;
                case RATIO -> Math.sqrt(flops / FLOPS / value);
                case SCALE -> value / FLOPS;
            };
        }
    }

    /** Whether a law is such a rule. */
    public static boolean suits(Model model) {
        return named(model).isPresent() && model.variables().contains("C");
    }

    private static Optional<Named> named(Model model) {
        String response = model.response().toString();
        return List.of(Named.values()).stream()
                .filter(named -> named.column.equals(response))
                .findFirst();
    }

    /** @throws InputException if the rule reads something besides C that is not given */
    public AllocationRule {
        given = Map.copyOf(given);
        for (String name : model.variables()) {
            if (!name.equals("C") && !given.containsKey(name)) {
                throw new InputException(
                        "%s reads %s besides C".formatted(model.law().id(), name),
                        "Say what it is: --with %s=….".formatted(name));
            }
        }
    }

    /** The best run for a budget; its loss is not known. */
    public Optimum best(double flops) {
        double[] row = model.variables().stream()
                .mapToDouble(name -> name.equals("C") ? flops : given.getOrDefault(name, Double.NaN))
                .toArray();
        double n = named(model).orElseThrow().parameters(flops, model.predict(row, theta));
        return new Optimum(flops, n, flops / FLOPS / n, Double.NaN);
    }

    /** {@code d log N / d log C}. */
    public double exponent(double flops) {
        return Math.log(best(flops * FACTOR).parameters() / best(flops / FACTOR).parameters())
                / Math.log(FACTOR * FACTOR);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return model.law().id();
    }
}
