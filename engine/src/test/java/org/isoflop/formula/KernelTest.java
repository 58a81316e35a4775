package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.formula.RandomFormulas.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel gives what the interpreter gives. */
class KernelTest {
    /** Two whole blocks, five whole groups of lanes, and three rows. */
    private static final int ROWS = 2 * Kernel.BLOCK + 5 * Kernel.LANES + 3;

    private static double[][] values(Kernel kernel, double[][] columns, int rows, double[] theta) {
        Prepared prepared = kernel.prepare(columns, rows);
        var evaluator = kernel.evaluator();
        evaluator.parameters(theta);
        double[][] values = new double[evaluator.rows(prepared, 0, 0).length][rows];
        for (int from = 0; from < rows; from += Kernel.BLOCK) {
            int n = Math.min(Kernel.BLOCK, rows - from);
            double[][] block = evaluator.rows(prepared, from, n);
            for (int k = 0; k < values.length; k++) {
                System.arraycopy(block[k], 0, values[k], from, n);
            }
        }
        return values;
    }

    private static double[] row(double[][] columns, int i) {
        return Stream.of(columns).mapToDouble(column -> column[i]).toArray();
    }

    /** Operations that IEEE 754 rounds in one way only. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesToTheLastBitWhereRoundingIsPrescribed(long seed) {
        var formulas = new RandomFormulas(seed, Kind.EXACT);
        for (int k = 0; k < 500; k++) {
            Expr tree = formulas.tree(5);
            double[][] columns = formulas.columns(11);
            double[] theta = formulas.theta();
            double[] values =
                    values(Kernel.of(List.of(tree), i -> i == RandomFormulas.POSITIVE), columns, 11, theta)[0];
            double[] expected = IntStream.range(0, 11)
                    .mapToDouble(i -> Interpreter.value(tree, row(columns, i), theta))
                    .toArray();
            assertThat(values).as(tree.toString()).isEqualTo(expected);
        }
    }

    /** Powers are rewritten, and exponentials may be rounded another way: within the bound that rounding allows. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void agreesWithinRoundingForSeveralTreesAtOnce(Kind kind) {
        var formulas = new RandomFormulas(5, kind);
        int compared = 0;
        int all = 0;
        for (int k = 0; k < 300; k++) {
            List<Expr> trees = withSharedParts(formulas);
            int rows = k % 10 == 0 ? ROWS : 1 + k % 20;
            double[][] columns = formulas.columns(rows);
            double[] theta = formulas.theta();
            double[][] values = values(Kernel.of(trees, i -> i == RandomFormulas.POSITIVE), columns, rows, theta);
            for (int t = 0; t < trees.size(); t++) {
                for (int i = 0; i < rows; i++) {
                    var expected = Rounded.of(trees.get(t), row(columns, i), theta);
                    all++;
                    if (expected.isCertain()) {
                        assertThat(expected.agreesWith(values[t][i], expected.error()))
                                .as("row %d of %s: %s, not %s", i, trees.get(t), expected, values[t][i])
                                .isTrue();
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(all / 2);
    }

    /** A tree, its parts, its derivatives and something built on top of it. */
    private static List<Expr> withSharedParts(RandomFormulas formulas) {
        Expr tree = RandomFormulas.simplified(formulas.tree(5));
        var trees = new ArrayList<Expr>(tree.children());
        trees.add(tree);
        trees.add(Expr.sum(tree, formulas.tree(2)));
        for (Expr.Parameter parameter : tree.parameters()) {
            trees.add(Derivative.of(tree, parameter));
        }
        return trees;
    }

    private static double[][] of(String formulas, double[] n, double... theta) {
        var binding = Binding.law(Set.of("N"));
        List<Expr> trees = Stream.of(formulas.split(";"))
                .map(text -> binding.bind(Formula.parse(text).body()))
                .toList();
        return values(Kernel.of(trees, _ -> true), new double[][] {n}, n.length, theta);
    }

    @Test
    void constantsFillEveryRow() {
        assertThat(of("3; 1/0; a; a^2", new double[] {1, 2}, 5)).isDeepEqualTo(new double[][] {
            {3, 3}, {1 / 0.0, 1 / 0.0}, {5, 5}, {25, 25}
        });
    }

    @Test
    void anOutputMayBeAColumn() {
        assertThat(of("N; a; N; N + a", new double[] {1, 2}, 5))
                .isDeepEqualTo(new double[][] {{1, 2}, {5, 5}, {1, 2}, {6, 7}});
    }

    @Test
    void anOutputMayDependOnColumnsAlone() {
        assertThat(of("2*N; log(N); a*(2*N)", new double[] {1, 1}, 5))
                .isDeepEqualTo(new double[][] {{2, 2}, {0, 0}, {10, 10}});
    }

    @Test
    void parametersMayChangeBetweenCalls() {
        var tree = Binding.law(Set.of("N")).bind(Formula.parse("a*N + exp(a)").body());
        var kernel = Kernel.of(List.of(tree), _ -> true);
        Prepared prepared = kernel.prepare(new double[][] {{2}}, 1);
        var evaluator = kernel.evaluator();
        evaluator.parameters(new double[] {1});
        assertThat(evaluator.rows(prepared, 0, 1)[0][0]).isEqualTo(2 + Math.E);
        evaluator.parameters(new double[] {0});
        assertThat(evaluator.rows(prepared, 0, 1)[0][0]).isEqualTo(1);
    }

    @Test
    void thePaddingRepeatsTheLastRow() {
        var tree = Binding.law(Set.of("N")).bind(Formula.parse("a*N").body());
        var kernel = Kernel.of(List.of(tree), _ -> true);
        Prepared prepared = kernel.prepare(new double[][] {{1, 2, 3}}, 3);
        assertThat(prepared.columns[0]).containsExactly(1, 2, 3, 3, 3, 3, 3, 3);
        var evaluator = kernel.evaluator();
        evaluator.parameters(new double[] {10});
        assertThat(evaluator.rows(prepared, 1, 2)[0]).startsWith(20, 30);
    }

    @Test
    void missingNumbersStayMissing() {
        double[][] values = of("a*N; N^a; max(N, a); if(a > 1, a, N)", new double[] {Double.NaN}, 2);
        assertThat(Stream.of(values).mapToDouble(v -> v[0])).containsExactly(Double.NaN, Double.NaN, Double.NaN, 2.0);
    }

    @Test
    void aTableMayBeEmpty() {
        assertThat(of("a*N; 1/0; 3", new double[0], 5)).isDeepEqualTo(new double[3][0]);
    }

    /** Bare records, as nothing simplifies them: {@code x^0} is 1 for every x. */
    @ParameterizedTest
    @CsvSource({"0", "-0.0", "1", "-1", "2", "3", "7", "8", "-8", "9", "0.5", "-0.5", "1e300", "NaN"})
    void everyExponentIsRightForEveryBase(double exponent) {
        Expr tree = new Expr.Binary(Operator.POWER, new Expr.Variable(0, "x"), Expr.num(exponent));
        double[] bases = {-2, -0.5, 0, 0.5, 1, 2, 1e-5, 1e5};
        double[] values =
                values(Kernel.of(List.of(tree), _ -> false), new double[][] {bases}, bases.length, new double[0])[0];
        for (int i = 0; i < bases.length; i++) {
            double power = Math.pow(bases[i], exponent);
            Ulps.assertWithin(4, values[i], power, bases[i] + "^" + exponent);
        }
    }
}
