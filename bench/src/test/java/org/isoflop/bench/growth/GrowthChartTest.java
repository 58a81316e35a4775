package org.isoflop.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.isoflop.bench.growth.Curve.Point;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class GrowthChartTest {
    private static final Curve SQUARE =
            new Curve("Work", "rows", List.of(new Point(10, 1), new Point(100, 100), new Point(1000, 10_000)), 2);

    @Test
    void growthIsTheSlopeOfTheUpperHalf() {
        assertThat(SQUARE.growth()).isCloseTo(2, within(1e-12));
    }

    @Test
    void equalFactorsAreEqualDistances() {
        var axis = new LogAxis("rows", 1, 1000, 0, 300);
        assertThat(axis.at(1)).isZero();
        assertThat(axis.at(10)).isCloseTo(100, within(1e-9));
        assertThat(axis.ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
        assertThat(new LogAxis("rows", 3, 30, 0, 1).ticks()).containsExactly(5.0, 10.0, 20.0);
        assertThat(LogAxis.text(1e6)).isEqualTo("1M");
        assertThat(LogAxis.text(0.05)).isEqualTo("0.05");
    }

    @Test
    void thePictureIsXmlWithAPointForEveryMeasurement() throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(new GrowthChart(List.of(SQUARE, SQUARE)).svg())));
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(6);
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    }
}
