package org.isoflop.server.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.server.Limits;
import org.isoflop.server.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectsTest {
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);
    private static final Limits LIMITS = new Limits(1_000_000, 1_000, 1, 1, 1, 1, 1, 1, 1);

    @TempDir
    private Path data;

    private Projects open() {
        return Projects.open(data, LIMITS, CLOCK);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatWasKeptIsThereAfterwards() {
        Project kept;
        try (Projects projects = open()) {
            String id = projects.create("mine").id();
            projects.put(id, "a.csv", bytes("one"), Optional.empty(), false);
            projects.put(id, "a.csv", bytes("two"), Optional.empty(), false);
            projects.put(id, "b.csv", bytes("three"), Optional.empty(), false);
            projects.delete(id, "b.csv");
            kept = projects.edit(id, Optional.of(1L), Optional.of("other"), Optional.of("{\"x\":1}"));
            projects.delete(projects.create("gone").id());
        }
        try (Projects projects = open()) {
            assertThat(projects.all()).containsExactly(kept);
            assertThat(projects.content(kept.id(), "a.csv")).isEqualTo(bytes("two"));
            assertThat(projects.folder(kept.id()).resolve("a.csv")).hasContent("two");
        }
    }

    @Test
    void oneServerAtATimeHasTheFolder() throws IOException {
        try (Projects projects = open()) {
            assertThat(projects.all()).isEmpty();
            assertThat(data.resolve("projects.duckdb")).exists();
            Path file = Files.writeString(data.resolve("x"), "");
            assertThat(catchThrowableOfType(
                            InputException.class, () -> Projects.open(file.resolve("y"), LIMITS, CLOCK)))
                    .hasMessageStartingWith("the data folder ");
        }
    }

    @Test
    void whatTheWorkLeavesIsKeptAndWhatIsTooMuchIsNot() throws IOException {
        try (Projects projects = open()) {
            String id = projects.create("mine").id();
            projects.put(id, "a.csv", bytes("one"), Optional.empty(), false);
            Projects.Before before = projects.before(id);
            Path folder = projects.folder(id);
            Files.writeString(folder.resolve("fit.json"), "{}");
            Files.writeString(folder.resolve(".part"), "half");
            assertThat(projects.keepWritten(before)).containsExactly("fit.json");
            assertThat(projects.get(id).files().keySet()).containsExactly("a.csv", "fit.json");

            before = projects.before(id);
            Files.writeString(folder.resolve("a.csv"), "x".repeat(2_000));
            Projects.Before then = before;
            assertThat(catchThrowableOfType(Problem.class, () -> projects.keepWritten(then))
                            .code())
                    .isEqualTo(Problem.Code.TOO_LARGE);
            assertThat(folder.resolve("a.csv")).hasContent("one");
        }
    }

    /** Writes until it is killed; what it has said to be kept is kept, whole, and nothing is half there. */
    @Test
    void aKillAtAnyMomentLosesNothing() throws IOException, InterruptedException {
        for (int round = 0; round < 3; round++) {
            Map<String, Integer> promised = killed(Duration.ofMillis(400 + 350 * round));
            try (Projects projects = Projects.open(data, Limits.usual(), CLOCK)) {
                assertThat(promised).isNotEmpty();
                promised.forEach((what, number) ->
                        assertThat(number(projects, what)).as(what).isGreaterThanOrEqualTo(number));
            }
        }
    }

    /** Of the last writing of a file or a state; a file that is not whole has none. */
    private static int number(Projects projects, String what) {
        String[] parts = what.split("/", -1);
        if (parts.length == 1) {
            return Integer.parseInt(projects.get(what).state());
        }
        byte[] content = projects.content(parts[0], parts[1]);
        assertThat(ProjectFile.sha256(content))
                .isEqualTo(
                        Projects.requireFile(projects.get(parts[0]), parts[1]).sha256());
        List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        int number = Integer.parseInt(lines.getFirst().substring("row ".length()));
        assertThat(lines).hasSize(1 + number % 500).containsOnly("row " + number);
        return number;
    }

    private Map<String, Integer> killed(Duration after) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var promised = new HashMap<String, Integer>();
        try (BufferedReader said = process.inputReader()) {
            long end = Long.MAX_VALUE;
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                String[] words = line.split(" ", -1);
                promised.put(words[0], Integer.parseInt(words[1]));
                if (end == Long.MAX_VALUE) {
                    end = System.nanoTime() + after.toNanos();
                } else if (System.nanoTime() > end) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        return promised;
    }

    /** A process of its own that writes files and states, and says so when they are written. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            Projects projects = Projects.open(Path.of(args[0]), Limits.usual(), CLOCK);
            String id = projects.create("written").id();
            for (int i = 0; i < 100_000; i++) {
                String content = ("row " + i + "\n").repeat(1 + i % 500);
                ProjectFile file = projects.put(id, "f" + i % 50 + ".csv", bytes(content), Optional.empty(), false);
                System.out.println(id + "/" + file.name() + " " + i);
                projects.edit(id, Optional.empty(), Optional.empty(), Optional.of(Integer.toString(i)));
                System.out.println(id + " " + i);
            }
        }
    }

    @Test
    void namesThatLeadNowhereElse() {
        for (String name : List.of("runs.csv", "a b.csv", "läufe (2).fit.json", "7B.csv", "x+y=z,@#%.csv")) {
            assertThat(FileName.isPlain(name)).as(name).isTrue();
        }
        for (String name : List.of(
                "",
                ".",
                "..",
                "a/b",
                "a\\b",
                ".a",
                "-a",
                "a..b",
                "a.",
                "a ",
                "a\0",
                "a\n",
                "nul",
                "COM1.csv",
                "a*",
                "a?",
                "a:b",
                "~a",
                "$a",
                "`a`",
                "x".repeat(121),
                "a\u202eb")) {
            assertThat(FileName.isPlain(name)).as(name).isFalse();
        }
    }
}
