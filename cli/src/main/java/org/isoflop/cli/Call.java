package org.isoflop.cli;

import java.util.function.Supplier;
import org.isoflop.InputException;
import picocli.CommandLine;
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
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** Refuses the call. */
    static ParameterException wrong(CommandSpec spec, String message) {
        CommandLine line = spec.commandLine();
        return new ParameterException(line, message);
    }
}
