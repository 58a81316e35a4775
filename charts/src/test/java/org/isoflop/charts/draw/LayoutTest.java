package org.isoflop.charts.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isoflop.charts.Chart;
import org.isoflop.charts.SampleCharts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No word of any chart leaves the picture or lies on another, in small pictures and in large ones. */
class LayoutTest {
    private static final List<Size> SIZES =
            List.of(new Size(480, 360), Size.USUAL, new Size(1600, 900), new Size(900, 900));

    static Stream<Arguments> chartsAndSizes() {
        return SampleCharts.all().stream().flatMap(chart -> SIZES.stream().map(size -> Arguments.of(chart, size)));
    }

    @ParameterizedTest
    @MethodSource("chartsAndSizes")
    void wordsStayInThePicture(Chart chart, Size size) {
        assertThat(Layout.of(chart, size).words()).allSatisfy(word -> {
            Box box = word.box();
            assertThat(box.x()).as(word.text()).isGreaterThanOrEqualTo(0);
            assertThat(box.y()).as(word.text()).isGreaterThanOrEqualTo(0);
            assertThat(box.right()).as(word.text()).isLessThanOrEqualTo(size.width());
            assertThat(box.bottom()).as(word.text()).isLessThanOrEqualTo(size.height());
        });
    }

    @ParameterizedTest
    @MethodSource("chartsAndSizes")
    void wordsDoNotLieOnEachOther(Chart chart, Size size) {
        List<Word> words = Layout.of(chart, size).words();
        var overlaps = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (words.get(i).box().overlaps(words.get(j).box())) {
                    overlaps.add(words.get(j).text() + " / " + words.get(i).text());
                }
            }
        }
        assertThat(overlaps).isEmpty();
    }
}
