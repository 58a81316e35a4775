package org.isoflop.formula;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code where} part of a formula. */
class DeclarationTest {

    private static List<Declaration> declared(String where) {
        return Formula.parse("y = a*x where { " + where + " }").declarations();
    }

    private static Declaration one(String where) {
        assertThat(declared(where)).hasSize(1);
        return declared(where).getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "k in (0, 2)      | 0         | 2",
                "k in [0, 2]      | 0         | 2",
                "k in (-1, inf)   | -1        | Infinity",
                "k in (-inf, 1e3) | -Infinity | 1000",
                "k in (3, 3)      | 3         | 3",
                "k > 0            | 0         | Infinity",
                "k >= 0           | 0         | Infinity",
                "k < -2           | -Infinity | -2",
                "k <= 70B         | -Infinity | 7e10",
                "0 < k < 5        | 0         | 5",
                "0 <= k <= 5      | 0         | 5",
                "-1 < k           | -1        | Infinity",
                "-inf < k < 5     | -Infinity | 5"
            })
    void boundsMayBeWrittenInManyWays(String text, double lower, double upper) {
        assertThat(one(text)).isEqualTo(Declaration.bounds("k", lower, upper));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k start 2..3      | 2    | 3",
                "k start 0.1 .. 1  | 0.1  | 1",
                "k start -2..-1    | -2   | -1",
                "k start 1e-3..1K  | 1e-3 | 1000",
                "k start 0.5       | 0.5  | 0.5"
            })
    void theRangeToStartFromHasTwoEndsOrOne(String text, double low, double high) {
        assertThat(one(text)).isEqualTo(Declaration.start("k", low, high));
    }

    @Test
    void valuesAreNumbersOrExpressions() {
        assertThat(one("gamma = 1").value()).contains(Expr.num(1));
        assertThat(one("gamma = -0.5").value()).contains(Expr.num(-0.5));
        assertThat(one("b = 2*a + log(c)").value())
                .contains(Formula.parse("2*a + log(c)").body());
    }

    @Test
    void declarationsAreSeparatedBySemicolonsOrCommas() {
        assertThat(declared("a > 0; b in (0, 1), c = 2;"))
                .extracting(Declaration::name)
                .containsExactly("a", "b", "c");
        assertThat(declared("")).isEmpty();
    }

    @Test
    void declarationsOfOneParameterAreMerged() {
        assertThat(declared("k > 0; a = 1; k < 5; k start 2..3; k in (1, 9)"))
                .containsExactly(
                        new Declaration("k", 1, 5, 2, 3, Optional.empty()), Declaration.value("a", Expr.num(1)));
    }

    @Test
    void theLaterStartAndValueWin() {
        assertThat(one("k start 1..2; k start 3..4")).isEqualTo(Declaration.start("k", 3, 4));
        assertThat(one("k = 1; k = 2; k > 0").value()).contains(Expr.num(2));
    }

    @Test
    void anIndexDeclaresTheWholeFamily() {
        assertThat(Formula.parse("y = sum(i, C[i]*x[i]) where { C[i] > 0 }").declarations())
                .containsExactly(Declaration.bounds("C", 0, POSITIVE_INFINITY));
        assertThat(Formula.parse("y = prod(i, C[i]*x[i]) where { 0 < C[i] }").declarations())
                .extracting(Declaration::name)
                .containsExactly("C");
    }

    @Test
    void withoutAnIndexTheBracketNamesAMember() {
        assertThat(one("C[i] > 0").name()).isEqualTo("C[i]");
        assertThat(one("C[1] > 0").name()).isEqualTo("C[1]");
    }

    @Test
    void aMemberIsDeclaredApartFromItsFamily() {
        var found = Formula.parse("y = sum(i, C[i]*h[i]) where { C[i] > 0; C[web] = 1 }")
                .declarations();
        assertThat(found).hasSize(2);
        assertThat(found.getFirst()).isEqualTo(Declaration.bounds("C", 0, POSITIVE_INFINITY));
        assertThat(found.getLast().name()).isEqualTo("C[web]");
    }

    @Test
    void boundsInBackquotedNames() {
        assertThat(one("`a b` < 3")).isEqualTo(Declaration.bounds("a b", NEGATIVE_INFINITY, 3));
    }
}
