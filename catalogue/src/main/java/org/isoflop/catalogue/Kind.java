package org.isoflop.catalogue;

import java.util.Optional;
import java.util.stream.Stream;

/** What a law is about. The order is that of lists and of {@code docs/laws.md}. */
public enum Kind {
    LOSS("loss", "Loss from size, data and compute"),
    SCHEDULE("schedule", "Loss along a learning-rate schedule"),
    COMPRESSION("compression", "Quantized, sparse and parallel models"),
    MIXTURE_OF_EXPERTS("mixture-of-experts", "Mixture-of-experts"),
    DATA("data", "Quality, repetition, mixture and transfer of data"),
    LOSS_TO_LOSS("loss-to-loss", "One loss from another"),
    FINE_TUNING("fine-tuning", "Fine-tuning"),
    DISTILLATION("distillation", "Distillation"),
    DOWNSTREAM("downstream", "Scores on tasks"),
    REINFORCEMENT("reinforcement", "Reinforcement learning"),
    TEST_TIME("test-time", "Compute at test time"),
    HYPERPARAMETERS("hyperparameters", "Learning rate, batch and other hyperparameters"),
    TRANSFER("transfer", "Hyperparameters carried from one width or depth to another"),
    ALLOCATION("allocation", "How to divide compute"),
    COST("cost", "Compute, memory and time"),
    DOMAIN("domain", "Other domains than text"),
    CURVE("curve", "General families of curves"),
    THEORY("theory", "Theory");

    private final String text;
    private final String title;

    Kind(String text, String title) {
        this.text = text;
        this.title = title;
    }

    /** As law files and commands write it: {@code mixture-of-experts}. */
    public String text() {
        return text;
    }

    /** A heading for people. */
    public String title() {
        return title;
    }

    /** The kind with that text. */
    static Optional<Kind> of(String text) {
        return Stream.of(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
