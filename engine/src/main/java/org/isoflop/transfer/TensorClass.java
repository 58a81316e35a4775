package org.isoflop.transfer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tensors that a rule treats alike. The order is that of a forward pass. */
public enum TensorClass {
    EMBEDDING("embedding", List.of()),
    ATTENTION("attention", List.of("hidden")),
    ATTENTION_OUT("attention-out", List.of("hidden", "branch-out")),
    MLP_IN("mlp-in", List.of("hidden")),
    MLP_OUT("mlp-out", List.of("hidden", "branch-out")),
    /** Gains and biases inside blocks. */
    VECTOR("vector", List.of()),
    /** The norm behind the last block. */
    FINAL_NORM("final-norm", List.of("vector")),
    OUTPUT("output", List.of()),
    /** The factor of an adapter that reads the stream. */
    ADAPTER_IN("adapter-in", List.of()),
    /** The factor of an adapter that writes, and begins at zero. */
    ADAPTER_OUT("adapter-out", List.of()),
    /** The factor of a structured matrix that reads. */
    FACTOR_IN("factor-in", List.of()),
    /** The factor of a structured matrix that writes. */
    FACTOR_OUT("factor-out", List.of());

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> groups;

    TensorClass(String text, List<String> groups) {
        this.text = text;
        this.groups = groups;
    }

    /** As rule files write it. */
    public String text() {
        return text;
    }

    /** The names under which a rule file may speak of it, the narrowest first. */
    public List<String> names() {
        return Stream.concat(Stream.of(text), groups.stream().sorted((a, b) -> Integer.compare(b.length(), a.length())))
                .toList();
    }

    /** The class of that name. */
    public static Optional<TensorClass> of(String text) {
        return Stream.of(values()).filter(c -> c.text.equals(text)).findFirst();
    }

    /** How many numbers one output sums. An embedding looks one up. */
    double fanIn(Shape shape) {
        return switch (this) {
            case EMBEDDING, VECTOR, FINAL_NORM -> 1;
            case ATTENTION, ATTENTION_OUT, MLP_IN, OUTPUT, ADAPTER_IN, FACTOR_IN -> shape.width();
            case MLP_OUT -> shape.ffn();
            case ADAPTER_OUT, FACTOR_OUT -> shape.rank();
        };
    }

    /** How many outputs there are. */
    double fanOut(Shape shape) {
        return switch (this) {
            case EMBEDDING, ATTENTION, ATTENTION_OUT, MLP_OUT, VECTOR, FINAL_NORM, ADAPTER_OUT, FACTOR_OUT ->
                shape.width();
            case MLP_IN -> shape.ffn();
            case OUTPUT -> shape.vocab();
            case ADAPTER_IN, FACTOR_IN -> shape.rank();
        };
    }
}
