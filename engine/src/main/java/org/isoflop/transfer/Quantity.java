package org.isoflop.transfer;

import java.util.Optional;
import java.util.stream.Stream;

/** What a rule can say of a tensor. */
public enum Quantity {
    /** Standard deviation of the weights at the start. */
    INIT("init", "initStd"),
    LEARNING_RATE("lr", "learningRate"),
    /** Decoupled, times the learning rate as in PyTorch. */
    WEIGHT_DECAY("weight_decay", "weightDecay"),
    /** Adam's. */
    EPSILON("epsilon", "epsilon"),
    /** What the product with the weights is multiplied with. */
    MULTIPLIER("multiplier", "multiplier");

    private final String text;
    private final String key;

    Quantity(String text, String key) {
        this.text = text;
        this.key = key;
    }

    /** As rule files write it. */
    public String text() {
        return text;
    }

    /** As JSON has it. */
    public String key() {
        return key;
    }

    /** The quantity of that name. */
    public static Optional<Quantity> of(String text) {
        return Stream.of(values()).filter(q -> q.text.equals(text)).findFirst();
    }
}
