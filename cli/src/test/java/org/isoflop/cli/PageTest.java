package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.isoflop.forecast.Objection;
import org.junit.jupiter.api.Test;

class PageTest {
    private final Page page = new Page(Style.PLAIN);

    @Test
    void paragraphsAreBrokenBetweenWordsAndStandBehindTheirHead() {
        page.fact("fit", "word ".repeat(20).strip());
        assertThat(page).hasToString("""
                  fit      word word word word word word word word word word word word word word
                           word word word word word word
                """);
    }

    @Test
    void tiedWordsStayTogether() {
        page.fact("", "x".repeat(60) + " 20 (12 … 29)".replace(' ', Page.TIE).replaceFirst("^.", " "));
        assertThat(page.toString().lines().toList())
                .containsExactly(" ".repeat(11) + "x".repeat(60), " ".repeat(11) + "20 (12 … 29)");
    }

    @Test
    void aWordThatIsTooLongStaysWhole() {
        String word = "y".repeat(100);
        page.fact("a", "b " + word);
        assertThat(page.toString().lines().toList()).containsExactly("  a        b", " ".repeat(11) + word);
    }

    @Test
    void piecesStayWhole() {
        page.pieces("runs.csv", "   ", List.of("a".repeat(30), "b b".repeat(10), "c".repeat(30)));
        assertThat(page.toString().lines().toList())
                .containsExactly(
                        "runs.csv   " + "a".repeat(30) + "   " + "b b".repeat(10), " ".repeat(11) + "c".repeat(30));
    }

    @Test
    void nothingComesBeforeAPieceWithoutAHead() {
        assertThat(Page.pad("", 0)).isEmpty();
        assertThat(Page.pad("name", 3)).isEqualTo("name ");
        assertThat(Page.pad("name", 6)).isEqualTo("name  ");
    }

    @Test
    void theNameOfALawStandsAtTheRightMarginWithAndWithoutColours() {
        page.spread("loss = E", "law");
        assertThat(page.toString()).hasSize(Page.WIDTH + 1).endsWith("   law\n");
        var coloured = new Page(new Style(true));
        coloured.spread("loss = E", "law");
        assertThat(coloured.toString().replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(page.toString());
    }

    @Test
    void aLongFormulaIsBroken() {
        page.spread("loss = " + "a + ".repeat(30) + "b", "law");
        assertThat(page.toString().lines())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).hasSizeLessThanOrEqualTo(Page.WIDTH).startsWith("  "));
    }

    @Test
    void warningsShareOneHead() {
        page.warnings(List.of(new Objection("a", "first"), new Objection("b", "second")));
        assertThat(page).hasToString("  mind     first\n           second\n");
    }

    @Test
    void thingsAreCounted() {
        assertThat(Page.count(1, "run", "runs")).isEqualTo("1 run");
        assertThat(Page.count(0, "run", "runs")).isEqualTo("0 runs");
        assertThat(Page.count(1_000_000, "run", "runs")).isEqualTo("1,000,000 runs");
    }
}
