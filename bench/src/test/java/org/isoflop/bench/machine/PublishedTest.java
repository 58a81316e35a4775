package org.isoflop.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.training.Assumptions;
import org.junit.jupiter.api.Test;

class PublishedTest {
    private static final List<Published> ROWS =
            MachineCommand.rows(Path.of("src/main/resources/org/isoflop/bench/machine/throughput.csv"));

    /** MosaicML and Meta publish the number of stored parameters to the last; the others round. */
    @Test
    void theShapesHaveThePublishedParameters() {
        for (Published row : ROWS) {
            double count = row.job().model().parameters().total();
            boolean exact = row.parameters() % 1e6 != 0;
            assertThat(count / row.parameters())
                    .as(row.source() + " " + row.name())
                    .isCloseTo(1, within(exact ? 0 : 0.035));
        }
    }

    @Test
    void layoutsTakeTheAcceleratorsThatWerePublished() {
        for (Published row : ROWS) {
            assertThat(row.layout().accelerators())
                    .as(row.name())
                    .isEqualTo(row.cluster().count());
        }
    }

    /** What isoflop time says of its own trust. */
    @Test
    void nineOfTenRowsAreRightWithinTheSpread() {
        List<Double> factors =
                ROWS.stream().map(row -> row.faster(Assumptions.usual())).toList();
        assertThat(MachineCommand.within(factors, Assumptions.SPREAD)).isGreaterThanOrEqualTo(0.9);
        assertThat(MachineCommand.within(factors, 2)).isEqualTo(1);
    }

    /** Each ran, so each must fit; what needs more than the memory is counted wrongly. */
    @Test
    void whatRanFits() {
        for (Published row : ROWS) {
            assertThat(row.memory()).as(row.source() + " " + row.name()).isLessThan(1);
        }
    }

    /** The page shows what the command prints. */
    @Test
    void thePageHasTheTable() throws IOException {
        assertThat(Files.readString(Path.of("../docs/machine.md")))
                .contains(MachineCommand.bySource(ROWS).text());
    }
}
