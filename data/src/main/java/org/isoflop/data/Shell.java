package org.isoflop.data;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Arguments as a shell reads them back. */
public final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private Shell() {}

    /** The argument, in quotes where a shell would take it apart. */
    public static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** All of them on one line. */
    public static String line(List<String> arguments) {
        return arguments.stream().map(Shell::quoted).collect(Collectors.joining(" "));
    }
}
