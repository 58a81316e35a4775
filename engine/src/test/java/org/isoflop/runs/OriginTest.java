package org.isoflop.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a row came from. */
class OriginTest {
    private static final Origin TWO = new Origin(List.of("a.csv", "b.csv"), new int[] {0, 0, 1}, new int[] {2, 3, 2});

    @Test
    void aRowHasAFileAndALine() {
        assertThat(TWO.place(1)).isEqualTo("a.csv:3");
        assertThat(TWO.place(2)).isEqualTo("b.csv:2");
    }

    @Test
    void withoutLinesItsNumberIsGiven() {
        assertThat(Origin.of("runs.parquet").place(117)).isEqualTo("runs.parquet, row 118");
    }

    @Test
    void aSelectionTakesItsPlacesAlong() {
        Origin chosen = TWO.at(new int[] {2, 0});
        assertThat(chosen.place(0)).isEqualTo("b.csv:2");
        assertThat(chosen.place(1)).isEqualTo("a.csv:2");
    }

    /** A row of a filtered Parquet file is another row than before: its number must be that in the file. */
    @Test
    void aSelectionWithoutLinesKeepsTheNumbersOfItsRows() {
        assertThat(Origin.of("runs.parquet").at(new int[] {117, 4}).place(0)).isEqualTo("runs.parquet, row 118");
    }

    @Test
    void aSummaryIsShort() {
        assertThat(Origin.of("runs.csv").summary()).isEqualTo("runs.csv");
        assertThat(TWO).hasToString("a.csv and 1 more");
    }

    @Test
    void originsAreValues() {
        assertThat(TWO.at(new int[] {0, 1, 2})).isEqualTo(TWO).hasSameHashCodeAs(TWO);
        assertThat(TWO.at(new int[] {0})).isNotEqualTo(TWO);
    }
}
