package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar of expressions: what a text means. */
class FormulaTest {

    private static Expr body(String text) {
        return Formula.parse(text).body();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2 + 3 * 4         | 14",
                "(2 + 3) * 4       | 20",
                "10 - 3 - 4        | 3",
                "24 / 4 / 2        | 3",
                "24 / 4 * 2        | 12",
                "2 * 3^2           | 18",
                "2^3^2             | 512",
                "(2^3)^2           | 64",
                "2**3              | 8",
                "2^-3              | 0.125",
                "2^-3^2            | 0.001953125",
                "-3^2              | -9",
                "(-3)^2            | 9",
                "4 * -2            | -8",
                "4 - -2            | 6",
                "--2               | 2",
                "-+-2              | 2",
                "2 + 3 < 6         | 1",
                "2 >= 3            | 0",
                "2 == 2            | 1",
                "2 != 2            | 0",
                "1 or 0 and 0      | 1",
                "(1 or 0) and 0    | 0",
                "not 1 == 2        | 1",
                "not 0 and 0       | 0",
                "if(1 < 2, 3, 4)   | 3",
                "if(0, 3, 4)       | 4",
                "min(3, 1, 2)      | 1",
                "max(3, 1, 2, 7)   | 7",
                "pow(2, 10)        | 1024",
                "abs(-4)           | 4",
                "ln(1)             | 0",
                "exp(0)            | 1",
                "log2(8)           | 3",
                "log10(1000)       | 3",
                "sqrt(16)          | 4",
                "cbrt(27)          | 3",
                "sigmoid(0)        | 0.5",
                "arctan(0)         | 0"
            })
    void constantsFoldByTheRulesOfArithmetic(String text, double value) {
        assertThat(body(text)).isEqualTo(Expr.num(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12         | 12",
                ".5         | 0.5",
                "2.         | 2",
                "1e-3       | 0.001",
                "1E+3       | 1000",
                "1.5e3      | 1500",
                "5.76e23    | 5.76e23",
                "10K        | 1e4",
                "57.1M      | 57.1e6",
                "70B        | 70e9",
                "1.4T       | 1.4e12",
                "4.1B       | 4.1e9",
                "4.1T       | 4.1e12"
            })
    void numbersAreReadAsTheNearestDouble(String text, double value) {
        assertThat(body(text)).isEqualTo(Expr.num(value));
    }

    @ParameterizedTest(name = "{0} groups as {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-x^2                  | -(x^2)",
                "N^-alpha              | N^(-alpha)",
                "a^-b^c                | a^(-(b^c))",
                "a/b*c                 | (a/b)*c",
                "a - b + c             | (a - b) + c",
                "a + b < c * d         | (a + b) < (c*d)",
                "not a < b             | not (a < b)",
                "a < b and c or d      | ((a < b) and c) or d",
                "a and b or c and d    | (a and b) or (c and d)",
                "max(a, b, c)          | max(max(a, b), c)",
                "a**b                  | a^b",
                "ln(x)                 | log(x)",
                "arctan(x)             | atan(x)",
                "pow(a, b)             | a^b"
            })
    void operatorsGroupAsInPapers(String text, String grouped) {
        assertThat(body(text)).isEqualTo(body(grouped));
    }

    @Test
    void unlikeGroupingsDiffer() {
        assertThat(body("-x^2")).isNotEqualTo(body("(-x)^2"));
        assertThat(body("a^b^c")).isNotEqualTo(body("(a^b)^c"));
        assertThat(body("a or b and c")).isNotEqualTo(body("(a or b) and c"));
    }

    @Test
    void logicMayBeWrittenWithSigns() {
        assertThat(body("a && !b || c")).isEqualTo(body("a and (not b) or c"));
        assertThat(body("!0 && 1 || 0")).isEqualTo(Expr.num(1));
    }

    @ParameterizedTest
    @CsvSource({"not not 5, not (not 5)", "not !x, not (not x)"})
    void twoNegationsMakeATruthValue(String chained, String nested) {
        assertThat(body(chained)).isEqualTo(body(nested));
    }

    @Test
    void everyFunctionIsKnownByItsName() {
        for (Function function : Function.values()) {
            assertThat(body(function.text() + "(x)")).isEqualTo(new Expr.Call(function, new Expr.Symbol("x")));
        }
    }

    @Test
    void namesMayHaveDotsUnderscoresGreekLettersOrBackquotes() {
        Map.of("h.web", "h.web", "C_mid", "C_mid", "α", "α", "`peak lr (x)`", "peak lr (x)", "`2nd`", "2nd")
                .forEach((text, name) -> assertThat(body(text)).isEqualTo(new Expr.Symbol(name)));
    }

    @Test
    void wordsOfTheLanguageInBackquotesAreNames() {
        assertThat(body("a + `not`")).isEqualTo(Expr.sum(new Expr.Symbol("a"), new Expr.Symbol("not")));
        assertThat(body("`not`")).isEqualTo(new Expr.Symbol("not"));
        assertThat(body("`-`")).isEqualTo(new Expr.Symbol("-"));
    }

    @Test
    void textsTakeEitherQuote() {
        Expr expected = Expr.compare(Operator.EQUAL, new Expr.Symbol("recipe"), new Expr.Text("rpj v2"));
        assertThat(body("recipe == 'rpj v2'")).isEqualTo(expected);
        assertThat(body("recipe == \"rpj v2\"")).isEqualTo(expected);
    }

    @Test
    void indicesAreNamesOrNumbers() {
        assertThat(body("h[web]")).isEqualTo(new Expr.Indexed("h", "web"));
        assertThat(body("h[1]")).isEqualTo(new Expr.Indexed("h", "1"));
        assertThat(body("`my h`[i]")).isEqualTo(new Expr.Indexed("my h", "i"));
    }

    @Test
    void sumsAndProductsKeepTheirIndex() {
        Expr term = Expr.multiply(new Expr.Indexed("C", "i"), new Expr.Indexed("h", "i"));
        assertThat(body("sum(i, C[i]*h[i])")).isEqualTo(new Expr.Fold(Operator.ADD, "i", term));
        assertThat(body("prod(i, C[i]*h[i])")).isEqualTo(new Expr.Fold(Operator.MULTIPLY, "i", term));
    }

    @Test
    void theLeftSideIsTheResponse() {
        Formula law = Formula.parse("  log(loss) = E + A / N^alpha where { E > 0 } ");
        assertThat(law.response()).contains(body("log(loss)"));
        assertThat(law.body()).isEqualTo(body("E + A/N^alpha"));
        assertThat(law.equation()).isEqualTo("log(loss) = E + A / N^alpha");
        assertThat(law).hasToString("log(loss) = E + A / N^alpha where { E > 0 }");
    }

    @Test
    void withoutAnEqualsSignThereIsNoResponse() {
        assertThat(Formula.parse("6*N*D").response()).isEmpty();
        assertThat(Formula.parse("loss == 2").response()).isEmpty();
    }

    @Test
    void spaceAndLineBreaksMeanNothing() {
        assertThat(body("a\n\t+b *\r\n c")).isEqualTo(body("a+b*c"));
    }

    @Test
    void namesAreWhatATableOrAFitMustKnow() {
        Formula law = Formula.parse("log(loss) = E + sum(i, C[i]*h[i]) + pi*N^a where { a = 2*s; C[web] = 1 }");
        assertThat(law.names()).containsExactly("loss", "E", "C", "h", "N", "a", "s");
        assertThat(law.indices()).containsExactly("i");
    }

    /** What is missing is never true. */
    @ParameterizedTest
    @CsvSource({"x and 1, 0", "x or 0, 0", "x or 1, 1", "'if(x, 1, 2)', 2", "not x, 1", "x > 1, 0", "x == x, 0"})
    void notANumberHolds(String text, double value) {
        Expr tree = Binding.law(java.util.Set.of("x")).bind(body(text));
        assertThat(Interpreter.value(tree, new double[] {Double.NaN}, new double[0]))
                .isEqualTo(value);
    }
}
