package org.isoflop.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.isoflop.formula.FormulaException;
import org.isoflop.server.Place;
import org.isoflop.server.question.Answerer;
import org.isoflop.server.question.CommandInfo;
import org.isoflop.server.question.Outcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** Runs commands in this process, for the server: on the files of one folder, with answers in JSON. */
final class InProcess implements Answerer {

    /** A server that was started at a terminal answers no terminal. */
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    @Override
    public Outcome answer(Order order) {
        var out = new StringWriter();
        var err = new StringWriter();
        var complaint = new AtomicReference<@Nullable Throwable>();
        var connection = new Connection(
                new PrintWriter(out),
                new PrintWriter(err),
                Optional.of(order.progress()),
                defaults(order),
                complaint::set);
        int exit = order.folder()
                .during(() -> Isoflop.run(connection, order.arguments().toArray(String[]::new)));
        String answer = COLOURS.matcher(out.toString()).replaceAll("");
        return new Outcome(
                exit,
                answer,
                answer.startsWith("{"),
                err.toString().lines().toList(),
                Optional.ofNullable(complaint.get()).map(InProcess::complaint));
    }

    /** What a client cannot choose: how an answer is written, and how many threads work for it. */
    private static Map<String, String> defaults(Order order) {
        return Map.of("--json", "true", "--force", "true", "--threads", Integer.toString(order.threads()));
    }

    private static Outcome.Complaint complaint(Throwable e) {
        ErrorText text = e instanceof ParameterException call ? ErrorText.ofCall(call) : ErrorText.of(e);
        return new Outcome.Complaint(text.message(), text.wayOut(), place(e).or(() -> Place.in(text.message())));
    }

    private static Optional<Place> place(@Nullable Throwable e) {
        return switch (e) {
            case null -> Optional.empty();
            case FormulaException formula -> Optional.of(Place.character(formula.text(), formula.position()));
            default -> place(e.getCause());
        };
    }

    /** All commands as they describe themselves. */
    static List<CommandInfo> commands() {
        return CommandPages.all();
    }
}
