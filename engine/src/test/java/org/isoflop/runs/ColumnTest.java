package org.isoflop.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTest {

    @Test
    void labelsAreCodesIntoTheirTexts() {
        var column = Column.Labels.of("recipe", List.of("b", "a", "b", ""));
        assertThat(column.levels()).containsExactly("b", "a", "");
        assertThat(column.codes()).containsExactly(0, 1, 0, 2);
        assertThat(column.text(2)).isEqualTo("b");
        assertThat(column).hasToString("recipe (4 labels, 3 distinct)");
    }

    @Test
    void aSelectionHasTheRowsInTheirOrder() {
        var numbers = new Column.Numbers("N", new double[] {1, 2, 3});
        assertThat(numbers.at(new int[] {2, 0, 2}).values()).containsExactly(3, 1, 3);
        var labels = Column.Labels.of("recipe", List.of("a", "b", "c")).at(new int[] {2, 0});
        assertThat(List.of(labels.text(0), labels.text(1))).containsExactly("c", "a");
    }

    @Test
    void columnsAreValues() {
        var numbers = new Column.Numbers("N", new double[] {1, Double.NaN});
        assertThat(numbers).isEqualTo(new Column.Numbers("N", new double[] {1, Double.NaN}));
        assertThat(numbers).hasSameHashCodeAs(new Column.Numbers("N", new double[] {1, Double.NaN}));
        assertThat(numbers.named("D")).isNotEqualTo(numbers).hasToString("D (2 numbers)");
        var labels = Column.Labels.of("recipe", List.of("a", "b"));
        assertThat(labels).isEqualTo(Column.Labels.of("recipe", List.of("a", "b")));
        assertThat(labels.named("r").name()).isEqualTo("r");
    }
}
