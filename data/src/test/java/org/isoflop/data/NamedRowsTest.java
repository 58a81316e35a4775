package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedRowsTest {
    @TempDir
    private Path folder;

    private String one = "";
    private String two = "";

    @BeforeEach
    void write() {
        one = new Given(folder)
                .file("one.csv", "N,D,loss\n1e8,1e9,3.1\n2e8,bad,3.0\n4e8,4e9,2.9\n")
                .toString();
        two = new Given(folder)
                .file("two.csv", "N,D,loss\n8e8,8e9,2.8\n9e8,9e9,worse\n")
                .toString();
    }

    private static RunsQuery.Answer read(List<String> files, String... named) {
        return new RunsQuery(
                        files,
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        NamedRows.parse("--leave-out", List.of(named)))
                .read();
    }

    @Test
    void aRowIsNamedByItsLine() {
        RunsQuery.Answer answer = read(List.of(one), "one.csv:3");
        assertThat(answer.runs().numbers("N")).containsExactly(1e8, 4e8);
        assertThat(answer.runs().origin().place(1)).isEqualTo(one + ":4");
        assertThat(answer.named()).isEqualTo(1);
        assertThat(answer.leftOut()).isZero();
    }

    @Test
    void aNumberAloneIsInTheFileBeforeIt() {
        assertThat(read(List.of(one, two), "two.csv:2,3", "one.csv:2").runs().numbers("N"))
                .containsExactly(2e8, 4e8);
        assertThat(read(List.of(one), "2,4").runs().numbers("N")).containsExactly(2e8);
    }

    @Test
    void whatIsWrittenInMessagesIsUnderstood() {
        assertThat(NamedRows.parse("--leave-out", List.of("a:b.csv:7", "runs.parquet, row 118", "x.csv:1,2"))
                        .rows())
                .extracting(NamedRows.Named::toString)
                .containsExactly("a:b.csv:7", "runs.parquet:118", "x.csv:1", "x.csv:2");
    }

    @Test
    void rowsWithoutLinesAreCounted() {
        var answer = new RunsQuery(
                        List.of(),
                        Optional.of("SELECT * FROM (VALUES (1.0, 2.0), (3.0, 4.0), (5.0, 6.0)) t(N, loss)"),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        NamedRows.parse("--leave-out", List.of("2")))
                .read();
        assertThat(answer.runs().numbers("N")).containsExactly(1, 5);
    }

    @Test
    void badCellsKeepToTheirRows() {
        assertThat(read(List.of(one), "2").badCells()).containsExactly(new BadCell(0, "D", "bad"));
        assertThat(read(List.of(one), "3").badCells()).isEmpty();
    }

    @Test
    void aPlaceWhereNoRowStandsIsAnError() {
        assertThat(complaint(() -> read(List.of(one), "1")))
                .hasMessage("--leave-out names 1, and no row of the table stands there")
                .extracting(InputException::wayOut)
                .isEqualTo("The first is %s:2, the last %s:4.".formatted(one, one));
        assertThat(complaint(() -> read(List.of(one), "other.csv:2"))).hasMessageContaining("names other.csv:2");
        assertThat(complaint(() -> read(List.of(one, two), "2")))
                .hasMessageContaining("names 2, which is in several files");
        assertThat(complaint(() -> read(List.of(one), "2,3,4")))
                .hasMessage("no row of " + one + " is left by --leave-out");
        assertThat(complaint(() -> NamedRows.parse("--leave-out", List.of("runs.csv"))))
                .hasMessage("--leave-out names rows by their lines, not by 'runs.csv'");
    }

    private static InputException complaint(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(InputException.class, call);
    }
}
