package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example tables are what their README says: simulated, by these very commands. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void theCommandInTheReadmeMakesTheTable(@TempDir Path folder) throws IOException {
        Path table = simulated(commands().getFirst(), folder);
        assertThat(table.getFileName()).hasToString("runs.csv");
        assertThat(table).hasSameBinaryContentAs(EXAMPLES.resolve("runs.csv"));
    }

    /** Each recipe's own table, with its name in front. */
    @Test
    void theCommandsInTheReadmeMakeTheRecipes(@TempDir Path folder) throws IOException {
        var lines = new ArrayList<String>();
        for (String command : commands().subList(1, 4)) {
            Path table = simulated(command, folder);
            List<String> rows = Files.readAllLines(table);
            String recipe = table.getFileName().toString().replace(".csv", "");
            if (lines.isEmpty()) {
                lines.add("recipe," + rows.getFirst());
            }
            rows.stream().skip(1).forEach(row -> lines.add(recipe + "," + row));
        }
        assertThat(Files.readAllLines(EXAMPLES.resolve("three-recipes.csv"))).isEqualTo(lines);
    }

    private static List<String> commands() throws IOException {
        return Files.readString(EXAMPLES.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("./isoflop simulate "))
                .toList();
    }

    private static Path simulated(String command, Path folder) {
        String[] words = WORD.matcher(command.substring("./isoflop ".length()))
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .toArray(String[]::new);
        assertThat(words[words.length - 2]).isEqualTo("-o");
        Path table = folder.resolve(Path.of(words[words.length - 1]).getFileName());
        words[words.length - 1] = table.toString();
        assertThat(Cli.run(words).code()).isEqualTo(Isoflop.DONE);
        return table;
    }
}
