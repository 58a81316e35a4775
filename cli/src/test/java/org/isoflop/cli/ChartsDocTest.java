package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/charts.md} draw the pictures beside it; {@code -Dgolden.update=true} takes them over. */
class ChartsDocTest {
    private static final Path PAGE = Path.of("../docs/charts.md");
    private static final String PICTURES = "docs/charts/";

    @Test
    void theCommandsDrawThePictures(@TempDir Path folder) throws IOException {
        List<String> commands = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("```"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .toList();
        for (String command : commands) {
            String[] words = command.substring("isoflop ".length())
                    .replace("examples/", "../examples/")
                    .replace(PICTURES, folder + "/")
                    .replace("runs.fit.json", folder + "/runs.fit.json")
                    .replace("report.html", folder + "/report.html")
                    .replace("sweep.csv", folder + "/sweep.csv")
                    .split(" ", -1);
            Cli call = Cli.run(words);
            assertThat(call.code()).as(command + "\n" + call.err()).isEqualTo(Isoflop.DONE);
        }
        assertThat(folder.resolve("report.html")).exists();
        try (var files = Files.list(folder)) {
            List<Path> drawn = files.filter(file -> file.toString().endsWith(".svg"))
                    .sorted()
                    .toList();
            assertThat(drawn).hasSize(10);
            for (Path file : drawn) {
                Path committed = Path.of("../" + PICTURES).resolve(file.getFileName());
                if (Boolean.getBoolean("golden.update")) {
                    Files.writeString(committed, Files.readString(file));
                }
                assertThat(committed).hasSameBinaryContentAs(file);
                assertThat(Files.readString(PAGE)).contains("](charts/" + file.getFileName() + ")");
            }
        }
    }

    @Test
    void thePageNamesEveryKind() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(PlotCommand.kinds()).allSatisfy(kind -> assertThat(page).contains("| `" + kind + "` |"));
    }
}
