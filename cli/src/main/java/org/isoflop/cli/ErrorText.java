package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a person reads when something is wrong.
 *
 * @param message the place, what was found and what was expected
 * @param wayOut one thing to do about it; may be empty
 */
record ErrorText(String message, String wayOut) {

    static ErrorText of(Throwable e) {
        return switch (e) {
            case InputException input -> new ErrorText(message(input), input.wayOut());
            case OutOfMemoryError _ ->
                new ErrorText(
                        "the work does not fit into the memory of the JVM, %,d MB"
                                .formatted(Runtime.getRuntime().maxMemory() >> 20),
                        "Give it more: ISOFLOP_JAVA_OPTS=-Xmx8g isoflop …");
            case StackOverflowError _ -> new ErrorText("a formula is too long to be worked with", "Simplify it.");
            default ->
                new ErrorText("a mistake in Isoflop itself: " + e, "Please report it, with what --stacktrace shows.");
        };
    }

    /** For a call that is wrong in itself. */
    static ErrorText ofCall(ParameterException e) {
        String help = "See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.";
        return switch (e) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, help);
            case MissingParameterException missing -> new ErrorText(lowerCase(message(missing)), help);
            case ParameterException p
            when p.getCause() instanceof InputException input ->
                new ErrorText(message(input), input.wayOut().isEmpty() ? help : input.wayOut());
            default -> new ErrorText(lowerCase(message(e)), help);
        };
    }

    private static ErrorText unmatched(UnmatchedArgumentException e, String help) {
        CommandLine command = e.getCommandLine();
        String name = e.getUnmatched().getFirst();
        if (name.startsWith("-")) {
            String option = name.replaceFirst("=.*", "");
            return new ErrorText(
                    "there is no option " + option,
                    didYouMean(
                                    option,
                                    command.getCommandSpec().optionsMap().keySet().stream()
                                            .toList())
                            .orElse(help));
        }
        List<String> commands = List.copyOf(command.getSubcommands().keySet());
        return commands.isEmpty()
                ? new ErrorText("'" + name + "' is one argument too many", help)
                : new ErrorText(
                        "there is no command '" + name + "'",
                        didYouMean(name, commands).orElse(help));
    }

    private static Optional<String> didYouMean(String name, List<String> known) {
        return Spelling.nearest(name, known).map(near -> "Did you mean " + near + "?");
    }

    private static String message(Throwable e) {
        return String.valueOf(e.getMessage());
    }

    /** Picocli begins its messages with a capital letter; here they follow the name of the program. */
    private static String lowerCase(String message) {
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    @Override
    public String toString() {
        return "isoflop: " + message + (wayOut.isEmpty() ? "" : "\n" + wayOut);
    }
}
