package org.isoflop.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A law that has met the columns of a table. */
class ModelTest {
    private static final Set<String> COLUMNS = new LinkedHashSet<>(List.of("N", "D", "loss"));

    private static Model model(String law) {
        return Model.of(Law.parse(law), COLUMNS);
    }

    private static InputException error(String law) {
        return catchThrowableOfType(InputException.class, () -> model(law));
    }

    @Test
    void knowsItsVariablesAndItsFreeParameters() {
        Model model = model("loss = E + A/N^alpha + B/D^beta where { E > 0 }");
        assertThat(model.variables()).containsExactly("N", "D");
        assertThat(model.observed()).containsExactly("loss");
        assertThat(model.names()).containsExactly("E", "A", "alpha", "B", "beta");
        assertThat(model.parameters().getFirst()).isEqualTo(Parameter.free("E").within(0, Double.POSITIVE_INFINITY));
        assertThat(model.held()).isEmpty();
    }

    @Test
    void predictsFromARow() {
        Model model = model("log(loss) = a - b*log(N)");
        assertThat(model.predict(new double[] {Math.E}, new double[] {3, 2})).isEqualTo(1);
        assertThat(model.response()).hasToString("log(loss)");
    }

    @Test
    void fixedParametersAreNumbers() {
        Model model = model("loss = E + A/N^alpha where { E = 1.5; alpha = 1 }");
        assertThat(model.parameters()).extracting(Parameter::name).containsExactly("A");
        assertThat(model.names()).containsExactly("A", "E", "alpha");
        assertThat(model.body()).hasToString("1.5 + A/N");
        assertThat(model.value("E", new double[] {7})).isEqualTo(1.5);
        assertThat(model.value("A", new double[] {7})).isEqualTo(7);
    }

    @Test
    void tiedParametersFollowOthers() {
        Model model = model("loss = E + A/N^alpha + B/D^beta where { beta = 2*alpha }");
        assertThat(model.names()).containsExactly("E", "A", "alpha", "B", "beta");
        assertThat(model.body()).hasToString("E + A/N^alpha + B/D^(2*alpha)");
        assertThat(model.value("beta", new double[] {1, 2, 3, 4})).isEqualTo(6);
    }

