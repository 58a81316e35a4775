package org.isoflop.transfer;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parametrisation: how everything that was tuned on a small model is to be changed for a large one.
 *
 * @param id a short name
 * @param title a line for people
 * @param optimizer for which it is made
 * @param promises what may grow without tuning anew: {@code width}, {@code depth}, {@code batch}
 * @param tensors for each class of tensors the quantities that it speaks of
 * @param residual what a branch is multiplied with before it is added to the stream
 * @param attention what the products of queries and keys are multiplied with
 * @param notes what to mind, one thought each
 * @param source where it comes from, and where it was checked
 */
public record RuleSet(
        String id,
        String title,
        String optimizer,
        List<String> promises,
        Map<TensorClass, Map<Quantity, Rule>> tensors,
        Optional<Rule> residual,
        Optional<Rule> attention,
        List<String> notes,
        Source source) {
    /**
     * Where a rule set comes from.
     *
     * @param citation authors, year and title
     * @param arxiv the number, or empty
     * @param checked where its formulas were seen
     */
    public record Source(String citation, String arxiv, String checked) {}

    public RuleSet {
        promises = List.copyOf(promises);
        notes = List.copyOf(notes);
        var copy = new EnumMap<TensorClass, Map<Quantity, Rule>>(TensorClass.class);
        tensors.forEach((tensor, rules) -> copy.put(tensor, Map.copyOf(rules)));
        tensors = copy;
    }

    /** What it says of a quantity of a class of tensors. */
    public Optional<Rule> rule(TensorClass tensor, Quantity quantity) {
        return Optional.ofNullable(tensors.getOrDefault(tensor, Map.of()).get(quantity));
    }
}
