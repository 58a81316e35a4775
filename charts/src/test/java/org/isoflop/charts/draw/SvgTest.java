package org.isoflop.charts.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Ink;
import org.isoflop.charts.SampleCharts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SvgTest {
    static List<Chart> charts() {
        return SampleCharts.all();
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static int count(Document document, String... names) {
        return IntStream.range(0, names.length)
                .map(i -> document.getElementsByTagName(names[i]).getLength())
                .sum();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void isWellFormedAndHasMarksAndAName(Chart chart) throws Exception {
        Document document = parsed(Svg.of(chart, Size.USUAL, Theme.LIGHT));
        assertThat(count(document, "path", "circle", "rect")).isGreaterThan(5);
        Element root = document.getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo(chart.title());
        assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo(chart.description());
    }

    @ParameterizedTest
    @MethodSource("charts")
    void theSameChartGivesTheSameBytes(Chart chart) {
        assertThat(Svg.of(SampleCharts.again(chart.kind()), Size.USUAL, Theme.LIGHT))
                .isEqualTo(Svg.of(chart, Size.USUAL, Theme.LIGHT));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void everyNumberOnPaperIsFinite(Chart chart) {
        assertThat(Svg.of(chart, Size.USUAL, Theme.DARK)).doesNotContain("NaN").doesNotContain("Infinity");
    }

    /** The drawing goes on where one renderer alone is asked: something other than paper in every plot. */
    @ParameterizedTest
    @MethodSource("charts")
    void thePictureHasInkInEveryPlot(Chart chart) throws IOException {
        Size size = Size.of(chart);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.of(chart, size, Theme.LIGHT, 1)));
        assertThat(image.getWidth()).isEqualTo(size.width());
        for (Frame frame : Layout.of(chart, size).frames()) {
            Box plot = frame.plot();
            var colours = new HashSet<Integer>();
            for (int x = (int) plot.x() + 2; x < plot.right() - 2; x++) {
                for (int y = (int) plot.y() + 2; y < plot.bottom() - 2; y++) {
                    colours.add(image.getRGB(x, y));
                }
            }
            assertThat(colours).hasSizeGreaterThan(10);
        }
    }

    @Test
    void aPageChoosesItsColoursItself() {
        String svg = Svg.of(charts().getFirst(), Size.USUAL, Theme.PAGE);
        assertThat(svg).contains("light-dark(%s, %s)".formatted(Ink.BLUE.light(), Ink.BLUE.dark()));
    }
}
