package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text is read without DuckDB, whose library takes a second to load. */
class WithoutDuckDbTest {

    /** What the other machine runs. */
    static final class Reader {
        private Reader() {}

        static void main(String[] files) {
            IO.println(RunsReader.read(List.of(files), Optional.empty()).runs());
        }
    }

    /** What it prints, and which classes it loads that are neither ours nor the core's. */
    private static String runAndSee(Path file) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process = new ProcessBuilder(
                        java.toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.contains("[class,load] java.") || line.contains("java.sql."))
                    .filter(line -> !line.contains("[class,load] jdk.") && !line.contains("[class,load] sun."))
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void onlyOtherFormatsLoadIt(@TempDir Path folder) throws IOException {
        var given = new Given(folder);
        assertThat(runAndSee(given.file("runs.csv", "N,loss\n1,2\n")))
                .contains("runs.csv, 1 rows of N, loss")
                .contains("org.isoflop.data.DelimitedFile")
                .doesNotContain("org.duckdb")
                .doesNotContain("java.sql.DriverManager");
        assertThat(runAndSee(given.file("runs.jsonl", "{\"N\": 1}\n")))
                .contains("runs.jsonl, 1 rows of N")
                .contains("org.duckdb.");
    }
}
