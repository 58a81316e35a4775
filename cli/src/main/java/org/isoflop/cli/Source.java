package org.isoflop.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.data.FitDocument;
import org.isoflop.data.FitFile;
import org.isoflop.data.FitJson;
import org.isoflop.data.RunsQuery;
import org.isoflop.data.Shell;
import org.isoflop.data.WorkingFolder;
import picocli.CommandLine;

/**
 * The runs that a command works on, named as a table or as a saved fit, whose table is then read again.
 *
 * @param request what is to be fitted
 * @param rows the rows
 * @param groupedBy the column whose values make groups of the rows, if any
 */
record Source(Request request, UsableRows rows, Optional<String> groupedBy) {
    private static final int NEXT_CHARACTERS = 400;

    /** A table, and what is to be fitted to it. */
    record Table(Request request, RunsQuery.Answer table) {}

    /** What the call names. */
    static Source of(Request given) {
        Table table = table(given);
        return of(table, table.request().skips());
    }

    /**
     * The rows of a table that a law can be fitted to.
     *
     * @param skips whether rows that cannot be used are left out
     */
    static Source of(Table table, boolean skips) {
        Request request = table.request();
        Request.Question question = request.question(table.table());
        return new Source(request, request.rows(question, skips), question.group());
    }

    /**
     * What the call names, for a command that looks at all rows together.
     *
     * @throws InputException if it names a fit with groups
     */
    static Source ofOne(Request given) {
        Source source = of(given);
        source.groupedBy().ifPresent(column -> {
            throw new InputException(
                    "there is a fit for every " + column, "Name the table instead, and choose a group with --where.");
        });
        return source;
    }

    /** The rows of each group by its text, which is empty where there are no groups. */
    Map<String, UsableRows> groups() {
        return groupedBy.map(rows::groups).orElseGet(() -> Map.of("", rows));
    }

    /** The table that the call names, or that of the fit that it names. */
    static Table table(Request given) {
        Path saved = savedFit(given.runs());
        return saved == null ? new Table(given, given.checked().read()) : ofFit(saved, given);
    }

    /** The only input, if it is a file of {@code fit --save}; else null. */
    private static @org.jspecify.annotations.Nullable Path savedFit(RunsOptions runs) {
        if (runs.inputs().size() != 1 || !runs.inputs().getFirst().endsWith(".json")) {
            return null;
        }
        Path path = Path.of(runs.inputs().getFirst());
        return WorkingFolder.hasFile(path.toString()) && startsAsFit(path) ? path : null;
    }

    private static boolean startsAsFit(Path path) {
        try (var reader = Files.newBufferedReader(WorkingFolder.at(path))) {
            char[] start = new char[NEXT_CHARACTERS];
            int read = reader.read(start);
            String text = new String(start, 0, Math.max(0, read));
            return text.contains("\"law\" :") || text.contains("\"groupedBy\" :");
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static Table ofFit(Path path, Request given) {
        FitFile file = FitJson.read(path);
        FitDocument document = file.documents().getFirst();
        List<String> command = document.command();
        if (command.isEmpty() || !command.getFirst().equals("fit")) {
            throw new InputException(path + " does not say which command made it", "Name the table instead.");
        }
        var made = new FitCommand();
        var line = new CommandLine(made);
        NumberTexts.register(line);
        line.parseArgs(command.subList(1, command.size()).toArray(String[]::new));
        Request request = made.request().spoken(given.spec());
        RunsQuery.Answer table = request.checked().read();
        if (document.sha256().isPresent() && !document.sha256().equals(table.sha256())) {
            throw new InputException(
                    "%s has changed since %s was made"
                            .formatted(table.runs().origin().summary(), path),
                    "Make the fit again: isoflop " + Shell.line(command));
        }
        return new Table(request, table);
    }
}
