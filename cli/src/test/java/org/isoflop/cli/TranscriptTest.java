package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every command prints, word for word. A change of wording shows up as a difference to read;
 * {@code -Dgolden.update=true} takes it over.
 */
class TranscriptTest {
    private static final Path RESOURCES = Path.of("src/test/resources/org/isoflop/cli");

    static List<String> names() throws IOException {
        try (var files = Files.list(RESOURCES.resolve("transcripts"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatTheTranscriptSays(String name, @TempDir Path folder) throws IOException {
        var transcript = new Transcript(folder.toRealPath());
        transcript.fill(RESOURCES.resolve("files"));
        for (String example : List.of("runs.csv", "three-recipes.csv")) {
            Files.copy(Path.of("../examples", example), folder.resolve(example));
        }
        Path file = RESOURCES.resolve("transcripts").resolve(name);
        String expected = Files.readString(file);
        String actual = transcript.replayed(expected);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        } else if (!actual.equals(expected)) {
            Assertions.fail("%s differs (- expected, + now); -Dgolden.update=true takes it over%n%s"
                    .formatted(name, LineDiff.of(expected, actual)));
        }
        assertThat(actual).as("colours in a file").doesNotContain("\u001b");
        assertThat(actual).as("a stack trace").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @MethodSource("names")
    void linesFitOnAScreen(String name) throws IOException {
        List<String> lines = Files.readAllLines(RESOURCES.resolve("transcripts").resolve(name));
        assertThat(lines.stream().filter(line -> !line.matches("[$#!].*|.*\".*|  \".*|[^ ]*,.*")))
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(Page.WIDTH));
    }
}
