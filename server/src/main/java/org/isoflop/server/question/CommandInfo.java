package org.isoflop.server.question;

import java.util.List;

/**
 * A command as it describes itself.
 *
 * @param name with the names of the commands it belongs to: {@code laws show}
 * @param header what it does, in one line
 * @param description more about it
 * @param parameters what its arguments are
 * @param options in the order of its help
 */
public record CommandInfo(
        String name, String header, String description, List<ParameterInfo> parameters, List<OptionInfo> options) {
    public CommandInfo {
        parameters = List.copyOf(parameters);
        options = List.copyOf(options);
    }

    /**
     * An argument without a name.
     *
     * @param label as the help has it: {@code RUNS}
     * @param description what it is
     * @param least how many there are at least
     * @param most how many there are at most
     */
    public record ParameterInfo(String label, String description, int least, int most) {}

    /**
     * An option.
     *
     * @param name without dashes
     * @param label of its value, as the help has it; empty for a flag
     * @param description what it does
     * @param kind what its value is
     * @param isRepeatable whether it may be given more than once
     * @param isRequired whether the command does nothing without it
     * @param byDefault what it is when it is not given; may be empty
     */
    public record OptionInfo(
            String name,
            String label,
            String description,
            Kind kind,
            boolean isRepeatable,
            boolean isRequired,
            String byDefault) {}

    /** What the value of an option is. */
    public enum Kind {
        FLAG,
        INTEGER,
        NUMBER,
        TEXT,
        /** A file that is written. */
        FILE
    }
}
