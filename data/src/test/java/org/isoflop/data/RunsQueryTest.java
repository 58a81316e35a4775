package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Column;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsQueryTest {
    private static final String TABLE = """
            params,tokens,loss,data
            1e8,1e9,3.1,c4
            2e8,oops,3.0,c4
            4e8,4e9,bad,pile
            8e8,8e9,2.7,pile
            """;

    @TempDir
    private Path folder;

    private String file = "";

    @BeforeEach
    void write() {
        file = new Given(folder).file("runs.csv", TABLE).toString();
    }

    private RunsQuery.Answer ask(Map<String, String> map, Map<String, String> lets, String... filters) {
        var formulas = new java.util.LinkedHashMap<String, Formula>();
        lets.forEach((name, text) -> formulas.put(name, Formula.parse(text)));
        return new RunsQuery(
                        List.of(file),
                        Optional.empty(),
                        map,
                        formulas,
                        Arrays.stream(filters).map(Formula::parse).toList())
                .read();
    }

    @Test
    void everyConditionMustHold() {
        RunsQuery.Answer answer = ask(Map.of(), Map.of(), "N >= 2e8", "data == 'pile'");
        assertThat(answer.runs().numbers("N")).containsExactly(4e8, 8e8);
        assertThat(answer.leftOut()).isEqualTo(2);
        assertThat(answer.runs().origin().place(0)).isEqualTo(file + ":4");
    }

    @Test
    void badCellsKeepToTheirRows() {
        assertThat(ask(Map.of(), Map.of()).badCells())
                .containsExactlyInAnyOrder(new BadCell(1, "tokens", "oops"), new BadCell(2, "loss", "bad"));
        assertThat(ask(Map.of(), Map.of(), "N >= 4e8").badCells()).containsExactly(new BadCell(0, "loss", "bad"));
    }

    @Test
    void newColumnsAreThereForTheNextAndForConditions() {
        RunsQuery.Answer answer =
                ask(Map.of("M", "params"), new java.util.TreeMap<>(Map.of("a", "M/1e8", "b", "2*a")), "b > 4");
        assertThat(answer.runs().numbers("b")).containsExactly(8, 16);
    }

    @Test
    void nothingIsAddedThatNobodyAskedFor() {
        assertThat(ask(Map.of(), Map.of(), "N > 0").runs().columns())
                .extracting(Column::name)
                .containsExactly("params", "tokens", "loss", "data", "N", "D");
    }

    @Test
    void anUnknownNameIsToldWithItsPlaceAndTheTable() {
        InputException where = refusal(Map.of(), Map.of(), "step > 3");
        assertThat(where)
                .hasMessage("--where \"step > 3\" over " + file
                        + ": there is no column 'step'; the columns are params, tokens, loss, N, D, data");
        assertThat(where.wayOut())
                .isEqualTo("Names in it are columns of the table, or names that --map or --let give them.");
        assertThat(refusal(Map.of(), Map.of("x", "2*los")))
                .hasMessageStartingWith(
                        "--let \"2*los\" over " + file + ": there is no column 'los'; did you mean loss?");
    }

    @Test
    void noRowLeftIsAnError() {
        assertThat(refusal(Map.of(), Map.of(), "N > 1e30")).hasMessage("no row of " + file + " is left by --where");
    }

    @Test
    void textIsNoStandardColumn() {
        assertThat(refusal(Map.of("N", "data"), Map.of()))
                .hasMessage(file + ":2: column 'data' holds text ('c4'), a column of numbers was expected");
        assertThat(ask(Map.of("recipe", "data"), Map.of()).runs().column("recipe"))
                .isPresent();
    }

    private InputException refusal(Map<String, String> map, Map<String, String> lets, String... filters) {
        return catchThrowableOfType(InputException.class, () -> ask(map, lets, filters));
    }
}
