package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example table is what its README says: simulated, by that very command. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void theCommandInTheReadmeMakesTheTable(@TempDir Path folder) throws IOException {
        String command = Files.readString(EXAMPLES.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("./isoflop simulate "))
                .findFirst()
                .orElseThrow();
        Path table = folder.resolve("runs.csv");
        String[] words = WORD.matcher(command.substring("./isoflop ".length()))
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .map(word -> word.equals("examples/runs.csv") ? table.toString() : word)
                .toArray(String[]::new);
        assertThat(Arrays.asList(words)).contains(table.toString());
        assertThat(Cli.run(words).code()).isEqualTo(Isoflop.DONE);
        assertThat(table).hasSameBinaryContentAs(EXAMPLES.resolve("runs.csv"));
    }
}
