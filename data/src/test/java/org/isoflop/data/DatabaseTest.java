package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.isoflop.data.Given.labels;
import static org.isoflop.data.Given.names;
import static org.isoflop.data.Given.numbers;
import static org.isoflop.data.Given.sql;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes through DuckDB: Parquet, JSON lines, SQL. */
class DatabaseTest {
    private static final double NAN = Double.NaN;

    @TempDir
    Path folder;

    private Given given;

    @BeforeEach
    void given() {
        given = new Given(folder);
    }

    private Path written(String name, String query) throws SQLException {
        Path file = folder.resolve(name);
        String format = name.endsWith(".parquet") ? "parquet" : "json";
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT %s)"
                    .formatted(query, file.toString().replace("'", "''"), format));
        }
        return file;
    }

    @Test
    void parquet() throws SQLException {
        Path file = written(
                "runs.parquet", "SELECT * FROM (VALUES (1e9, 'base', 2.5), (NULL, 'wide', NULL)) t(N, recipe, loss)");
        var reading = Given.read(file);
        assertThat(numbers(reading, "N")).containsExactly(1e9, NAN);
        assertThat(labels(reading, "recipe")).containsExactly("base", "wide");
        assertThat(numbers(reading, "loss")).containsExactly(2.5, NAN);
        assertThat(reading.runs().origin().place(1)).isEqualTo(file + ", row 2");
        assertThat(reading.sha256().orElseThrow()).hasSize(64);
    }

    @Test
    void typesOfNumbersAndTexts() {
        var reading = sql("""
                SELECT 1::TINYINT AS tiny, 2::UBIGINT AS big, 170141183460469231731687303715884105727::HUGEINT AS huge,
                  1.25::DECIMAL(9, 3) AS decimal, 0.5::FLOAT AS float, 0.1::DOUBLE AS double, true AS yes, false AS no,
                  '70B' AS suffix, 'NA' AS missing, NULL AS nothing,
                  DATE '2024-01-05' AS date, TIMESTAMP '2024-01-05 10:30:00' AS time, 'e'::ENUM('e', 'f') AS enum
                """);
        assertThat(numbers(reading, "tiny")).containsExactly(1);
        assertThat(numbers(reading, "big")).containsExactly(2);
        assertThat(numbers(reading, "huge")).containsExactly(0x1p127);
        assertThat(numbers(reading, "decimal")).containsExactly(1.25);
        assertThat(numbers(reading, "float")).containsExactly(0.5);
        assertThat(numbers(reading, "double")).containsExactly(0.1);
        assertThat(numbers(reading, "yes")).containsExactly(1);
        assertThat(numbers(reading, "no")).containsExactly(0);
        assertThat(numbers(reading, "suffix")).containsExactly(70e9);
        assertThat(numbers(reading, "missing")).containsExactly(NAN);
        assertThat(numbers(reading, "nothing")).containsExactly(NAN);
        assertThat(labels(reading, "date")).containsExactly("2024-01-05");
        assertThat(labels(reading, "time")).containsExactly("2024-01-05 10:30:00");
        assertThat(labels(reading, "enum")).containsExactly("e");
        assertThat(reading.sha256()).isEmpty();
        assertThat(reading.runs().origin().place(0)).isEqualTo("SQL, row 1");
    }

    @Test
    void jsonLinesOfUnequalShape() {
        given.file("a.jsonl", "{\"N\": 1, \"loss\": 2.5}\n{\"N\": 2, \"recipe\": \"wide\"}\n");
        given.file("b.ndjson", "{\"loss\": 4, \"config\": {\"lr\": 1e-3, \"name\": \"x\"}}\n{\"loss\": 5}\n");
        given.file("c.json", "[{\"N\": \"7B\"}, {\"N\": \"13B\"}]");
        var reading = Given.glob(folder + "/*.*json*");
        assertThat(names(reading)).containsExactly("N", "loss", "recipe", "config.lr", "config.name");
        assertThat(numbers(reading, "N")).containsExactly(1, 2, NAN, NAN, 7e9, 13e9);
        assertThat(numbers(reading, "loss")).containsExactly(2.5, NAN, 4, 5, NAN, NAN);
        assertThat(labels(reading, "recipe")).containsExactly("", "wide", "", "", "", "");
        assertThat(numbers(reading, "config.lr")).containsExactly(NAN, NAN, 1e-3, NAN, NAN, NAN);
        assertThat(reading.runs().origin().place(3)).startsWith(folder + "/b.ndjson, row ");
    }

    @Test
    void parquetAndTextTogether() throws SQLException {
        Path parquet = written("a.parquet", "SELECT 0.5 AS loss, 12 AS size");
        Path csv = given.file("b.csv", "size,loss\nsmall,0.25\nlarge,0.125\n");
        var reading = Given.read(parquet, csv);
        assertThat(numbers(reading, "loss")).containsExactly(0.5, 0.25, 0.125);
        assertThat(labels(reading, "size")).containsExactly("12", "small", "large");
    }

    @Test
    void namesOfFilesAreOnlyNames() throws SQLException {
        Path odd = written("it's [1]*?.parquet", "SELECT 1 AS N");
        written("it's 1.parquet", "SELECT 2 AS N");
        assertThat(numbers(Given.read(odd), "N")).containsExactly(1);
        assertThat(numbers(sql("SELECT * FROM runs", odd), "N")).containsExactly(1);
    }

    @Test
    void sqlOverText() {
        Path a = given.file("a.csv", "N,loss,recipe\n1,2.5,x\n2,NA,y\n");
        Path b = given.file("b.csv", "N;loss\n3;-\n4;3.5\n");
        var reading = sql("SELECT N, loss, recipe FROM runs WHERE N >= 2 ORDER BY N DESC;", a, b);
        assertThat(numbers(reading, "N")).containsExactly(4, 3, 2);
        assertThat(numbers(reading, "loss")).containsExactly(3.5, NAN, NAN);
        assertThat(labels(reading, "recipe")).containsExactly("", "", "y");
        assertThat(reading.runs().origin().place(2)).isEqualTo("SQL over " + a + " and 1 more, row 3");
        assertThat(reading.sha256()).isEqualTo(Given.read(a, b).sha256());
    }

    @Test
    void sqlThatReadsFilesItself() {
        Path file = given.file("runs.csv", "N,loss\n1,2\n");
        assertThat(numbers(sql("SELECT 6*N AS C FROM '" + file + "'"), "C")).containsExactly(6);
    }

    @Test
    void sqlOverSeveralFormats() throws SQLException {
        Path parquet = written("a.parquet", "SELECT 1 AS N");
        Path json = given.file("b.jsonl", "{\"N\": 2, \"loss\": 3}\n");
        Path csv = given.file("c.tsv", "N\tloss\n5\t6\n");
        var reading = sql("SELECT sum(N) AS total, count(loss) AS losses FROM runs", parquet, json, csv);
        assertThat(numbers(reading, "total")).containsExactly(8);
        assertThat(numbers(reading, "losses")).containsExactly(2);
    }

    @Test
    void brokenSql() {
        Path file = given.file("runs.csv", "N,loss\n1,2\n");
        assertThat(given.complaint(() -> sql("SELECT los FROM runs", file)))
                .startsWith("SQL over runs.csv: Binder Error: Referenced column \"los\" not found in FROM clause!\n")
                .contains("\"loss\"")
                .contains("SELECT los FROM runs")
                .endsWith("\nMend the query; the files are its table runs, and DESCRIBE runs tells its columns.");
        assertThat(given.complaint(() -> sql("SELEC 1")))
                .startsWith("SQL: Parser Error: syntax error at or near \"SELEC\"\n")
                .endsWith("\nMend the query; it reads files itself, for instance: SELECT * FROM 'runs.csv'");
    }

    @Test
    void sqlWithoutAnswer() {
        assertThat(given.complaint(() -> sql("SELECT 1 AS N WHERE false")))
                .isEqualTo("SQL has no rows\nLeave it out, or check what should be in it.");
        assertThat(given.complaint(() -> sql("CREATE TABLE t (N INT)")))
                .isEqualTo("SQL: the query gives no table\nEnd it with the SELECT whose answer is meant.");
        assertThat(given.complaint(() -> sql("SELECT 1 AS N, 2 AS N")))
                .isEqualTo("SQL has two columns called 'N'\nGive one of them another name with AS.");
    }

    @Test
    void nothingIsFetchedFromTheNetwork() {
        assertThat(given.complaint(() -> sql("SELECT * FROM 'https://example.org/runs.parquet'")))
                .startsWith("SQL: Missing Extension Error: ");
    }

    @Test
    void nestedColumns() {
        assertThat(given.complaint(() -> given.read("a.jsonl", "{\"losses\": [1, 2]}\n")))
                .isEqualTo("a.jsonl: column 'losses' holds lists; numbers or texts were expected\n"
                        + "Take it apart or leave it out with --sql, for instance: "
                        + "SELECT * EXCLUDE (\"losses\") FROM runs");
        assertThat(given.complaint(() -> given.read("a.jsonl", "{\"config\": {\"optimizer\": {\"lr\": 1}}}\n")))
                .startsWith("a.jsonl: column 'config' holds structs within structs; numbers or texts were expected\n");
        assertThat(given.complaint(() -> given.read("a.jsonl", "{\"config\": {\"sizes\": [1]}}\n")))
                .startsWith("a.jsonl: column 'config' holds lists; ");
        assertThat(given.complaint(() -> sql("SELECT MAP {'a': 1} AS m"))).startsWith("SQL: column 'm' holds maps; ");
        assertThat(given.complaint(() -> sql("SELECT 'a'::BLOB AS b"))).startsWith("SQL: column 'b' holds bytes; ");
    }

    @Test
    void aFieldWithTheNameOfAnotherColumn() {
        assertThat(given.complaint(() -> sql("SELECT {'a': 1} AS s, 2 AS \"s.a\"")))
                .isEqualTo("two columns are called 's.a'\nGive one of them another name with AS in --sql.");
    }

    @Test
    void whatPythonWritesForDivergedRuns() {
        var reading =
                given.read("a.jsonl", "{\"loss\": 2.5}\n{\"loss\": NaN}\n{\"loss\": Infinity}\n{\"loss\": null}\n");
        assertThat(numbers(reading, "loss")).containsExactly(2.5, NAN, Double.POSITIVE_INFINITY, NAN);
    }

    @Test
    void damagedFiles() throws SQLException {
        assertThat(given.complaint(() -> given.read("a.parquet", "not parquet at all")))
                .startsWith("a.parquet cannot be read: ")
                .endsWith("\nCheck that the file is whole and is what its ending says.");
        assertThat(given.complaint(() -> given.read("a.jsonl", "{\"N\": 1}\n{\"N\": \n")))
                .startsWith("a.jsonl cannot be read: ");
        assertThat(given.complaint(() -> sql("FROM runs", given.file("b.parquet", "no"))))
                .startsWith("SQL over b.parquet: ")
                .endsWith("\nCheck that the files are whole and are what their endings say.");
        Path empty = written("empty.parquet", "SELECT 1 AS N WHERE false");
        assertThat(given.complaint(() -> Given.read(empty))).startsWith("empty.parquet has no rows\n");
    }

    @Test
    void aMissingFileIsFoundOutBeforeDuckDbIsAsked() {
        assertThat(given.complaint(() -> sql("FROM runs", folder.resolve("runs.parquet"))))
                .startsWith("runs.parquet: there is no such file\n");
    }
}
