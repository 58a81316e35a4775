package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.formula.RandomFormulas.Kind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compiled, not compiled, and by hand: a summation gives the same. */
class SummationTest {
    /** A whole block, some whole groups of lanes, and three rows. */
    private static final int ROWS = Kernel.BLOCK + 5 * Kernel.LANES + 3;

    private static final Expr.Variable WEIGHT = new Expr.Variable(RandomFormulas.VARIABLES, "weight");
    private static final boolean[] POSITIVE = new boolean[RandomFormulas.VARIABLES + 1];

    static {
        POSITIVE[RandomFormulas.POSITIVE] = true;
    }

    /** Thousands of formulas, several in each summation so that they share parts. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void compiledCodeGivesTheBitsOfTheBlockMachine(Kind kind) {
        Assumptions.assumeTrue(Lanes.available() && VectorLoops.WORTHWHILE, "no vector module on this machine");
        var formulas = new RandomFormulas(7, kind);
        for (int k = 0; k < 400; k++) {
            var terms = new ArrayList<Summation.Term>();
            for (int t = 0; t < 6; t++) {
                Expr shared = formulas.tree(3);
                terms.add(new Summation.Term(Expr.multiply(WEIGHT, shared), Expr.sum(shared, formulas.tree(4))));
            }
            double[][] columns = weighted(formulas.columns(ROWS));
            double[] theta = formulas.theta();
            Summation summation = Summation.of(terms, WEIGHT, POSITIVE);
            double[] before = sums(summation, columns, theta);
            assertThat(summation.compile()).isTrue();
            double[] after = sums(summation, columns, theta);
            assertThat(after).as(terms.toString()).isEqualTo(before);
        }
    }

    /**
     * Padding weighs nothing and a resample counts, whatever the sign of a term: there is one column of weights. The
     * weight stands in a product of its own in each term, with a minus in one of them.
     */
    @Test
    void aTermWithAMinusHasTheWeightOfAnyOther() {
        var x = new Expr.Variable(RandomFormulas.POSITIVE, "x");
        Expr grown = Expr.call(Function.EXP, Expr.multiply(new Expr.Parameter(0, "a"), x));
        var terms = List.of(
                new Summation.Term(Expr.multiply(WEIGHT, Expr.negate(grown)), grown),
                new Summation.Term(Expr.multiply(WEIGHT, x), x));
        Summation summation = Summation.of(terms, WEIGHT, POSITIVE);
        double[][] columns = weighted(new double[RandomFormulas.VARIABLES][ROWS]);
        Arrays.setAll(columns[RandomFormulas.POSITIVE], i -> 1 + i % 5);
        int[] once = IntStream.range(0, ROWS).map(i -> 1).toArray();
        int[] counts = IntStream.range(0, ROWS).map(i -> i % 3).toArray();
        Prepared table = summation.prepare(columns, ROWS);
        requireWeighed(summation, table, columns, once);
        requireWeighed(summation, table.drawn(counts), columns, counts);
    }

    private static void requireWeighed(Summation summation, Prepared table, double[][] columns, int[] counts) {
        double[] sums = new double[2];
        summation.summer().sum(table, new double[] {0.1}, sums);
        double first = 0;
        double second = 0;
        for (int i = 0; i < ROWS; i++) {
            double at = columns[RandomFormulas.POSITIVE][i];
            double weight = counts[i] * columns[RandomFormulas.VARIABLES][i];
            first -= weight * Math.exp(0.2 * at);
            second += weight * at * at;
        }
        // Some hundred additions, each of which rounds once.
        assertThat(sums[0]).isCloseTo(first, within(1e-13 * Math.abs(first)));
        assertThat(sums[1]).isCloseTo(second, within(1e-13 * second));
    }

    /** Sums of numbers of one size: each addition rounds once, and each lane adds a few dozen of them. */
    @Test
    void sumsAreThoseOfTheInterpreter() {
        var formulas = new RandomFormulas(8, Kind.EXACT);
        for (int k = 0; k < 300; k++) {
            Expr left = Expr.multiply(WEIGHT, formulas.tree(3));
            Expr right = formulas.tree(3);
            double[][] columns = weighted(formulas.columns(ROWS));
            double[] theta = formulas.theta();
            double[] products = IntStream.range(0, ROWS)
                    .mapToDouble(i -> Interpreter.value(left, row(columns, i), theta)
                            * Interpreter.value(right, row(columns, i), theta))
                    .toArray();
            double size = Arrays.stream(products).map(Math::abs).sum();
            double sum =
                    sums(Summation.of(List.of(new Summation.Term(left, right)), WEIGHT, POSITIVE), columns, theta)[0];
            if (Double.isFinite(size)) {
                assertThat(sum)
                        .as(left + " * " + right)
                        .isCloseTo(Arrays.stream(products).sum(), within(ROWS * Math.ulp(size)));
            }
        }
    }

    /** A resample is the same as a table in which rows are repeated, whatever else is made of the weights. */
    @Test
    void drawnRowsWeighAsOftenAsTheyWereDrawn() {
        Expr x = new Expr.Variable(0, "x");
        var term = new Summation.Term(Expr.multiply(Expr.multiply(Expr.num(2), WEIGHT), x), Expr.call(Function.LOG, x));
        Summation summation = Summation.of(List.of(term), WEIGHT, POSITIVE);
        double[][] columns = weighted(new RandomFormulas(9, Kind.EXACT).columns(20));
        int[] counts = IntStream.range(0, 20).map(i -> i % 4).toArray();
        double[] drawn = new double[1];
        summation.summer().sum(summation.prepare(columns, 20).drawn(counts), new double[0], drawn);
        double expected = IntStream.range(0, 20)
                .mapToDouble(i -> counts[i] * 2 * columns[3][i] * columns[0][i] * Math.log(columns[0][i]))
                .sum();
        assertThat(drawn[0]).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }

    @Test
    void aTableOfOneRowAndOneOfNoneAreTables() {
        var term = new Summation.Term(WEIGHT, new Expr.Variable(0, "x"));
        Summation summation = Summation.of(List.of(term), WEIGHT, POSITIVE);
        double[][] one = {{3}, {0}, {0}, {2}};
        assertThat(sums(summation, one, new double[0])).containsExactly(6);
        double[][] none = {{}, {}, {}, {}};
        assertThat(sums(summation, none, new double[0])).containsExactly(0);
    }

    @Test
    void theSameTermsAreCompiledOnce() {
        var terms = List.of(new Summation.Term(WEIGHT, new Expr.Variable(1, "y")));
        assertThat(Summation.of(terms, WEIGHT, POSITIVE)).isSameAs(Summation.of(terms, WEIGHT, POSITIVE));
        assertThat(Summation.of(terms, WEIGHT, new boolean[4])).isNotSameAs(Summation.of(terms, WEIGHT, POSITIVE));
    }

    private static double[] sums(Summation summation, double[][] columns, double[] theta) {
        Prepared table = summation.prepare(columns, columns[0].length);
        Summation.Summer summer = summation.summer();
        double[] sums = new double[summer.terms()];
        summer.sum(table, theta, sums);
        return sums;
    }

    private static double[] row(double[][] columns, int i) {
        return Stream.of(columns).mapToDouble(column -> column[i]).toArray();
    }

    private static double[][] weighted(double[][] columns) {
        double[][] weighted = Arrays.copyOf(columns, columns.length + 1);
        weighted[columns.length] = IntStream.range(0, columns[0].length)
                .mapToDouble(i -> 1 + i % 3)
                .toArray();
        return weighted;
    }
}
