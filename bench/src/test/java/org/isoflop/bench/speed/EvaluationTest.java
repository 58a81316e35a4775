package org.isoflop.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is compared does the same work. */
class EvaluationTest {
    /** Three groups of lanes and five rows. */
    private static final int ROWS = 29;

    private static java.util.List<String> laws() {
        return Workload.LAWS;
    }

    @ParameterizedTest
    @MethodSource("laws")
    void compiledCodeAndBlocksGiveWhatTheTreeGives(String law) {
        var workload = Workload.of(law, ROWS);
        double[] expected = Evaluation.of("tree", workload).evaluate();
        assertAlike(Evaluation.of("blocks", workload).evaluate(), expected);
        assertAlike(Evaluation.of("compiled", workload).evaluate(), expected);
    }

    @ParameterizedTest
    @CsvSource({"'by hand'", "'by hand, SVML'"})
    void loopsWrittenByHandGiveWhatTheTreeGives(String way) {
        var workload = Workload.of("chinchilla", ROWS);
        double[] expected = Evaluation.of("tree", workload).evaluate();
        assertThat(expected).hasSize(6).doesNotContain(0);
        assertAlike(Evaluation.of(way, workload).evaluate(), expected);
    }

    private static void assertAlike(double[] found, double[] expected) {
        for (int k = 0; k < expected.length; k++) {
            assertThat(found[k]).isCloseTo(expected[k], withinPercentage(1e-7));
        }
    }
}
