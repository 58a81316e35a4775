package org.isoflop.cli;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    private static final Pattern ENERGY = Pattern.compile("([^a-zA-Z]+(?:[eE][+-]?\\d+)?)\\s*(?:([kKMG]?)[wW][hH])?");

    /** A sweep has so many budgets per factor of ten. */
    private static final double PER_DECADE = 2;

    private static final int MOST = 200;

    /** A thousand million million times what the largest run of today takes. */
    private static final double MOST_FLOPS = 1e40;

    @Option(names = "--flops", paramLabel = "C", description = "FLOPs, or a sweep of them: 1e20..1e26, 1e20..1e26*7.")
    private @Nullable String flops;

    @Option(names = "--gpu-hours", paramLabel = "H", description = "Hours of accelerators, of --accelerator.")
    private @Nullable Double hours;

    @Option(names = "--days", paramLabel = "T", description = "Days on --gpus of --accelerator.")
    private @Nullable Double days;

    @Option(names = "--money", paramLabel = "USD", description = "US dollars for hours of --accelerator.")
    private @Nullable Double money;

    @Option(
            names = "--energy",
            paramLabel = "KWH",
            description = "Kilowatt-hours, or 12MWh or 3GWh, drawn by --accelerator.")
    private @Nullable String energy;

    @Option(names = "--target-loss", paramLabel = "L", description = "The least budget for this loss.")
    private @Nullable Double target;

    /** What was asked. */
    sealed interface Question {
        /** The least loss for each budget. */
        record Spend(double[] budgets) implements Question {}

        /** The least budget for a loss. */
        record Reach(double loss) implements Question {}
    }

    /** What is asked, on a machine where that is needed. */
    Question question(MachineOptions machine) {
        long given = Stream.of(flops, hours, days, money, energy, target)
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw new InputException(
                    given == 0 ? "what may be spent?" : "a plan has one budget, and %d are given".formatted(given),
                    "For example --flops 1e24, or --target-loss 2.0.");
        }
        if (target != null) {
            return new Question.Reach(target);
        }
        if (flops != null) {
            return new Question.Spend(budgets(flops));
        }
        return new Question.Spend(new double[] {onMachine(machine)});
    }

    private double onMachine(MachineOptions machine) {
        if (hours != null) {
            return machine.required("--gpu-hours").inHours(Call.requirePositive("--gpu-hours", hours));
        }
        if (days != null) {
            return machine.required("--days").inDays(Call.requirePositive("--days", days));
        }
        if (money != null) {
            return machine.required("--money").forMoney(Call.requirePositive("--money", money));
        }
        return machine.required("--energy").forEnergy(kilowattHours(energy == null ? "" : energy));
    }

    private static double kilowattHours(String text) {
        Matcher parts = ENERGY.matcher(text.strip());
        double factor = !parts.matches()
                ? Double.NaN
                : switch (parts.group(2) == null ? "" : parts.group(2).toUpperCase(Locale.ROOT)) {
                    case "M" -> 1e3;
                    case "G" -> 1e6;
                    default -> 1;
                };
        double value = Double.isNaN(factor)
                ? Double.NaN
                : Magnitude.parse(parts.group(1)).orElse(Double.NaN) * factor;
        if (Double.isNaN(value)) {
            throw new InputException("--energy: '%s' is no energy".formatted(text), "Write 5e6, 5000MWh or 5GWh.");
        }
        return Call.requirePositive("--energy", value);
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
                .getOrDefault("C", new double[0]);
    }

    private static double flops(String text) {
        double value = Magnitude.parse(text.strip())
                .orElseThrow(() -> new InputException(
                        "--flops: '%s' is not a number".formatted(text), "Write 1e24, or 1e20..1e26."));
        if (value > MOST_FLOPS && !Double.isInfinite(value)) {
            throw new InputException(
                    "--flops %s is more than any plan can mean".formatted(text), "Write 1e24, or 1e20..1e26.");
        }
        return Call.requirePositive("--flops", value);
    }
}
