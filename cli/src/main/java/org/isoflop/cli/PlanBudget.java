package org.isoflop.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.InputException;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What may be spent, or what is to be reached. */
@Command(optionListHeading = "%nThe budget (one of these):%n")
final class PlanBudget {
    private static final Pattern SWEEP = Pattern.compile("(.+?)\\.\\.(.+?)(?:\\*\\s*(\\d+))?");

    /** A sweep has so many budgets per factor of ten. */
    private static final double PER_DECADE = 2;

    private static final int MOST = 200;

    @Option(names = "--flops", paramLabel = "C", description = "FLOPs, or a sweep of them: 1e20..1e26, 1e20..1e26*7.")
    private @Nullable String flops;

    @Option(names = "--target-loss", paramLabel = "L", description = "The least budget for this loss.")
    private @Nullable Double target;

    /** What was asked. */
    sealed interface Question {
        /** The least loss for each budget. */
        record Spend(double[] budgets) implements Question {}

        /** The least budget for a loss. */
        record Reach(double loss) implements Question {}
    }

    Question question() {
        if (flops != null && target != null) {
            throw new InputException("--flops and --target-loss exclude each other", "Give one of them.");
        }
        if (target != null) {
            return new Question.Reach(target);
        }
        if (flops == null) {
            throw new InputException("what may be spent?", "For example --flops 1e24, or --target-loss 2.0.");
        }
        return new Question.Spend(budgets(flops));
    }

    private static double[] budgets(String text) {
        Matcher sweep = SWEEP.matcher(text.strip());
        if (!sweep.matches()) {
            return new double[] {flops(text)};
        }
        double low = flops(sweep.group(1));
        double high = flops(sweep.group(2));
        if (!(low < high)) {
            throw new InputException("--flops %s is no sweep upwards".formatted(text), "Write 1e20..1e26.");
        }
        int count = sweep.group(3) == null
                ? (int) Math.round(PER_DECADE * Math.log10(high / low)) + 1
                : (int) Double.parseDouble(sweep.group(3));
        if (count < 2 || count > MOST) {
            throw new InputException(
                    "--flops %s has %,d budgets".formatted(text, count), "A sweep has 2 to %d.".formatted(MOST));
        }
        return Grid.parse("C=%s..%s*%d".formatted(Magnitude.exact(low), Magnitude.exact(high), count))
                .values()
                .get("C");
    }

    private static double flops(String text) {
        double value = Magnitude.parse(text.strip())
                .orElseThrow(() -> new InputException(
                        "--flops: '%s' is not a number".formatted(text), "Write 1e24, or 1e20..1e26."));
        return Call.requirePositive("--flops", value);
    }
}
