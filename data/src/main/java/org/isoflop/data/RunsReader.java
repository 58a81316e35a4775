package org.isoflop.data;

import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.runs.Origin;

/** Reads tables of runs from files and globs, or from SQL over them. */
public final class RunsReader {
    private RunsReader() {}

    /**
     * Reads the inputs into one table; several files are united by the names of their columns, and what a file does
     * not have is missing in its rows.
     *
     * @param inputs files or globs, as the user typed them; may be empty if there is SQL
     * @param sql a query for DuckDB, which sees the inputs as the table {@code runs}
     * @throws InputException if a file cannot be found or read, is malformed, or has no rows, or if the query fails
     */
    public static Reading read(List<String> inputs, Optional<String> sql) {
        if (inputs.isEmpty() && sql.isEmpty()) {
            throw new InputException("no runs were given; a file, a glob or SQL was expected", "Name a file of runs.");
        }
        List<InputFile> files = InputFile.find(inputs);
        return sql.map(query -> query(files, query)).orElseGet(() -> readAll(files));
    }

    private static Reading readAll(List<InputFile> files) {
        var fingerprint = new Fingerprint();
        var table = new TableBuilder();
        if (files.stream().allMatch(file -> file.format() == Format.TEXT)) {
            files.forEach(file -> DelimitedFile.read(file, table, fingerprint));
        } else {
            try (var database = Database.open(files)) {
                files.forEach(file -> read(file, database, table, fingerprint));
            }
        }
        return table.build(Optional.of(fingerprint.hex()));
    }

    private static void read(InputFile file, Database database, TableBuilder table, Fingerprint fingerprint) {
        if (file.format() == Format.TEXT) {
            DelimitedFile.read(file, table, fingerprint);
        } else {
            database.read(file, table);
            fingerprint.add(file);
        }
    }

    private static Reading query(List<InputFile> files, String sql) {
        var fingerprint = new Fingerprint();
        var table = new TableBuilder();
        try (var database = Database.open(files)) {
            database.query(files, sql, table);
        }
        files.forEach(fingerprint::add);
        return table.build(files.isEmpty() ? Optional.empty() : Optional.of(fingerprint.hex()));
    }

    /** How a message calls the answer to a query. */
    static String nameOfQuery(List<InputFile> files) {
        List<String> names = files.stream().map(InputFile::name).toList();
        return names.isEmpty() ? "SQL" : "SQL over " + new Origin(names, new int[0], new int[0]).summary();
    }
}
