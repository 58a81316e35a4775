package org.isoflop.charts.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.isoflop.charts.Chart;
import org.isoflop.charts.SampleCharts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every chart is a specification that Vega-Lite's own schema accepts. */
class VegaLiteTest {
    private static Schema schema;

    static List<Chart> charts() {
        return SampleCharts.all();
    }

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream in = VegaLiteTest.class.getResourceAsStream(
                "/META-INF/resources/webjars/vega-lite/5.23.0/vega-lite-schema.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(text, InputFormat.JSON);
        }
    }

    private static List<Error> objections(String specification) {
        return schema.validate(specification, InputFormat.JSON);
    }

    @ParameterizedTest
    @MethodSource("charts")
    void theSchemaAcceptsEveryChart(Chart chart) {
        assertThat(objections(VegaLite.of(chart, Size.of(chart), Theme.LIGHT).toString()).stream()
                        .limit(5))
                .isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsNoChart() {
        String broken = VegaLite.of(charts().getFirst(), Size.USUAL, Theme.LIGHT)
                .toString()
                .replace("\"log\"", "\"logarithm\"");
        assertThat(objections(broken)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void theSameChartGivesTheSameBytes(Chart chart) {
        String again = VegaLite.of(SampleCharts.again(chart.kind()), Size.USUAL, Theme.DARK)
                .toString();
        assertThat(again).isEqualTo(VegaLite.of(chart, Size.USUAL, Theme.DARK).toString());
    }

    @ParameterizedTest
    @MethodSource("charts")
    void noNumberIsMissing(Chart chart) {
        assertThat(VegaLite.of(chart, Size.USUAL, Theme.LIGHT).toString())
                .doesNotContain("NaN")
                .doesNotContain("Infinity");
    }
}
