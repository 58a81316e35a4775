package org.isoflop.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutTest {
    @Test
    void aTrainingRunIsNeverOnBothSides() {
        // Ten runs of six checkpoints each; early checkpoints of large runs are smaller than late ones of small runs.
        int[] unitOf = IntStream.range(0, 60).map(i -> i / 6).toArray();
        double[] sizes = IntStream.range(0, 60)
                .mapToDouble(i -> Math.pow(3, unitOf[i]) * (i % 6 + 1))
                .toArray();
        List<Cut> cuts = Cut.rolling(sizes, unitOf, 8, 4);
        assertThat(cuts).hasSizeGreaterThan(3);
        for (Cut cut : cuts) {
            Set<Integer> below =
                    Arrays.stream(cut.below()).mapToObj(i -> unitOf[i]).collect(Collectors.toSet());
            assertThat(Arrays.stream(cut.above()).noneMatch(i -> below.contains(unitOf[i])))
                    .isTrue();
            assertThat(Arrays.stream(cut.above()).allMatch(i -> sizes[i] > cut.edge()))
                    .isTrue();
            assertThat(Arrays.stream(cut.below()).allMatch(i -> sizes[i] <= cut.edge()))
                    .isTrue();
            assertThat(cut.below().length % 6).isZero();
        }
    }

    @Test
    void cutsRollForwardAndLeaveEnoughBelow() {
        double[] sizes = IntStream.range(0, 40).mapToDouble(i -> 1 + i).toArray();
        int[] unitOf = IntStream.range(0, 40).toArray();
        List<Cut> cuts = Cut.rolling(sizes, unitOf, 8, 20);
        assertThat(cuts).isNotEmpty();
        assertThat(cuts).extracting(Cut::edge).isSorted().doesNotHaveDuplicates();
        assertThat(cuts).allMatch(cut -> cut.below().length >= 20 && cut.below().length + cut.above().length == 40);
    }

    @Test
    void runsOfOneSizeCannotBeCut() {
        assertThat(Cut.rolling(new double[] {2, 2, 2, 2}, new int[] {0, 1, 2, 3}, 5, 1))
                .isEmpty();
        assertThat(Cut.rolling(new double[0], new int[0], 5, 1)).isEmpty();
    }
}
