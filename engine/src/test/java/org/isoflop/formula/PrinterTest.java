package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;

import org.isoflop.formula.RandomFormulas.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed can be read again, and is the same tree. */
class PrinterTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyTreeReadsBackAsItself(long seed) {
        var formulas = new RandomFormulas(seed, Kind.ANY);
        for (int i = 0; i < 1000; i++) {
            Expr tree = RandomFormulas.named(formulas.tree(5));
            String text = tree.toString();
            assertThat(Formula.parse(text).body()).as(text).isEqualTo(tree);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a - (b - c)       | a - (b - c)",
                "(a - b) - c       | a - b - c",
                "a / (b * c)       | a/(b*c)",
                "(a^b)^c           | (a^b)^c",
                "a^(b^c)           | a^b^c",
                "a^(-b)            | a^-b",
                "(-a)^b            | (-a)^b",
                "-(a^b)            | -a^b",
                "-(a + b)*c        | -((a + b)*c)",
                "x*(-3)            | (-3)*x",
                "x + (-3)          | x + (-3)",
                "(a < b) == c      | (a < b) == c",
                "not (a and b)     | not (a and b)",
                "(a or b) and c    | (a or b) and c",
                "min(a, b, c)      | min(min(a, b), c)",
                "1.5e-7*x          | 1.5e-7*x",
                "1e23*x            | 1e23*x",
                "sum(i, C[i]*h[i]) | sum(i, C[i]*h[i])",
                "prod(i, h[1])     | prod(i, h[1])",
                "if(a>b,1,2)       | if(a > b, 1, 2)",
                "`peak lr`^2       | `peak lr`^2"
            })
    void printsAsAPersonWouldWrite(String text, String printed) {
        assertThat(Formula.parse(text).body()).hasToString(printed);
    }

    /** Names that only backquotes can carry, numbers without a spelling of their own, texts with quotes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "`peak lr`",
                "a + `not`",
                "`not` + a",
                "`where`*2",
                "`start` + 1",
                "`or`",
                "`peak lr`[i]",
                "h[`web text`]",
                "sum(`web text`, h[`web text`])",
                "note == \"it's\"",
                "note == 'say \"no\"'",
                "x + 1e308*10",
                "x + log(0)",
                "x + log(-1)",
                "(-0)^x",
                "not (not x)",
                "`inf` + `and` - `in`",
                "`x²` + `𝛼` + `a.` + `2nd`",
                "h[1] + h[`not`] + `where`[i]"
            })
    void unusualPartsReadBackAsThemselves(String text) {
        Expr tree = Formula.parse(text).body();
        assertThat(Formula.parse(tree.toString()).body()).isEqualTo(tree);
    }

    @Test
    void aBoundTreePrintsTheNamesOfItsColumns() {
        var column = new Expr.Variable(0, "peak lr");
        assertThat(Expr.multiply(new Expr.Parameter(0, "C[web]"), column)).hasToString("C[web]*`peak lr`");
        assertThat(new Expr.Parameter(0, "my C[web text]")).hasToString("`my C`[`web text`]");
        assertThat(new Expr.Parameter(0, "start")).hasToString("`start`");
    }

    /** They do not come from a text, but a reader must see what they are. */
    @ParameterizedTest
    @CsvSource({"Infinity, x^(1/0)", "-Infinity, x^((-1)/0)", "NaN, x^(0/0)", "-0.0, x^(-0)"})
    void whatIsNoNumberIsAQuotient(double value, String text) {
        assertThat(new Expr.Binary(Operator.POWER, new Expr.Symbol("x"), Expr.num(value)))
                .hasToString(text);
    }
}
