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
     * What the call names, for a command that looks at one law: a table, a fit, or behind a fit with groups one of them,
     * {@code recipe=A}.
     *
     * @param by the column whose values are compared; where it is that of the groups, all of them are wanted
     * @throws InputException if it names a fit with groups, and none of them
     */
    static Source ofOne(Request given, Optional<String> by) {
        Source source = of(given);
        if (source.groupedBy().isEmpty() || source.groupedBy().equals(by)) {
            return new Source(source.request(), source.rows(), Optional.empty());
        }
        String column = source.groupedBy().get();
        Map<String, UsableRows> groups = source.groups();
        String chosen = Assignments.texts("the group", choice(given.runs())).get(column);
        UsableRows rows = chosen == null ? null : groups.get(chosen);
        if (rows == null) {
            throw new InputException(
                    chosen == null
                            ? "there is a fit for every " + column
                            : "there is no %s '%s' in the fit".formatted(column, chosen),
                    "Name one of them: %s=%s."
                            .formatted(column, String.join(", %s=".formatted(column), List.copyOf(groups.keySet()))));
        }
        return new Source(source.request(), rows, Optional.empty());
    }

    /** What stands behind the name of a fit. */
    private static List<String> choice(RunsOptions runs) {
        return runs.inputs().stream().skip(1).toList();
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

    /** The input, if it is a file of {@code fit --save}, with nothing behind it but a choice of its groups; else null. */
    private static @org.jspecify.annotations.Nullable Path savedFit(RunsOptions runs) {
        if (runs.inputs().isEmpty()
                || !runs.inputs().getFirst().endsWith(".json")
                || !choice(runs).stream().allMatch(text -> text.contains("="))) {
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

    /** A name without wildcards of which there is no file. */
    private static boolean isGone(String input) {
        return input.matches("[^*?\\[\\]{}:]+") && Files.notExists(WorkingFolder.at(Path.of(input)));
    }

    /** The runs that the fit itself has kept, where its table is not there any more. */
    private static RunsQuery.Answer kept(FitDocument document) {
        return new RunsQuery.Answer(document.runs().orElseThrow(), List.of(), List.of(), 0, 0, document.sha256());
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
        RunsQuery query = request.checked();
        boolean gone = query.inputs().stream().allMatch(Source::isGone);
        if (gone && file.documents().size() == 1 && document.runs().isPresent()) {
            return new Table(request, kept(document));
        }
        RunsQuery.Answer table = query.read();
        if (document.sha256().isPresent() && !document.sha256().equals(table.sha256())) {
            throw new InputException(
                    "%s has changed since %s was made"
                            .formatted(table.runs().origin().summary(), path),
                    "Make the fit again: isoflop " + Shell.line(command));
        }
        return new Table(request, table);
    }
}
