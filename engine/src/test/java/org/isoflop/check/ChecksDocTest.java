package org.isoflop.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.forecast.Severity;
import org.junit.jupiter.api.Test;

/** The page about checks describes every objection there is and no other. */
class ChecksDocTest {

    @Test
    void everyObjectionHasItsParagraph() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/checks.md"));
        List<String> described = lines.stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        assertThat(described).containsExactlyInAnyOrderElementsOf(Review.codes());
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("### ")) {
                String paragraph = lines.get(i + 2);
                assertThat(List.of(Severity.values()))
                        .as(lines.get(i))
                        .anyMatch(severity -> paragraph.startsWith("*" + severity.label()));
            }
        }
    }
}
