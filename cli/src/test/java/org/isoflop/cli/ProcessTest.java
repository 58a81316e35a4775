package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: signals, pipes, and that a pipe gets no colours. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ProcessTest {
    private static final String RUNS =
            Path.of("../examples/runs.csv").toAbsolutePath().toString();
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    private Process start(String... args) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Isoflop.class.getName()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("FORCE_COLOR", "1");
        return builder.start();
    }

    private static String text(java.io.InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    private static void requireQuickEnd(Process process, Instant asked) throws IOException, InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        // The time that is promised is one second; the rest is for machines that are busy.
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(process.exitValue()).isEqualTo(INTERRUPTED);
        assertThat(text(process.getErrorStream())).isEqualTo("isoflop: stopped\n");
    }

    @Test
    void anInterruptedBootstrapEndsAtOnceAndLeavesNothing() throws IOException, InterruptedException {
        Process process = start("fit", RUNS, "--bootstrap", "100000000", "--save", "fit.json");
        Thread.sleep(2500);
        interrupt(process);
        requireQuickEnd(process, Instant.now());
        assertThat(files()).isEmpty();
    }

    @Test
    void aTableThatIsHalfWrittenIsTakenAway() throws IOException, InterruptedException {
        Process process = start(
                "simulate",
                "chinchilla-besiroglu-2024",
                "--grid",
                "N=1e7..1e11*3000, D=1e8..1e13*3000",
                "-o",
                "runs.csv");
        while (process.isAlive() && files().isEmpty()) {
            Thread.sleep(5);
        }
        assertThat(files()).singleElement().asString().endsWith(".part");
        interrupt(process);
        requireQuickEnd(process, Instant.now());
        assertThat(files()).isEmpty();
    }

    @Test
    void aReaderMayLeave() throws IOException, InterruptedException {
        Process process = start("simulate", "chinchilla-besiroglu-2024", "--grid", "N=1e7..1e11*300, D=1e8..1e13*300");
        process.getInputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(text(process.getErrorStream())).isEmpty();
        assertThat(process.exitValue()).isEqualTo(Isoflop.DONE);
    }

    @Test
    void aPipeGetsNoColours() throws IOException {
        assertThat(text(start("fit", "--help").getInputStream()))
                .contains("--save")
                .doesNotContain("\u001b");
        assertThat(text(start("fit", RUNS, "--bootstrap", "5").getInputStream()))
                .contains("alpha")
                .doesNotContain("\u001b");
    }
}
