package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private final Page page = new Page(Style.PLAIN);

    @Test
    void columnsAreAsWideAsTheyNeedToBe() {
        new TextTable()
                .left("", List.of("E", "alpha"))
                .left("what", List.of("irreducible", "exponent"))
                .print(page);
        assertThat(page).hasToString("""
                         what
                  E      irreducible
                  alpha  exponent
                """);
    }

    @Test
    void pointsStandBelowEachOther() {
        assertThat(TextTable.atPoint(List.of("1.81", "478", "-0.3", "1.13e7", "nan")))
                .containsExactly("  1.81  ", "478     ", " -0.3   ", "  1.13e7", "nan     ");
        assertThat(TextTable.atPoint(List.of())).isEmpty();
    }

    @Test
    void wholeNumbersEndBelowEachOther() {
        new TextTable()
                .left("g", List.of("a", "b"))
                .right("runs", List.of("7", "12345"))
                .print(page);
        assertThat(page).hasToString("""
                  g   runs
                  a      7
                  b  12345
                """);
    }

    @Test
    void theElasticColumnGivesWayOnlyWhereALineWouldBeTooLong() {
        String fits = "x".repeat(Page.WIDTH - 7);
        new TextTable().left("", List.of("abc")).elastic("", List.of(fits)).print(page);
        new TextTable()
                .left("", List.of("abc"))
                .elastic("", List.of(fits + "x"))
                .print(page);
        assertThat(page.toString().lines()).containsExactly("  abc  " + fits, "  abc  " + fits.substring(1) + "…");
    }

    @Test
    void noCellVanishesHoweverFullTheLine() {
        new TextTable()
                .elastic("", List.of("a long label"))
                .left("", List.of("y".repeat(Page.WIDTH)))
                .print(page);
        assertThat(page.toString()).startsWith("  a long …  yyy");
    }

    @Test
    void headsAreDimOnATerminal() {
        var coloured = new Page(new Style(true));
        new TextTable().left("head", List.of("cell")).print(coloured);
        assertThat(coloured).hasToString("\u001b[2m  head\u001b[0m\n  cell\n");
    }
}
