package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page on designs shows is what the command prints; {@code -Dgolden.update=true} takes it over. */
class DesignPageTest {
    private static final Path PAGE = Path.of("../docs/design-of-runs.md");
    private static final Pattern EXAMPLE = Pattern.compile("```\n\\$ isoflop (design [^\n]*)\n.*?```", Pattern.DOTALL);

    @Test
    void theExamplesAreWhatIsPrinted() throws IOException {
        String page = Files.readString(PAGE);
        String now = EXAMPLE.matcher(page).replaceAll(example -> {
            String command = example.group(1);
            String answer =
                    Cli.answer(command.replace("examples/", "../examples/").split(" "));
            return java.util.regex.Matcher.quoteReplacement("```\n$ isoflop %s\n%s```".formatted(command, answer));
        });
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, now);
        }
        assertThat(EXAMPLE.matcher(page).results()).hasSize(2);
        assertThat(Files.readString(PAGE)).isEqualTo(now);
    }
}