    @Test
    void tiesMayFormAChainAndBringInNewParameters() {
        Model model = model("loss = a*N + b*D + c where { a = b + 1; b = 2*s; c = a }");
        assertThat(model.parameters()).extracting(Parameter::name).containsExactly("s");
        assertThat(model.names()).containsExactly("s", "a", "b", "c");
        assertThat(model.value("c", new double[] {5})).isEqualTo(11);
        assertThat(model.predict(new double[] {1, 0}, new double[] {5})).isEqualTo(22);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = a", "a = 2*a", "a = b; b = a", "a = b; b = c; c = 1 + a"})
    void tiesMustNotFormACircle(String ties) {
        InputException error = error("loss = a*N where { " + ties + " }");
        assertThat(error).hasMessageMatching("the parameter [abc] is tied to itself");
        assertThat(error.wayOut()).isEqualTo("Leave one of them free.");
    }

    /** Each tie doubles the formula when it is written out: 18 of them make 260,000 terms, and 60 would never end. */
    @Test
    void tiesThatGrowWithoutMeasureAreRefused() {
        String ties = IntStream.range(0, 18)
                .mapToObj(i -> "a%d = a%d*a%d".formatted(i, i + 1, i + 1))
                .collect(Collectors.joining("; "));
        assertThat(error("loss = a0*N where { " + ties + " }")).isNotNull();
    }

    /** A tie is a number for the whole table; one that differs by row is no parameter. */
    @Test
    void tiesToColumnsAreRefused() {
        assertThat(error("loss = A*D where { A = 2*N }")).isNotNull();
    }

    @Test
    void familiesHaveAParameterPerMember() {
        var columns = new LinkedHashSet<>(List.of("loss", "h.web", "h.code"));
        Model model = Model.of(Law.parse("loss = sum(i, C[i]*h[i]^g[i]) where { C[i] > 0; g[i] = 1 }"), columns);
        assertThat(model.parameters()).extracting(Parameter::name).containsExactly("C[web]", "C[code]");
        assertThat(model.parameters()).extracting(Parameter::lower).containsOnly(0.0);
        assertThat(model.body()).hasToString("C[web]*h.web + C[code]*h.code");
        assertThat(model.names()).containsExactly("C[web]", "C[code]", "g[code]", "g[web]");
    }

    @Test
    void oneMemberCanBeFixedAlone() {
        var columns = new LinkedHashSet<>(List.of("loss", "h.web", "h.code"));
        Model model = Model.of(Law.parse("loss = sum(i, C[i]*h[i]) where { C[web] = 1 }"), columns);
        assertThat(model.names()).containsExactly("C[code]", "C[web]");
        assertThat(model.body()).hasToString("h.web + C[code]*h.code");
    }

    @Test
    void familiesCanBeTiedMemberByMember() {
        var columns = new LinkedHashSet<>(List.of("loss", "h.web", "h.code"));
        Model model = Model.of(Law.parse("loss = sum(i, C[i]*h[i] + B[i]) where { B[i] = 2*C[i] }"), columns);
        assertThat(model.parameters()).extracting(Parameter::name).containsExactly("C[web]", "C[code]");
        assertThat(model.value("B[code]", new double[] {3, 5})).isEqualTo(10);
        assertThat(model.body()).hasToString("C[web]*h.web + 2*C[web] + (C[code]*h.code + 2*C[code])");
    }

    @Test
    void aLawNeedsAResponse() {
        InputException error = error("E + A/N");
        assertThat(error).hasMessage("the formula 'E + A/N' does not say which column it describes");
        assertThat(error.wayOut()).isEqualTo("Put that column on the left: loss = E + A/N");
    }

    @Test
    void theResponseIsMadeOfColumns() {
        InputException error = error("log(los) = E + A/N");
        assertThat(error)
                .hasMessage("the response 'log(los)' of 'log(los) = E + A/N': there is no column 'los'; "
                        + "did you mean loss?");
        assertThat(error.wayOut()).isEqualTo("Name the column that is meant with --map los=COLUMN.");
    }

    @Test
    void aConstantIsNoResponse() {
        assertThat(error("1 = a*N")).hasMessage("the response '1' of '1 = a*N' names no column");
    }

    @Test
    void aLawReadsAtLeastOneColumn() {
        InputException error = error("loss = E + A/n^alpha");
        assertThat(error)
                .hasMessage("no name in 'loss = E + A/n^alpha' is a column of the table, whose columns are N, D, loss");
        assertThat(error.wayOut())
                .isEqualTo("Name the columns that are meant with --map, for example --map N=params,D=tokens.");
    }

    @Test
    void aDeclaredVariableMustBeInTheTable() {
        var law = new Law(
                "chinchilla",
                Formula.parse("loss = E + A/N^alpha + B/tokens^beta"),
                List.of(),
                List.of(new Variable("N", "parameters", ""), new Variable("tokens", "training tokens", "")));
        InputException error = catchThrowableOfType(
                InputException.class, () -> Model.of(law, new LinkedHashSet<>(List.of("N", "token", "loss"))));
        assertThat(error)
                .hasMessage("the law chinchilla reads tokens (training tokens), which is not a column of the table; "
                        + "its columns are N, token, loss");
        assertThat(error.wayOut()).isEqualTo("Did you mean --map tokens=token?");
        assertThatNoException().isThrownBy(() -> Model.of(law, Set.of("N", "tokens", "loss")));
    }

    /** Otherwise a slip of the finger silently drops a bound. */
    @Test
    void whatIsDeclaredMustOccur() {
        InputException error = error("loss = E + A/N^alpha where { alfa in (0, 2) }");
        assertThat(error).isNotNull();
        assertThat(error).hasMessageContaining("alfa");
    }

    @Test
    void anUnknownNameHasNoValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model("loss = a*N").value("b", new double[] {1}));
    }

    @Test
    void aWrongDeclarationBringsASuggestion() {
        InputException error = error("loss = E + A/N^alpha where { aplha in (0, 2) }");
        assertThat(error).hasMessage("the formula declares aplha, which is no parameter of 'loss = E + A/N^alpha'");
        assertThat(error.wayOut()).isEqualTo("Did you mean alpha?");
        assertThat(error("loss = E + A/N^alpha where { k > 0 }").wayOut()).isEqualTo("Its parameters are E, A, alpha.");
    }

    @Test
    void aColumnCannotBeDeclared() {
        InputException error = error("loss = E + A/N^alpha where { N > 0 }");
        assertThat(error).hasMessage("the formula declares N, which is a column of the table and no parameter");
    }

    /** A catalogue law may know parameters that this table turned into columns. */
    @Test
    void whatOthersKnowOfALawNeedNotOccur() {
        Law law =
                Law.parse("loss = E + A/N^alpha").with("D", d -> d.within(0, 1)).with("k", k -> k.within(0, 1));
        assertThatNoException().isThrownBy(() -> Model.of(law, COLUMNS));
    }

    @Test
    void aColumnOfTextNeverBecomesAParameter() {
        Runs runs = Runs.of(
                List.of(
                        new Column.Numbers("loss", new double[] {3, 2}),
                        new Column.Numbers("N", new double[] {1, 2}),
                        Column.Labels.of("D", List.of("1e9", "many")),
                        Column.Labels.of("h.web", List.of("0.1", "n/a")),
                        Column.Labels.of("note", List.of("a", "b"))),
                Origin.of("runs.csv"));
        assertThat(catchThrowableOfType(
                        InputException.class, () -> Model.of(Law.parse("loss = E + A/N^a + B/D^b"), runs)))
                .hasMessage("runs.csv, row 2: column 'D' holds text ('many'), a column of numbers was expected");
        assertThat(catchThrowableOfType(
                        InputException.class, () -> Model.of(Law.parse("loss = A/N + sum(i, h[i])"), runs)))
                .hasMessageStartingWith("runs.csv, row 2: column 'h.web' holds text ('n/a')");
        assertThat(Model.of(Law.parse("loss = E + A/N"), runs).variables()).containsExactly("N");
    }

    @Test
    void aTieToAColumnIsExplained() {
        InputException error = error("loss = A*D where { A = 2*N }");
        assertThat(error)
                .hasMessage("the parameter A is tied to N, which is a column: "
                        + "a parameter is one number for the whole table");
        assertThat(error.wayOut()).isEqualTo("Write 2*N in the formula itself.");
    }

    @Test
    void aChainOfTiesHasAnEnd() {
        String ties = IntStream.range(0, 60)
                .mapToObj(i -> "a%d = a%d + 1".formatted(i, i + 1))
                .collect(Collectors.joining("; "));
        assertThat(error("loss = a0*N where { " + ties + " }")).hasMessage("more than 50 parameters are tied in a row");
        String high = IntStream.range(0, 10)
                .mapToObj(i -> "a%d = a%d".formatted(i, i + 1) + "*a9".repeat(100))
                .collect(Collectors.joining("; "));
        assertThat(error("loss = a0*N where { " + high + " }")).isNotNull();
    }

    @Test
    void aLawFromATextNamesItsColumnsAsTheyAre() {
        var columns = new LinkedHashSet<>(List.of("val loss", "N"));
        Model model = Model.of(Law.parse("`val loss` = a/N where { a > 0 }"), columns);
        assertThat(model.observed()).containsExactly("val loss");
    }

    /** A table may have a column B, for batch; the B of a law that knows its variables is still its own. */
    @Test
    void aColumnIsNotTakenForAParameterOfALawThatNamesItsVariables() {
        Formula formula = Formula.parse("loss = E + B/D^beta");
        var parameters = Stream.of("E", "B", "beta").map(Parameter::free).toList();
        var variables = List.of(new Variable("loss", "", ""), new Variable("D", "", ""));
        var law = new Law("l", formula, parameters, variables);
        var model = Model.of(law, Set.of("loss", "D", "B", "lr"));
        assertThat(model.variables()).containsExactly("D");
        assertThat(Model.of(Law.parse("loss = E + B/D^beta"), Set.of("loss", "D", "B"))
                        .variables())
                .containsExactly("B", "D");
    }
}
