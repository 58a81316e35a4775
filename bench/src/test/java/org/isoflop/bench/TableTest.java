package org.isoflop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsStandBelowTheirHeads() {
        var table = new Table(List.of("law", "ns"), List.of(List.of("chinchilla", "4.1"), List.of("power", "12")));
        assertThat(table.text()).isEqualTo("""
                law          ns
                chinchilla  4.1
                power        12""");
    }

    @Test
    void aBarInACellStaysInTheCell() {
        assertThat(new Table(List.of("|x|"), List.of(List.of("1"))).markdown())
                .isEqualTo("| \\|x\\| |\n| --- |\n| 1 |");
    }

    @Test
    void rowsHaveAsManyCellsAsThereAreHeads() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table(List.of("a", "b"), List.of(List.of("1"))));
    }
}
