package org.isoflop.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.isoflop.fit.Progress;

/**
 * How one call of the command is connected to whoever called it.
 *
 * @param out takes the answer
 * @param err takes what is said beside it
 * @param progress hears how far long work has come
 * @param defaults what options are when the call does not give them, in place of what the command would take
 * @param complaints hears what went wrong, beside its text on {@code err}
 */
record Connection(
        PrintWriter out,
        PrintWriter err,
        Optional<Progress> progress,
        Map<String, String> defaults,
        Consumer<Throwable> complaints) {

    /** A person or a script at the other end. */
    static Connection of(PrintWriter out, PrintWriter err) {
        return new Connection(out, err, Optional.empty(), Map.of(), e -> {});
    }
}
