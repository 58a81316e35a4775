package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingFolderTest {
    private static final String TABLE = "N,D,loss\n1e8,1e9,3.1\n2e8,2e9,3.0\n";

    @TempDir
    private Path outside;

    private Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectory(outside.resolve("project"));
        Files.writeString(folder.resolve("runs.csv"), TABLE);
        Files.writeString(folder.resolve("runs.jsonl"), "{\"N\": 1, \"loss\": 2}\n");
        Files.writeString(outside.resolve("secret.csv"), TABLE);
    }

    private WorkingFolder bound(long bytes) {
        return new WorkingFolder(folder, new WorkingFolder.Bounds(bytes, 100, 10, 500));
    }

    private Reading read(String input, Optional<String> sql) {
        return bound(1_000).during(() -> RunsReader.read(List.of(input), sql));
    }

    private InputException refused(String input, Optional<String> sql) {
        return catchThrowableOfType(InputException.class, () -> read(input, sql));
    }

    @Test
    void namesAreThoseOfTheFolderAndNothingElseIsTold() {
        assertThat(read("runs.csv", Optional.empty()).runs().origin().place(0)).isEqualTo("runs.csv:2");
        assertThat(read("*.csv", Optional.empty()).runs().origin().sources()).containsExactly("runs.csv");
        InputException missing = refused("run.csv", Optional.empty());
        assertThat(missing).hasMessage("run.csv: there is no such file");
        assertThat(missing.wayOut()).isEqualTo("Did you mean runs.csv?");
        assertThat(refused("zzz", Optional.empty()).wayOut()).startsWith("In the project there is runs.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.csv",
                "/etc/passwd",
                "..",
                "a/../../secret.csv",
                "../*.csv",
                "/etc/*",
                "./../secret.csv",
                "{..,x}/secret.csv",
                "**/../*"
            })
    void nothingOutsideIsRead(String name) {
        InputException refused = refused(name, Optional.empty());
        assertThat(refused).as(name).isNotNull();
        assertThat(refused.getMessage() + refused.wayOut())
                .doesNotContain(outside.toString())
                .doesNotContain("secret.csv has");
        assertThat(bound(0).during(() -> WorkingFolder.isThere(name))).isFalse();
    }

    @Test
    void duckDbReadsTheFileAndNoOther() {
        assertThat(read("runs.jsonl", Optional.empty()).runs().numbers("N")).containsExactly(1);
        assertThat(read("runs.csv", Optional.of("SELECT * FROM runs WHERE N > 1e8"))
                        .runs()
                        .size())
                .isEqualTo(1);
        for (String sql : List.of(
                "SELECT * FROM '" + outside.resolve("secret.csv") + "'",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM glob('/*')",
                "COPY runs TO '" + folder.resolve("out.csv") + "'",
                "ATTACH '" + folder.resolve("x.duckdb") + "'",
                "INSTALL httpfs",
                "SET enable_external_access = true")) {
            InputException refused = refused("runs.csv", Optional.of(sql));
            assertThat(refused).as(sql).isNotNull();
            assertThat(refused.getMessage()).as(sql).doesNotContain("project/runs.csv");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.{duckdb,out.csv}");
    }

    @Test
    void whatIsWrittenIsInTheFolderAndNotTooLarge() {
        var bound = bound(10);
        bound.during(() -> {
            OutputFile.write(Path.of("a.txt"), out -> out.write("0123456789"));
            return true;
        });
        assertThat(folder.resolve("a.txt")).hasContent("0123456789");
        InputException large = catchThrowableOfType(
                InputException.class,
                () -> bound.during(() -> {
                    OutputFile.write(Path.of("b.txt"), out -> out.write("0123456789a"));
                    return true;
                }));
        assertThat(large).hasMessage("b.txt cannot be written: it would be larger than 10 bytes");
        assertThat(folder.resolve("b.txt")).doesNotExist();
        InputException away = catchThrowableOfType(
                InputException.class,
                () -> bound.during(() -> {
                    OutputFile.checkWritable(Path.of("../b.txt"), true);
                    return true;
                }));
        assertThat(away).hasMessage("'../b.txt' lies outside of the project");
    }

    @Test
    void aTableIsNotLargerThanIsTaken() throws IOException {
        Files.writeString(folder.resolve("long.csv"), "N,loss\n" + "1,2\n".repeat(101));
        Files.writeString(folder.resolve("wide.csv"), "a,b,c,d,e,f,g,h,i,j,k\n1,2,3,4,5,6,7,8,9,10,11\n");
        Files.writeString(folder.resolve("square.csv"), "a,b,c,d,e,f,g,h,i,j\n" + "1,2,3,4,5,6,7,8,9,10\n".repeat(51));
        Files.writeString(folder.resolve("long.jsonl"), "{\"N\": 1, \"loss\": 2}\n".repeat(101));
        String large = "has more than 100 rows or 500 cells, the most that is taken here";
        assertThat(refused("long.csv", Optional.empty())).hasMessage("long.csv " + large);
        assertThat(refused("square.csv", Optional.empty())).hasMessage("square.csv " + large);
        assertThat(refused("long.jsonl", Optional.empty())).hasMessage("long.jsonl " + large);
        assertThat(refused("wide.csv", Optional.empty()))
                .hasMessageEndingWith("has more than 10 columns, the most that is taken here");
    }
}
