package org.isoflop.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.isoflop.InputException;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsTest {
    private static final Origin FILE = new Origin(List.of("runs.csv"), new int[0], new int[] {2, 3, 5, 6});

    private static final Runs RUNS = Runs.of(
            List.of(
                    new Column.Numbers("N", new double[] {1, 2, 3, 4}),
                    new Column.Numbers("loss", new double[] {4, 3, Double.NaN, 2}),
                    Column.Labels.of("dataset", List.of("c4", "rpj", "c4", "")),
                    new Column.Numbers("seed", new double[] {1, 0, 1, 0.5})),
            FILE);

    private static Expr parse(String text) {
        return Formula.parse(text).body();
    }

    private static InputException error(ThrowingCallable call) {
        return catchThrowableOfType(InputException.class, call);
    }

    @Test
    void columnsKeepTheirOrder() {
        assertThat(RUNS.columns()).extracting(Column::name).containsExactly("N", "loss", "dataset", "seed");
        assertThat(RUNS.numberNames()).containsExactly("N", "loss", "seed");
        assertThat(RUNS.size()).isEqualTo(4);
        assertThat(RUNS).hasToString("runs.csv, 4 rows of N, loss, dataset, seed");
    }

    @Test
    void twoColumnsCannotShareAName() {
        var column = new Column.Numbers("N", new double[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runs.of(List.of(column, column), FILE))
                .withMessage("two columns are called 'N'");
    }

    @Test
    void columnsHaveOneLength() {
        var two = new Column.Numbers("D", new double[2]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runs.of(List.of(new Column.Numbers("N", new double[1]), two), FILE))
                .withMessage("column 'D' has another length");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RUNS.with(two))
                .withMessage("column 'D' has another length");
    }

    @Test
    void aColumnIsAddedAtTheEndOrReplacedInItsPlace() {
        var more = RUNS.with(new Column.Numbers("D", new double[4]));
        assertThat(more.columns()).extracting(Column::name).containsExactly("N", "loss", "dataset", "seed", "D");
        var other = RUNS.with(new Column.Numbers("loss", new double[4]));
        assertThat(other.columns()).extracting(Column::name).containsExactly("N", "loss", "dataset", "seed");
        assertThat(RUNS.numbers("loss")[0]).isEqualTo(4);
    }

    @Test
    void letComputesAColumn() {
        assertThat(RUNS.let("C", parse("6*N*loss")).numbers("C")).containsExactly(24, 36, Double.NaN, 48);
        assertThat(RUNS.let("rpj", parse("dataset == 'rpj'")).numbers("rpj")).containsExactly(0, 1, 0, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "N >= 2                        | 2 3 4",
                "dataset == 'c4'               | 1 3",
                "dataset != 'c4'               | 2 4",
                "dataset == ''                 | 4",
                "'rpj' == dataset              | 2",
                "dataset == 'unheard of'       | ''",
                "dataset == 'c4' and N > 1     | 3",
                "dataset == 'c4' or loss < 2.5 | 1 3 4",
                "not dataset == 'c4'           | 2 4",
                "1                             | 1 2 3 4",
                "loss                          | 1 2 4",
                "seed                          | 1 3 4",
                // What is missing does not satisfy any condition.
                "loss and 1                    | 1 2 4",
                "if(loss, 1, 0)                | 1 2 4"
            })
    void whereKeepsTheRowsForWhichTheConditionHolds(String condition, String kept) {
        var names = Arrays.stream(RUNS.where(parse(condition)).numbers("N"))
                .mapToObj(n -> Integer.toString((int) n))
                .toList();
        assertThat(String.join(" ", names)).isEqualTo(kept.replace("'", ""));
    }

    @Test
    void rowsRememberTheirLines() {
        var kept = RUNS.where(parse("N >= 2")).at(new int[] {1, 0, 1});
        assertThat(kept.numbers("N")).containsExactly(3, 2, 3);
        assertThat(kept.origin().place(0)).isEqualTo("runs.csv:5");
        assertThat(kept.origin().place(1)).isEqualTo("runs.csv:3");
        assertThat(kept.size()).isEqualTo(3);
    }

    @Test
    void groupsComeByFirstAppearance() {
        assertThat(RUNS.groupOf("dataset")).containsExactly(0, 1, 0, 2);
        assertThat(RUNS.groupOf("seed")).containsExactly(0, 1, 0, 2);
        assertThat(RUNS.groups("dataset").keySet()).containsExactly("c4", "rpj", "");
        assertThat(RUNS.groups("dataset"))
                .hasEntrySatisfying("c4", c4 -> assertThat(c4.numbers("N")).containsExactly(1, 3));
        assertThat(RUNS.groups("seed").keySet()).containsExactly("1", "0", "0.5");
    }

    @Test
    void groupsAreNumberedAnewInASelection() {
        var kept = RUNS.at(new int[] {3, 1, 3});
        assertThat(kept.groupOf("dataset")).containsExactly(0, 1, 0);
        assertThat(kept.groups("dataset").keySet()).containsExactly("", "rpj");
    }

    @Test
    void missingNumbersAreOneGroup() {
        assertThat(RUNS.at(new int[] {2, 0, 2}).groupOf("loss")).containsExactly(0, 1, 0);
    }

    @Test
    void anUnknownColumnBringsASuggestion() {
        InputException error = error(() -> RUNS.numbers("los"));
        assertThat(error).hasMessage("runs.csv has no column 'los'; its columns are N, loss, dataset, seed");
        assertThat(error.wayOut()).isEqualTo("Did you mean loss?");
        assertThat(error(() -> RUNS.groups("tokens")).wayOut())
                .isEqualTo("Name the column that is meant with --map tokens=COLUMN.");
        assertThat(error(() -> RUNS.groupOf("los"))).hasMessage(error.getMessage());
    }

    @Test
    void aColumnOfTextIsNoColumnOfNumbers() {
        InputException error = error(() -> RUNS.numbers("dataset"));
        assertThat(error)
                .hasMessage("runs.csv:2: column 'dataset' holds text ('c4'), a column of numbers was expected");
        assertThat(error.wayOut()).isEqualTo("Name another column with --map, or mend the file.");
    }

    @Test
    void formulasOverUnknownColumnsAreRefused() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> RUNS.where(parse("datset == 'c4'")))
                .withMessage("there is no column 'datset'; did you mean dataset?");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> RUNS.let("x", parse("2*dataset")))
                .withMessage("column 'dataset' holds text: compare it, as in dataset == 'c4'");
    }

    @Test
    void aTableMayBecomeEmpty() {
        Runs none = RUNS.where(parse("N > 9"));
        assertThat(none.size()).isZero();
        assertThat(none.numbers("N")).isEmpty();
        assertThat(none.groups("dataset")).isEmpty();
        assertThat(none.groupOf("dataset")).isEmpty();
        assertThat(none.where(parse("dataset == 'c4'")).size()).isZero();
        assertThat(error(() -> none.numbers("dataset")))
                .hasMessage("runs.csv: column 'dataset' holds text, a column of numbers was expected");
    }

    @Test
    void aTableMayHaveNoColumns() {
        assertThat(Runs.of(List.of(), FILE).size()).isZero();
    }

    @Test
    void theCellThatIsNoNumberIsShown() {
        Runs runs = Runs.of(List.of(Column.Labels.of("N", List.of("1e9", "", "70B", "7x"))), FILE);
        assertThat(error(() -> runs.numbers("N")))
                .hasMessage("runs.csv:6: column 'N' holds text ('7x'), a column of numbers was expected");
    }
}
