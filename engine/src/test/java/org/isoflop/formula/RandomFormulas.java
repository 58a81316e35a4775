package org.isoflop.formula;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.formula.Expr.Binary;
import org.isoflop.formula.Expr.Call;
import org.isoflop.formula.Expr.If;
import org.isoflop.formula.Expr.Indexed;
import org.isoflop.formula.Expr.Negate;
import org.isoflop.formula.Expr.Not;
import org.isoflop.formula.Expr.Num;
import org.isoflop.formula.Expr.Parameter;
import org.isoflop.formula.Expr.Symbol;
import org.isoflop.formula.Expr.Variable;

/**
 * Random formulas and random numbers to put into them, the same ones for the same seed.
 *
 * <p>Trees are made of bare records, so that nothing in them is simplified; {@link #simplified} builds a tree once more
 * through the factories.
 */
final class RandomFormulas {
    static final int VARIABLES = 3;
    static final int PARAMETERS = 3;

    /** Variable 0 is positive in every row, as {@link #row} makes them. */
    static final int POSITIVE = 0;

    /** Which formulas to make. */
    enum Kind {
        /** Of operations that IEEE 754 rounds in one way only: results agree to the last bit. */
        EXACT,
        /** With a derivative everywhere inside their domain. */
        SMOOTH,
        /** Of everything that the language has. */
        ANY
    }

    private static final List<Function> FUNCTIONS = List.of(Function.values());
    private static final List<Operator> ARITHMETIC =
            List.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE);
    private static final List<Operator> TRUTHS =
            Stream.of(Operator.values()).filter(Operator::isTruth).toList();
    private static final List<Double> NUMBERS = List.of(0.0, 1.0, -1.0, 2.0, 3.0, -2.0, 0.5, -0.75, 8.0, 10.0, 1e-3);
    private static final List<Symbol> COLUMNS = List.of(new Symbol("N"), new Symbol("h.web"), new Symbol("peak lr"));

    private final SplittableRandom random;
    private final Kind kind;

    RandomFormulas(long seed, Kind kind) {
        this.random = new SplittableRandom(seed);
        this.kind = kind;
    }

    /** A tree at most {@code depth} operations deep. */
    Expr tree(int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return leaf();
        }
        return switch (random.nextInt(kind == Kind.SMOOTH ? 7 : 10)) {
            case 0, 1, 2 -> new Binary(pick(ARITHMETIC), tree(depth - 1), tree(depth - 1));
            case 3 -> new Binary(kind == Kind.EXACT ? Operator.ADD : Operator.POWER, tree(depth - 1), exponent(depth));
            case 4 -> new Negate(tree(depth - 1));
            case 5, 6 -> call(tree(depth - 1));
            case 7 -> new Binary(random.nextBoolean() ? Operator.MIN : Operator.MAX, tree(depth - 1), tree(depth - 1));
            case 8 -> new If(truth(depth - 1), tree(depth - 1), tree(depth - 1));
            default -> truth(depth - 1);
        };
    }

    private Expr truth(int depth) {
        return random.nextInt(4) == 0 ? new Not(tree(depth)) : new Binary(pick(TRUTHS), tree(depth), tree(depth));
    }

    /** Mostly what laws have: a parameter or a small number. */
    private Expr exponent(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> parameter();
            case 1 -> new Num(random.nextInt(-9, 10));
            case 2 -> new Num(pick(NUMBERS));
            default -> tree(depth - 1);
        };
    }

    private Expr call(Expr argument) {
        return switch (kind) {
            case EXACT -> new Call(random.nextBoolean() ? Function.ABS : Function.SQRT, argument);
            case SMOOTH, ANY -> new Call(pick(FUNCTIONS), argument);
        };
    }

    private Expr leaf() {
        return switch (random.nextInt(5)) {
            case 0 -> new Num(pick(NUMBERS));
            case 1 -> new Num(random.nextDouble(-3, 3));
            case 2, 3 -> {
                int index = random.nextInt(VARIABLES);
                yield new Variable(index, "x" + index);
            }
            default -> parameter();
        };
    }

    private Expr parameter() {
        int index = random.nextInt(PARAMETERS);
        return new Parameter(index, "p" + index);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** A value for each variable: a positive one, any number, a small whole number. */
    double[] row() {
        return new double[] {Math.exp(random.nextDouble(-2, 2)), random.nextDouble(-2, 2), random.nextInt(-2, 3)};
    }

    /** A number without a round value for each variable: no two parts of a formula are equal by accident. */
    double[] genericRow() {
        return new double[] {Math.exp(random.nextDouble(-2, 2)), random.nextDouble(-2, 2), random.nextDouble(-2, 2)};
    }

    double[] theta() {
        return random.doubles(PARAMETERS, -1.5, 1.5).toArray();
    }

    /** Random rows, as one array per variable. */
    double[][] columns(int rows) {
        double[][] byRow = IntStream.range(0, rows).mapToObj(_ -> row()).toArray(double[][]::new);
        return IntStream.range(0, VARIABLES)
                .mapToObj(j -> Stream.of(byRow).mapToDouble(row -> row[j]).toArray())
                .toArray(double[][]::new);
    }

    /** The same tree through the factories of {@link Expr}. */
    static Expr simplified(Expr tree) {
        return tree.mapChildren(RandomFormulas::simplified);
    }

    /** The same tree as the parser would see it: simplified, with names that have not met a table. */
    static Expr named(Expr tree) {
        UnaryOperator<Expr> names = RandomFormulas::named;
        return switch (tree) {
            case Variable v -> COLUMNS.get(v.index());
            case Parameter p when p.index() == 0 -> new Indexed("C", "i");
            case Parameter p -> new Symbol(p.name());
            default -> tree.mapChildren(names);
        };
    }
}
