package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.formula.Program.Instruction;
import org.isoflop.formula.Program.Stage;
import org.isoflop.formula.RandomFormulas.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Products may be computed in another order than they are written: cheaper, and the same but for rounding. */
class ProductTest {
    private static Expr tree(String text) {
        return Binding.law(Set.of("N", "D", "x")).bind(Formula.parse(text).body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            a*N/b                ; a*N           ; b
            -(a/(N*b))           ; a             ; N*b
            a/N^b                ; a*N^(-b)      ;
            a/exp(b*N)           ; a*exp(-(b*N)) ;
            N^a*b/N^a            ; b             ;
            a*x/x                ; a*x           ; x
            a/x^b                ; a             ; x^b
            a/(b/N)              ; a*N           ; b
            """)
    void whatStandsBelowTheLineIsTakenAboveItWhereItMayBe(String text, String above, String below) {
        Expr tree = tree(text);
        var signs = new Signs(index -> tree.variables().stream()
                .anyMatch(v -> v.index() == index && !v.name().equals("x")));
        var product = Product.of(tree, _ -> false, signs);
        assertThat(multiplied(product.above())).isEqualTo(tree(above).toString());
        assertThat(multiplied(product.below()))
                .isEqualTo(below == null ? "1" : tree(below).toString());
    }

    private static String multiplied(List<Expr> factors) {
        return factors.stream().reduce(Expr.num(1), Expr::multiply).toString();
    }

    @Test
    void twoMinusesMakeAPlus() {
        assertThat(Product.of(new Expr.Negate(tree("a*N")), _ -> false, new Signs(_ -> true))
                        .isNegative())
                .isTrue();
        Expr twice = new Expr.Binary(Operator.MULTIPLY, new Expr.Negate(tree("a")), new Expr.Negate(tree("N")));
        assertThat(Product.of(twice, _ -> false, new Signs(_ -> true)).isNegative())
                .isFalse();
    }

    /** Value and gradient: one exponential per power, one division for the whole gradient. */
    @Test
    void aGradientSharesPowersAndTheReciprocal() {
        Expr law = tree("log(e + a/N^b + c/D^d)");
        var trees = new ArrayList<Expr>(List.of(law));
        law.parameters().forEach(parameter -> trees.add(Derivative.of(law, parameter)));
        var program = new Program(trees, _ -> true, -1, true);
        assertThat(count(program, i -> i instanceof Instruction.Call(var f, var _) && f == Function.EXP))
                .isEqualTo(2);
        assertThat(count(program, i -> i instanceof Instruction.Binary(var o, var _, var _) && o == Operator.DIVIDE))
                .isEqualTo(1);
    }

    private static long count(Program program, java.util.function.Predicate<Instruction> what) {
        return IntStream.of(program.places(Stage.ROW))
                .mapToObj(program::instruction)
                .filter(what)
                .count();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void rearrangedTreesAgreeWithinRounding(Kind kind) {
        var formulas = new RandomFormulas(6, kind);
        int compared = 0;
        int all = 0;
        for (int k = 0; k < 1000; k++) {
            Expr tree = RandomFormulas.simplified(formulas.tree(5));
            var trees = new ArrayList<>(List.of(tree));
            tree.parameters().forEach(parameter -> trees.add(Derivative.of(tree, parameter)));
            double[][] columns = formulas.columns(Kernel.LANES);
            double[] theta = formulas.theta();
            double[][] values = values(trees, columns, theta);
            for (int t = 0; t < trees.size(); t++) {
                for (int i = 0; i < Kernel.LANES; i++) {
                    int at = i;
                    double[] row = Stream.of(columns).mapToDouble(c -> c[at]).toArray();
                    var expected = Rounded.of(trees.get(t), row, theta);
                    all++;
                    // A guard that a zero column needs hides what is infinite; what is left out may have been NaN.
                    if (expected.isCertain() && !Double.isNaN(expected.value())) {
                        compared++;
                        assertThat(expected.agreesWith(values[t][i], 2 * expected.error()))
                                .as("row %d of %s: %s, not %s", i, trees.get(t), expected, values[t][i])
                                .isTrue();
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(all / 3);
    }

    private static double[][] values(List<Expr> trees, double[][] columns, double[] theta) {
        var program = new Program(trees, i -> i == RandomFormulas.POSITIVE, -1, true);
        var machine = new BlockMachine(program);
        machine.parameters(theta);
        var table = new Prepared(BlockMachine.prepare(program, columns, Kernel.LANES), Kernel.LANES, -1);
        machine.run(table.columns, 0, Kernel.LANES);
        return IntStream.of(program.outputs())
                .mapToObj(place -> machine.values(place).clone())
                .toArray(double[][]::new);
    }
}
