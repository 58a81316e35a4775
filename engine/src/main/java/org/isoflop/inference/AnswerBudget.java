package org.isoflop.inference;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.isoflop.architecture.Transformer;

/**
 * How to spend a number of operations per question: a large model once, or a small one many times.
 *
 * @param operations per question, with traffic counted as operations
 * @param prompt tokens of a question
 * @param generated tokens of an answer
 * @param intensity of the machine, see {@link Answers#equivalentFlop}; 0 counts operations alone
 */
public record AnswerBudget(double operations, double prompt, double generated, double intensity) {

    /** A model and how often its samples are right. */
    public record Choice(String name, Transformer model, Coverage coverage) {}

    /** A choice with the samples that the budget allows. */
    public record Spent(Choice choice, int samples, double operations, double coverage) {}

    /** What the budget buys with one choice; empty if not a single answer. */
    public Optional<Spent> of(Choice choice) {
        // Traffic grows with the square of the samples' length but only linearly with their number.
        double one = cost(choice.model(), 1);
        double each = cost(choice.model(), 2) - one;
        int samples = (int) Math.min(1 << 30, Math.floor(1 + (operations - one) / each));
        return operations < one
                ? Optional.empty()
                : Optional.of(new Spent(
                        choice,
                        samples,
                        cost(choice.model(), samples),
                        choice.coverage().at(samples)));
    }

    private double cost(Transformer model, double samples) {
        return new Answers(samples, prompt, generated).equivalentFlop(model, intensity);
    }

    /** All choices that can be paid, the one that solves most first. */
    public List<Spent> among(List<Choice> choices) {
        return choices.stream()
                .map(this::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingDouble((Spent spent) -> -spent.coverage())
                        .thenComparingDouble(Spent::operations))
                .toList();
    }
}
