package org.isoflop.charts.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.SampleCharts;
import org.isoflop.charts.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalTest {
    static List<Chart> charts() {
        return SampleCharts.all();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void staysWithinItsWidth(Chart chart) {
        assertThat(Terminal.of(chart, 80, 20))
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    }

    @Test
    void aLineRisesFromCornerToCorner() {
        var scale = Scale.linear("x", 0, 1, Format.NUMBER);
        double[] ends = {0, 1};
        Chart chart = Chart.of(
                "line",
                "t",
                "s",
                "d",
                new Panel(
                        scale,
                        Scale.linear("y", 0, 1, Format.NUMBER),
                        List.of(
                                new Layer.Line(ends, ends, Look.of(Ink.BLUE)),
                                new Layer.Points(new double[] {0.5}, new double[] {0}, Look.points(Ink.BLUE)))));
        assertThat(Terminal.of(chart, 22, 9))
                .containsExactly(
                        "  y",
                        "  1.0 ┤           ⢀⠴⠊",
                        "      │        ⢀⡤⠚⠁",
                        "  0.5 ┤     ⢀⡠⠞⠁",
                        "      │  ⢀⡠⠖⠉",
                        "  0.0 ┤⣠⠔⠋    •",
                        "      └──────────────",
                        "       0            1",
                        "       x");
    }
}
