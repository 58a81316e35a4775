package org.isoflop.data;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.isoflop.InputException;

/** A DuckDB of its own, in memory, for what is not plain text. */
final class Database implements AutoCloseable {
    /** The words of {@link CellText}; DuckDB compares case. */
    private static final String MISSING_WORDS =
            "['', 'NA', 'Na', 'na', 'N/A', 'n/a', 'NULL', 'Null', 'null', 'NONE', 'None', 'none', '-', 'NAN', 'NaN', 'nan']";

    private final Connection connection;
    private final List<InputFile> files;

    private Database(Connection connection, List<InputFile> files) {
        this.connection = connection;
        this.files = List.copyOf(files);
    }

    /**
     * Opens an empty database; nothing is fetched from the network on its own. Where work is bound to a folder, nothing
     * can be opened but the files.
     */
    static Database open(List<InputFile> files) {
        var settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        // Rows are handed over as they come, so that a large answer is not held twice.
        settings.setProperty("jdbc_stream_results", "true");
        try {
            var database = new Database(DriverManager.getConnection("jdbc:duckdb:", settings), files);
            if (WorkingFolder.isBound()) {
                database.lock();
            }
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB cannot be started: " + e.getMessage(), e);
        }
    }

    private void lock() throws SQLException {
        String paths =
                files.stream().map(file -> quoted(file.path().toString())).collect(Collectors.joining(", "));
        for (String setting : List.of(
                "SET temp_directory = ''",
                "SET memory_limit = '1GB'",
                "SET allow_community_extensions = false",
                "SET allowed_paths = [" + paths + "]",
                "SET enable_external_access = false",
                "SET lock_configuration = true")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(setting);
            }
        }
    }

    /** Reads all of a file into the table. */
    void read(InputFile file, TableBuilder table) {
        table.source(file.name());
        try {
            copy(file.name(), "FROM " + scan(file.format(), literal(file)), table);
        } catch (SQLException e) {
            throw new InputException(
                    file.name() + " cannot be read: " + firstLines(e),
                    "Check that the file is whole and is what its ending says.");
        }
        table.endSource(file.name(), "no rows");
    }

    /** Reads the answer to a query, in which the files are the table {@code runs}. */
    void query(List<InputFile> files, String sql, TableBuilder table) {
        String name = RunsReader.nameOfQuery(files);
        table.source(name);
        nameRuns(name, files);
        try {
            copy(name, sql, table);
        } catch (SQLException e) {
            throw new InputException(
                    name + ": " + firstLines(e),
                    files.isEmpty()
                            ? "Mend the query; it reads files itself, for instance: SELECT * FROM 'runs.csv'"
                            : "Mend the query; the files are its table runs, and DESCRIBE runs tells its columns.");
        }
        table.endSource(name, "no rows");
    }

    private void nameRuns(String name, List<InputFile> files) {
        if (files.isEmpty()) {
            return;
        }
        String union = files.stream()
                .collect(Collectors.groupingBy(
                        InputFile::format,
                        LinkedHashMap::new,
                        Collectors.mapping(Database::literal, Collectors.joining(", ", "[", "]"))))
                .entrySet()
                .stream()
                .map(same -> "SELECT * FROM " + scan(same.getKey(), same.getValue()))
                .collect(Collectors.joining(" UNION ALL BY NAME "));
        // Text is looked at from end to end whenever its types are asked for, so it is read in once.
        boolean cheapToScan = files.stream().allMatch(file -> file.format() == Format.PARQUET);
        try (Statement statement = connection.createStatement()) {
            statement.execute((cheapToScan ? "CREATE VIEW runs AS " : "CREATE TABLE runs AS ") + union);
        } catch (SQLException e) {
            throw new InputException(
                    name + ": " + firstLines(e), "Check that the files are whole and are what their endings say.");
        }
    }

    /** The table function that reads files of a format; it looks at all rows before it decides on types. */
    private static String scan(Format format, String files) {
        return switch (format) {
            case TEXT ->
                "read_csv(%s, union_by_name=true, header=true, sample_size=-1, nullstr=%s)"
                        .formatted(files, MISSING_WORDS);
            case PARQUET -> "read_parquet(%s, union_by_name=true)".formatted(files);
            case JSON -> json(files, "auto");
            case JSON_LINES -> json(files, "newline_delimited");
        };
    }

    private static String json(String files, String format) {
        return "read_json(%s, format='%s', union_by_name=true, sample_size=-1, map_inference_threshold=-1)"
                .formatted(files, format);
    }

    /** The file's name as SQL text, in which DuckDB finds no pattern to expand. */
    private static String literal(InputFile file) {
        return quoted(file.path().toString().replaceAll("[\\[*?]", "[$0]"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void copy(String name, String sql, TableBuilder table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                throw new InputException(
                        name + ": the query gives no table", "End it with the SELECT whose answer is meant.");
            }
            try (ResultSet rows = statement.getResultSet()) {
                new QueryRows(name, table).copy(rows);
            }
        }
    }

    /** DuckDB's own words without its later advice, which is about its shell, and with files as they were named. */
    private String firstLines(SQLException e) {
        String message = String.valueOf(e.getMessage());
        for (InputFile file : files) {
            message = message.replace(file.path().toString(), file.name());
        }
        return message.lines().filter(line -> !line.isBlank()).limit(5).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB cannot be closed: " + e.getMessage(), e);
        }
    }
}
