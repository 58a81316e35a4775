package org.isoflop.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.plan.Limits;
import org.isoflop.plan.Limits.Range;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a plan may look like. A number fixes a quantity; a range, open or closed, limits it. */
@Command(optionListHeading = "%nWhat a plan may look like (7B, 1B..7B, ..7B or 1B..):%n")
final class PlanLimits {
    @Option(names = "--params", paramLabel = "N", description = "Parameters.")
    private @Nullable String parameters;

    @Option(names = "--max-params", paramLabel = "N", description = "The same as --params ..N.")
    private @Nullable Double mostParameters;

    @Option(names = "--tokens", paramLabel = "D", description = "Training tokens.")
    private @Nullable String tokens;

    @Option(names = "--max-tokens", paramLabel = "D", description = "The same as --tokens ..D.")
    private @Nullable Double mostTokens;

    @Option(names = "--tokens-per-param", paramLabel = "R", description = "Training tokens per parameter.")
    private @Nullable String ratio;

    @Option(
            names = "--over-train",
            paramLabel = "FACTOR",
            description = "So many times the tokens per parameter that would be best.")
    private @Nullable Double overTraining;

    @Option(names = "--max-epochs", paramLabel = "E", description = "Passes over --unique-tokens.")
    private @Nullable Double epochs;

    Optional<Double> overTraining() {
        return Optional.ofNullable(overTraining);
    }

    /**
     * The limits.
     *
     * @param unique how many different tokens there are
     * @param servable the sizes that can be served
     */
    Limits limits(OptionalDouble unique, Range servable) {
        Range sizes = range("--params", parameters)
                .and(upTo("--max-params", mostParameters))
                .and(servable);
        Range lengths = range("--tokens", tokens).and(upTo("--max-tokens", mostTokens));
        if (epochs != null) {
            double passes = Call.requirePositive("--max-epochs", epochs);
            double different = unique.orElseThrow(() -> new InputException(
                    "--max-epochs counts passes over --unique-tokens, which are not given", "Give them."));
            lengths = lengths.and(Range.upTo(passes * different));
        }
        if (overTraining != null) {
            Call.requirePositive("--over-train", overTraining);
        }
        return new Limits(sizes, lengths, range("--tokens-per-param", ratio));
    }

    private static Range upTo(String option, @Nullable Double most) {
        return most == null ? Range.ALL : Range.upTo(Call.requirePositive(option, most));
    }

    private static Range range(String option, @Nullable String text) {
        if (text == null) {
            return Range.ALL;
        }
        int dots = text.indexOf("..");
        if (dots < 0) {
            return Range.at(number(option, text));
        }
        String low = text.substring(0, dots);
        String high = text.substring(dots + 2);
        return new Range(
                low.isBlank() ? 0 : number(option, low),
                high.isBlank() ? Double.POSITIVE_INFINITY : number(option, high));
    }

    private static double number(String option, String text) {
        double value = Magnitude.parse(text)
                .orElseThrow(() -> new InputException(
                        "%s: '%s' is not a number".formatted(option, text), "Write 7B, 1B..7B, ..7B or 1B..."));
        return Call.requirePositive(option, value);
    }
}
