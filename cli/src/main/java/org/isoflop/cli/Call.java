package org.isoflop.cli;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.isoflop.InputException;
import org.isoflop.formula.Formula;
import org.isoflop.formula.FormulaException;
import org.isoflop.formula.Spelling;
import org.isoflop.runs.Magnitude;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Tells mistakes in the call itself (exit code 2) from input that cannot be worked with (exit code 1). */
final class Call {
    private Call() {}

    /** What an option means; a mistake in its text is a mistake in the call. */
    static <T> T check(CommandSpec spec, Supplier<T> meaning) {
        try {
            return meaning.get();
        } catch (InputException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw wrong(spec, String.valueOf(e.getMessage()), "");
        }
    }

    /** The same for what only refuses. */
    static void check(CommandSpec spec, Runnable check) {
        check(spec, () -> {
            check.run();
            return true;
        });
    }

    /** Refuses the call. */
    static ParameterException wrong(CommandSpec spec, String message, String wayOut) {
        return new ParameterException(spec.commandLine(), message, new InputException(message, wayOut));
    }

    /** The formula that an option holds; a mistake in it is told with the name of the option. */
    static Formula formula(String option, String text) {
        try {
            return Formula.parse(text);
        } catch (FormulaException e) {
            String place = String.valueOf(e.getMessage()).replaceFirst("^formula(?=,)", option);
            var told = new InputException(place, e.wayOut());
            told.initCause(e);
            throw told;
        }
    }

    /** @throws InputException if the option {@code --level} says no level */
    static void requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new InputException(
                    "--level lies between 0 and 1, not at " + Magnitude.exact(level), "Write 0.9 for 90 %.");
        }
    }

    /** The one of some choices that an option names. */
    static <T> T choice(String option, T[] choices, Function<T, String> label, String text) {
        List<String> labels = Arrays.stream(choices).map(label).toList();
        int at = labels.indexOf(text);
        if (at < 0) {
            throw new InputException(
                    "%s is %s, not '%s'".formatted(option, String.join(", ", labels), text),
                    Spelling.nearest(text, labels)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Choose one of them."));
        }
        return choices[at];
    }

    /** @throws InputException unless the number that an option gives is positive and finite */
    static double requirePositive(String option, double given) {
        if (!(given > 0 && Double.isFinite(given))) {
            throw new InputException("%s is a positive number, not %s".formatted(option, Magnitude.exact(given)), "");
        }
        return given;
    }

    /** @throws InputException unless the whole number that an option gives is at least 1 and no larger than this */
    static int requireAtMost(String option, int most, int given) {
        requireAtLeast(option, 1, given);
        if (given > most) {
            throw new InputException("%s is at most %,d, not %,d".formatted(option, most, given), "");
        }
        return given;
    }

    static void requireAtLeast(String option, int least, int given) {
        if (given < least) {
            throw new InputException("%s is at least %d, not %d".formatted(option, least, given), "");
        }
    }
}
