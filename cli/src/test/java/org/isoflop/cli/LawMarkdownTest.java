package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The document of all laws is what the command prints; {@code -Dgolden.update=true} takes over a new one. */
class LawMarkdownTest {
    private static final Path DOCUMENT = Path.of("../docs/laws.md");

    @Test
    void theDocumentIsWhatTheCommandPrints() throws IOException {
        String printed = Cli.answer("laws", "--markdown");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, printed);
        } else if (!Files.readString(DOCUMENT).equals(printed)) {
            Assertions.fail("docs/laws.md differs (- committed, + now); -Dgolden.update=true takes it over%n%s"
                    .formatted(LineDiff.of(Files.readString(DOCUMENT), printed)));
        }
        assertThat(printed).contains("### chinchilla-besiroglu-2024\n", "isoflop predict muennighoff-2023 N=6.34B");
    }

    @Test
    void jsonAndMarkdownExcludeEachOther() {
        assertThat(Cli.run("laws", "--json", "--markdown").code()).isEqualTo(Isoflop.WRONG_CALL);
    }
}
