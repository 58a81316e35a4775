package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Entry;
import org.isoflop.catalogue.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the list of all laws and for each of their pages, however many there are. */
class LawTextTest {
    private static final List<Entry> ENTRIES = Catalogue.builtIn().entries();

    static List<Entry> entries() {
        return ENTRIES;
    }

    @Test
    void listsEveryLawOnOneLineUnderItsKind() {
        List<String> lines = Cli.answer("laws").lines().toList();
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Page.WIDTH));
        for (Entry entry : ENTRIES) {
            assertThat(lines.stream().filter(line -> line.startsWith("  " + entry.id() + " ")))
                    .singleElement()
                    .satisfies(line -> assertThat(line).endsWith("  " + LawText.confidence(entry)));
        }
        List<String> kinds = lines.stream()
                .filter(line -> !line.isEmpty() && !line.startsWith(" "))
                .toList();
        assertThat(kinds)
                .isEqualTo(Stream.of(Kind.values())
                        .filter(kind -> ENTRIES.stream().anyMatch(entry -> entry.kind() == kind))
                        .map(Kind::text)
                        .toList());
    }

    /** LaTeX and formulas may have words that are longer than a line. */
    @ParameterizedTest
    @MethodSource("entries")
    void aPageSaysAllAndFitsOnAScreen(Entry entry) {
        String page = Cli.answer("laws", "show", entry.id());
        assertThat(page).contains(entry.source().arxiv(), "  use      isoflop ", "  LaTeX    ");
        assertThat(page.lines()
                        .filter(line -> !line.contains("\\") && line.strip().contains(" ")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Page.WIDTH));
    }
}
