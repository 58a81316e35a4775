package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The answers in docs/machine.md are those of the command; {@code -Dgolden.update=true} takes them over. */
class MachineDocTest {
    private static final Path DOCUMENT = Path.of("../docs/machine.md");

    private static final Pattern BLOCK = Pattern.compile("```\n\\$ isoflop ([^\n]*)\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsWhatTheCommandPrints() throws IOException {
        String committed = Files.readString(DOCUMENT);
        String now = BLOCK.matcher(committed)
                .replaceAll(block -> java.util.regex.Matcher.quoteReplacement("```\n$ isoflop " + block.group(1) + "\n"
                        + Cli.answer(block.group(1).split(" ")) + "```"));
        assertThat(BLOCK.matcher(committed).results().count()).isGreaterThan(3);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, now);
        } else if (!now.equals(committed)) {
            Assertions.fail("docs/machine.md differs (- committed, + now); -Dgolden.update=true takes it over%n%s"
                    .formatted(LineDiff.of(committed, now)));
        }
    }
}
