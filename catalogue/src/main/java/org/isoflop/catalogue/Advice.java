package org.isoflop.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a law that sets a hyperparameter is good for, and under which habits it was found.
 *
 * @param gives what its response is
 * @param recipe the name that it shares with the laws that belong to the same recommendation
 * @param task what was trained
 * @param optimizer the optimizer
 * @param schedule of the learning rate; empty if it is not known or does not matter
 * @param model the kind of model, and how its parameters were counted
 * @param held what was searched together and what was held fixed: why papers differ
 * @param sequence the tokens of a sequence, where the law counts in sequences
 * @param runs where its runs lay in what the formula does not read, such as D in a law of N alone
 */
public record Advice(
        Output gives,
        String recipe,
        String task,
        String optimizer,
        String schedule,
        String model,
        String held,
        OptionalDouble sequence,
        Map<String, Validity> runs) {
    /** The task of most laws. */
    public static final String PRETRAINING = "pretraining";

    /** What a law can set. The order is that of tables. */
    public enum Output {
        LEARNING_RATE("learning-rate", "learningRate"),
        BATCH("batch", "batchTokens"),
        CRITICAL_BATCH("critical-batch", "criticalBatchTokens"),
        WEIGHT_DECAY("weight-decay", "weightDecay"),
        TIMESCALE("timescale", "timescale"),
        BETA("beta", "beta2"),
        EPSILON("epsilon", "epsilon"),
        EMA_MOMENTUM("ema-momentum", "emaMomentum"),
        NOISE_SCALE("noise-scale", "noiseScale");

        private final String text;
        private final String key;

        Output(String text, String key) {
            this.text = text;
            this.key = key;
        }

        /** As law files write it: {@code learning-rate}. */
        public String text() {
            return text;
        }

        /** As JSON has it: {@code learningRate}. */
        public String key() {
            return key;
        }

        static Optional<Output> of(String text) {
            return Stream.of(values())
                    .filter(output -> output.text.equals(text))
                    .findFirst();
        }
    }

    public Advice {
        runs = Map.copyOf(runs);
    }

    private static Map<String, Validity> runs(Section section) {
        var runs = new LinkedHashMap<String, Validity>();
        if (section.has("runs")) {
            Section ranges = section.section("runs");
            ranges.keys().forEach(name -> ranges.range(name).ifPresent(range -> runs.put(name, range)));
        }
        return runs;
    }

    /** Reads the section {@code advice} of a law file. */
    static Advice read(Section section) {
        section.only("gives", "recipe", "task", "optimizer", "schedule", "model", "held", "sequence", "runs");
        String gives = section.text("gives");
        Output output = Output.of(gives)
                .orElseThrow(() -> section.wrong(
                        "gives",
                        "is '" + gives + "'",
                        "It is one of "
                                + String.join(
                                        ", ",
                                        Stream.of(Output.values())
                                                .map(Output::text)
                                                .toList())
                                + "."));
        return new Advice(
                output,
                section.text("recipe"),
                section.textOr("task", PRETRAINING),
                section.text("optimizer"),
                section.textOr("schedule", ""),
                section.textOr("model", ""),
                section.textOr("held", ""),
                section.has("sequence") ? OptionalDouble.of(section.number("sequence")) : OptionalDouble.empty(),
                runs(section));
    }
}
