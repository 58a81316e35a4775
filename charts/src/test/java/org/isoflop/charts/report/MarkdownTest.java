package org.isoflop.charts.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.isoflop.charts.SampleCharts;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    private static final Markdown MARKDOWN = Markdown.of(SampleReport.report(), kind -> "report-" + kind + ".svg");

    @Test
    void everyPictureIsNamedAndThere() {
        assertThat(MARKDOWN.pictures()).hasSize(SampleCharts.all().size());
        MARKDOWN.pictures().forEach((name, svg) -> {
            assertThat(MARKDOWN.text()).contains("](" + name + ")");
            assertThat(svg).startsWith("<svg");
        });
    }

    @Test
    void tablesKeepTheirCells() {
        assertThat(MARKDOWN.text()).contains("| name | estimate |\n|---|---|\n| E | 1.8 |\n");
        assertThat(MARKDOWN.text()).doesNotContain("<script>").doesNotContain("<b>");
    }

    @Test
    void formulasAreMathematics() {
        assertThat(MARKDOWN.text()).contains("$$\\mathrm{loss} = E + \\frac{A}{N^{\\alpha}}$$");
    }
}
