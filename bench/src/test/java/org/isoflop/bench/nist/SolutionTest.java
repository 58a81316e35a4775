package org.isoflop.bench.nist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.isoflop.bench.Project;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The certified problems, each from both official starts. */
class SolutionTest {
    private static Stream<NistSet> sets() {
        Path folder = Project.find().data("nist");
        Assumptions.assumeTrue(Files.isDirectory(folder), () -> "skipped: " + folder + " is not beside the project");
        return NistFolder.read(folder).stream();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void certifiedDigitsAreFoundFromBothStarts(NistSet set) {
        for (int start = 1; start <= 2; start++) {
            var solution = Solution.of(set, start);
            assertThat(solution.parameters()).isGreaterThanOrEqualTo(solution.parametersWanted());
            assertThat(solution.deviations()).isGreaterThanOrEqualTo(solution.deviationsWanted());
            assertThat(solution.diagnostics().stop().converged()).isTrue();
        }
    }

    @Test
    void digitsAreThoseOfTheLogRelativeError() {
        assertThat(Solution.digits(1.001, 1)).isBetween(2.999, 3.001);
        assertThat(Solution.digits(-100, 1)).isZero();
        assertThat(Solution.digits(Double.NaN, 1)).isZero();
        assertThat(Solution.digits(5, 5)).isEqualTo(11);
    }
}
