package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;

import org.isoflop.formula.RandomFormulas.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Simplifying changes the form of a tree, never its value. */
class SimplifyTest {

    @ParameterizedTest
    @EnumSource(Kind.class)
    void neverChangesAValue(Kind kind) {
        var formulas = new RandomFormulas(2, kind);
        int compared = 0;
        for (int i = 0; i < 10_000; i++) {
            Expr written = formulas.tree(5);
            Expr simple = RandomFormulas.simplified(written);
            double[] row = formulas.row();
            double[] theta = formulas.theta();
            var before = Rounded.of(written, row, theta);
            var after = Rounded.of(simple, row, theta);
            if (isDefined(written, row, theta) && before.isCertain() && after.isCertain()) {
                assertThat(before.agreesWith(after.value(), after.error()))
                        .as("%s is %s but %s is %s", written, before, simple, after)
                        .isTrue();
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(4000);
    }

    /** Whether every part is a finite number, so that no rule such as 0 * x = 0 hides what is undefined. */
    private static boolean isDefined(Expr tree, double[] row, double[] theta) {
        return Double.isFinite(Interpreter.value(tree, row, theta))
                && tree.children().stream().allMatch(child -> isDefined(child, row, theta));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aSimpleTreeStaysAsItIs(Kind kind) {
        var formulas = new RandomFormulas(3, kind);
        for (int i = 0; i < 4000; i++) {
            Expr simple = RandomFormulas.simplified(formulas.tree(5));
            assertThat(RandomFormulas.simplified(simple)).isEqualTo(simple);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x + 0          | x",
                "0 + x          | x",
                "x - 0          | x",
                "0 - x          | -x",
                "x - x          | 0",
                "x*1            | x",
                "1*x            | x",
                "-1*x           | -x",
                "0*x            | 0",
                "x*0            | 0",
                "0/x            | 0",
                "x/1            | x",
                "x/-1           | -x",
                "x^1            | x",
                "x^0            | 1",
                "1^x            | 1",
                "x^-1           | 1/x",
                "2*(3*x)        | 6*x",
                "x*2            | 2*x",
                "(1/x)*y        | y/x",
                "y*(1/x)        | y/x",
                "--x            | x",
                "-(x - y)       | y - x",
                "x + -y         | x - y",
                "-x + y         | y - x",
                "x - -y         | x + y",
                "-x*-y          | x*y",
                "-x/-y          | x/y",
                "-(2*x)         | (-2)*x",
                "log(exp(x))    | x",
                "exp(x)^y       | exp(x*y)",
                "abs(-x)        | abs(x)",
                "not (x > y)    | not x > y",
                "not not (x>y)  | x > y",
                "if(1, x, y)    | x",
                "if(0, x, y)    | y",
                "if(x > 0, y, y)| y",
                "2 + 3*4        | 14"
            })
    void removesWhatSaysNothing(String text, String simple) {
        assertThat(Formula.parse(text).body()).hasToString(simple);
    }

    /** Each of these is undefined somewhere where its short form would not be. */
    @ParameterizedTest
    @CsvSource({"x/x", "sqrt(x)^2", "exp(log(x))", "1/0", "log(0)", "1e308*10"})
    void leavesAloneWhatWouldChangeTheDomain(String text) {
        assertThat(Formula.parse(text).body()).isNotInstanceOf(Expr.Symbol.class);
        assertThat(Formula.parse(text).body()).isNotEqualTo(Expr.num(0)).isNotEqualTo(Expr.num(1));
    }

    /** A term with the weight zero is absent, whatever it is: these rules hold even where x is not defined. */
    @ParameterizedTest
    @CsvSource({"log(x) - log(x), 0", "0*log(x), 0", "1^log(x), 1", "log(x)^0, 1"})
    void whatHasNoWeightIsAbsent(String text, double value) {
        assertThat(Formula.parse(text).body()).isEqualTo(Expr.num(value));
    }

    /** Folding two constants must not overflow where the formula as written does not. */
    @Test
    void constantsThatWouldOverflowTogetherStayApart() {
        Expr tree = Binding.law(java.util.Set.of("x"))
                .bind(Formula.parse("1e200*(1e200*x)").body());
        assertThat(Interpreter.value(tree, new double[] {1e-300}, new double[0]))
                .isEqualTo(1e200 * (1e200 * 1e-300));
    }
}
