package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.assertj.core.data.Offset;
import org.isoflop.formula.Expr.Parameter;
import org.isoflop.formula.RandomFormulas.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Symbolic derivatives against difference quotients. */
class DerivativeTest {
    private static final double FIRST_STEP = 0.02;
    private static final Parameter P = new Parameter(0, "p0");

    private static Expr of(String text) {
        return Derivative.of(Binding.law(Set.of("x")).bind(Formula.parse(text).body()), new Parameter(0, "p"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void agreesWithDifferenceQuotients(Kind kind) {
        var formulas = new RandomFormulas(1, kind);
        int compared = 0;
        for (int i = 0; i < 6000; i++) {
            Expr tree = RandomFormulas.simplified(formulas.tree(5));
            double[] row = formulas.genericRow();
            double[] theta = formulas.theta();
            Quotient quotient = quotient(tree, row, theta);
            double rounding = Rounded.of(tree, row, theta).error() / Quotient.LAST_STEP / FIRST_STEP;
            if (tree.contains(P) && isRegular(tree, row, theta) && quotient.isSettled() && rounding < 1e-3) {
                double slope = Interpreter.value(Derivative.of(tree, P), row, theta);
                assertThat(slope).as(tree.toString()).isCloseTo(quotient.slope(), tolerance(quotient, rounding));
                compared++;
            }
        }
        // In the others p0 does not occur, or the tree is not defined there, or has a kink nearby.
        assertThat(compared).isGreaterThan(500);
    }

    /** Whether all parts are finite, no root is at zero, and no power of a negative number has a free exponent. */
    private static boolean isRegular(Expr tree, double[] row, double[] theta) {
        boolean edge = switch (tree) {
            case Expr.Call(var f, var a)
            when f == Function.SQRT || f == Function.CBRT -> Interpreter.value(a, row, theta) == 0;
            case Expr.Binary(var operator, var a, var b)
            when operator == Operator.POWER -> isEdge(Interpreter.value(a, row, theta), b);
            default -> false;
        };
        return !edge
                && Double.isFinite(Interpreter.value(tree, row, theta))
                && tree.children().stream().allMatch(child -> isRegular(child, row, theta));
    }

    @ParameterizedTest
    @EnumSource(Function.class)
    void everyFunctionKnowsItsSlope(Function function) {
        Expr slope = Derivative.of(Expr.call(function, P), P);
        for (double x : new double[] {-3, -1.25, -0.3, -1e-3, 1e-3, 0.4, 1.1, 2.75, 6}) {
            if (!Double.isNaN(function.at(x))) {
                Quotient quotient = Quotient.of(function::at, x, Math.abs(x) / 8);
                double symbolic = Interpreter.value(slope, new double[0], new double[] {x});
                assertThat(symbolic)
                        .as("%s at %s", function, x)
                        .isCloseTo(quotient.slope(), tolerance(quotient, 1e-13));
            }
        }
    }

    private static boolean isEdge(double base, Expr exponent) {
        return base == 0 || base < 0 && !(exponent instanceof Expr.Num);
    }

    private static Quotient quotient(Expr tree, double[] row, double[] theta) {
        return Quotient.of(
                p -> {
                    double[] moved = theta.clone();
                    moved[P.index()] = p;
                    return Interpreter.value(tree, row, moved);
                },
                theta[P.index()],
                FIRST_STEP);
    }

    /** What the quotient says of its own error, with a margin because rounding can deceive it, and that rounding. */
    private static Offset<Double> tolerance(Quotient quotient, double rounding) {
        return within(30 * quotient.error() + 1e-9 * Math.abs(quotient.slope()) + rounding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3                       | 0",
                "x                       | 0",
                "q*x                     | 0",
                "p                       | 1",
                "p*x + q                 | x",
                "x - p                   | -1",
                "p/x                     | 1/x",
                "p^2                     | 2*p",
                "exp(p*x)                | exp(p*x)*x",
                "if(x > 1, p*x, q)       | if(x > 1, x, 0)",
                "if(x > p, 2*p, 2*p)     | 2",
                "p > 2                   | 0",
                "not p                   | 0",
                "max(p, x)               | if(p >= x, 1, 0)"
            })
    void isAsSmallAsAPersonWouldWriteIt(String tree, String slope) {
        Expr expected = Binding.law(Set.of("x")).bind(Formula.parse(slope).body());
        assertThat(of(tree)).hasToString(expected.toString());
    }

    /** A mixture may hold none of a domain: the term is absent, and so is its influence. */
    @Test
    void aPowerOfZeroDoesNotDependOnItsExponent() {
        Expr slope = of("x^p");
        assertThat(Interpreter.value(slope, new double[] {0}, new double[] {0.5}))
                .isZero();
        assertThat(Interpreter.value(slope, new double[] {2}, new double[] {3}))
                .isCloseTo(8 * Math.log(2), within(1e-14));
        assertThat(Interpreter.value(of("0^p"), new double[0], new double[] {0.5}))
                .isZero();
    }

    /** The slope of the root is infinite there, but its argument does not move. */
    @ParameterizedTest
    @ValueSource(strings = {"p*x^q", "(p*x)^q", "sqrt(p*x)", "cbrt(p*x)", "q*(p*x)^0.3"})
    void whatIsAbsentFromARowHasNoSlope(String text) {
        assertThat(Interpreter.value(of(text), new double[] {0}, new double[] {1, 0.5}))
                .isZero();
    }

    @Test
    void columnsHaveDerivativesToo() {
        Expr tree = Binding.law(Set.of("x")).bind(Formula.parse("p*x^2").body());
        Expr slope = Derivative.of(tree, new Expr.Variable(0, "x"));
        assertThat(Interpreter.value(slope, new double[] {3}, new double[] {5})).isEqualTo(30);
    }

    @Test
    void aTreeThatHasMetNoTableHasNoDerivative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Derivative.of(new Expr.Symbol("N"), P))
                .withMessage("'N' has not been bound to a table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp(p*x)^q", "(p/x)^0.3", "(p*x)^2", "sqrt(p)", "cbrt(2*p)", "(p + x)^q", "(p + x)^-2"})
    void nothingIsGuardedThatIsAlwaysThere(String text) {
        assertThat(of(text).toString()).doesNotContain("if(");
    }

    /** A guard holds the slope twice: without an end to it this would have 2^100 nodes. */
    @Test
    void nestedRootsDoNotDouble() {
        Expr slope = of("sqrt(".repeat(100) + "p*x" + ")".repeat(100));
        assertThat(slope.size()).isLessThan(20_000);
    }
}
