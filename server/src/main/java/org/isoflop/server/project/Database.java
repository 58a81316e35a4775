package org.isoflop.server.project;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.isoflop.InputException;

/**
 * The file that projects are kept in. Every method is one transaction, on disk when it returns. It is locked against
 * everything but itself: no other file, no network, no extension.
 *
 * <p>There are no keys and no constraints in the tables: DuckDB checks them before a transaction is whole, so that a row
 * cannot be replaced in one; {@link Projects} holds what they would hold.
 */
final class Database implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS projects"
                    + " (id VARCHAR, name VARCHAR, revision BIGINT, created BIGINT, changed BIGINT, state VARCHAR)",
            "CREATE TABLE IF NOT EXISTS files"
                    + " (project VARCHAR, name VARCHAR, bytes BIGINT, sha256 VARCHAR, kind VARCHAR, content BLOB)");

    private static final List<String> LOCKS = List.of(
            "SET temp_directory = ''",
            "SET allow_community_extensions = false",
            "SET enable_external_access = false",
            "SET lock_configuration = true");

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** A change of several rows, all or nothing. */
    @FunctionalInterface
    private interface Change {
        void make() throws SQLException;
    }

    /** @throws InputException if the file cannot be opened, for instance because another server has it open */
    static Database open(Path file) {
        var settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", "1GB");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, settings);
            for (String sql : TABLES) {
                execute(connection, sql);
            }
            for (String sql : LOCKS) {
                execute(connection, sql);
            }
            connection.setAutoCommit(false);
            return new Database(connection);
        } catch (SQLException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new InputException(
                    "the projects in %s cannot be opened: %s".formatted(file, reason),
                    reason.contains("lock")
                            ? "Another isoflop serve uses them: stop it, or choose another folder with --data."
                            : "Check the folder, or choose another one with --data.");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All projects, without the bytes of their files. */
    synchronized List<Project> projects() {
        Map<String, Map<String, ProjectFile>> files = new HashMap<>();
        var projects = new ArrayList<Project>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT project, name, bytes, sha256, kind FROM files")) {
                while (rows.next()) {
                    var file = new ProjectFile(
                            rows.getString(2),
                            rows.getLong(3),
                            rows.getString(4),
                            ProjectFile.Kind.valueOf(rows.getString(5)));
                    files.computeIfAbsent(rows.getString(1), id -> new HashMap<>())
                            .put(file.name(), file);
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT id, name, revision, created, changed, state FROM projects")) {
                while (rows.next()) {
                    String id = rows.getString(1);
                    projects.add(new Project(
                            id,
                            rows.getString(2),
                            rows.getLong(3),
                            Instant.ofEpochMilli(rows.getLong(4)),
                            Instant.ofEpochMilli(rows.getLong(5)),
                            files.getOrDefault(id, Map.of()),
                            rows.getString(6)));
                }
            }
            connection.rollback();
            return projects;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The bytes of all files of a project, by their names. */
    synchronized Map<String, byte[]> contents(String project) {
        var contents = new HashMap<String, byte[]>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT name, content FROM files WHERE project = ?")) {
            statement.setString(1, project);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    contents.put(rows.getString(1), rows.getBytes(2));
                }
            }
            connection.rollback();
            return contents;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Writes what a project is, whether or not it was there; its files stay. */
    void save(Project project) {
        transact(() -> saveRow(project));
    }

    /** Writes a file with the project that has it now. */
    void save(Project project, ProjectFile file, byte[] content) {
        transact(() -> {
            saveRow(project);
            update("DELETE FROM files WHERE project = ? AND name = ?", project.id(), file.name());
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)")) {
                statement.setString(1, project.id());
                statement.setString(2, file.name());
                statement.setLong(3, file.bytes());
                statement.setString(4, file.sha256());
                statement.setString(5, file.kind().name());
                statement.setBytes(6, content);
                statement.executeUpdate();
            }
        });
    }

    /** Takes a file away from the project, which is without it now. */
    void delete(Project project, String file) {
        transact(() -> {
            saveRow(project);
            update("DELETE FROM files WHERE project = ? AND name = ?", project.id(), file);
        });
    }

    /** Takes a project and its files away. */
    void delete(String project) {
        transact(() -> {
            update("DELETE FROM files WHERE project = ?", project);
            update("DELETE FROM projects WHERE id = ?", project);
        });
    }

    private void saveRow(Project project) throws SQLException {
        update("DELETE FROM projects WHERE id = ?", project.id());
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO projects VALUES (?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, project.id());
            statement.setString(2, project.name());
            statement.setLong(3, project.revision());
            statement.setLong(4, project.created().toEpochMilli());
            statement.setLong(5, project.changed().toEpochMilli());
            statement.setString(6, project.state());
            statement.executeUpdate();
        }
    }

    private void update(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private synchronized void transact(Change change) {
        try {
            change.make();
            connection.commit();
        } catch (SQLException e) {
            try {
                connection.rollback();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw failed(e);
        }
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("the projects cannot be read or written: " + e.getMessage(), e);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
