package org.isoflop.formula;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Several trees as one list of instructions in which every shared part is computed once.
 *
 * <p>An instruction names its arguments by their place earlier in the list. Each has a {@link Stage}, which says how
 * often it must be computed: never again, once per table (logarithms of columns), once per call (what depends on
 * parameters alone), or once per row and call.
 *
 * <p>Two kinds of trees are rewritten on the way. Powers: small whole exponents become products, and {@code x^p} of a
 * column that is known to be positive becomes {@code exp(p * log x)}, whose logarithm belongs to the table. Products,
 * where that is allowed: see {@link Product}; their factors are multiplied stage by stage, so that a row does only what
 * must be done for each.
 */
final class Program {
    /** Larger whole exponents are left to the power function. */
    private static final int MAX_PRODUCT = 8;

    enum Stage {
        CONSTANT,
        TABLE,
        CALL,
        /** The weights of rows: a column of the table, but one that a resample changes. */
        WEIGHT,
        ROW;

        /** The stage of what is computed from both. */
        Stage and(Stage other) {
            boolean mixed = this == TABLE && other == CALL || this == CALL && other == TABLE;
            return mixed || this == WEIGHT || other == WEIGHT ? ROW : compareTo(other) >= 0 ? this : other;
        }

        /** Whether it is read from a column. */
        boolean isColumn() {
            return this == TABLE || this == WEIGHT;
        }
    }

    sealed interface Instruction {
        record Constant(double value) implements Instruction {
            @Override
            public boolean equals(Object other) {
                return other instanceof Constant(var v)
                        && Double.doubleToRawLongBits(v) == Double.doubleToRawLongBits(value);
            }

            @Override
            public int hashCode() {
                return Double.hashCode(value);
            }
        }

        record Column(int index) implements Instruction {}

        record Theta(int index) implements Instruction {}

        record Negate(int a) implements Instruction {}

        record Not(int a) implements Instruction {}

        record Call(Function function, int a) implements Instruction {}

        record Binary(Operator operator, int a, int b) implements Instruction {}

        record Choose(int condition, int then, int otherwise) implements Instruction {}
    }

    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final Map<Instruction, Integer> places = new HashMap<>();
    private final Map<Expr, Integer> known = new HashMap<>();
    private final Set<Expr> shared;
    private final Signs signs;
    private final int weight;
    private final boolean isRearranged;
    private final int[] outputs;
    private final int[] prepared;
    private final int[] scalars;

    /**
     * @param trees bound trees, the outputs
     * @param positive whether the variable of an index is positive in every row
     * @param weight the index of the variable that holds the weights of rows; −1 if there is none
     * @param isRearranged whether products may be computed in another way than written, right to the last bits only
     */
    Program(List<Expr> trees, IntPredicate positive, int weight, boolean isRearranged) {
        this.signs = new Signs(positive);
        this.weight = weight;
        this.isRearranged = isRearranged;
        this.shared = shared(trees);
        this.outputs = trees.stream().mapToInt(this::place).toArray();
        this.prepared = needed(Stage::isColumn);
        this.scalars = needed(stage -> stage == Stage.CONSTANT || stage == Stage.CALL);
    }

    int size() {
        return instructions.size();
    }

    Instruction instruction(int place) {
        return instructions.get(place);
    }

    Stage stage(int place) {
        return stages.get(place);
    }

    /** The places of the outputs, in the order of the trees. */
    int[] outputs() {
        return outputs;
    }

    /** The places of the instructions of a stage. */
    int[] places(Stage stage) {
        return IntStream.range(0, size()).filter(i -> stage(i) == stage).toArray();
    }

    /** The columns that a row or an output needs: what is prepared. */
    int[] prepared() {
        return prepared;
    }

    /** The position of the weights among what is prepared; −1 if no row needs them. */
    int weightColumn() {
        return IntStream.range(0, prepared.length)
                .filter(c -> stage(prepared[c]) == Stage.WEIGHT)
                .findFirst()
                .orElse(-1);
    }

    /** The instructions that are the same for all rows and that a row or an output needs. */
    int[] scalars() {
        return scalars;
    }

    private int[] needed(Predicate<Stage> stages) {
        boolean[] needed = new boolean[size()];
        for (int output : outputs) {
            needed[output] = true;
        }
        for (int i = 0; i < size(); i++) {
            if (stage(i) == Stage.ROW) {
                arguments(i).forEach(a -> needed[a] = true);
            }
        }
        return IntStream.range(0, size())
                .filter(i -> needed[i] && stages.test(stage(i)))
                .toArray();
    }

    /** The places that an instruction reads. */
    IntStream arguments(int place) {
        return switch (instruction(place)) {
            case Instruction.Constant _, Instruction.Column _, Instruction.Theta _ -> IntStream.empty();
            case Instruction.Negate(var a) -> IntStream.of(a);
            case Instruction.Not(var a) -> IntStream.of(a);
            case Instruction.Call call -> IntStream.of(call.a());
            case Instruction.Binary binary -> IntStream.of(binary.a(), binary.b());
            case Instruction.Choose(var c, var a, var b) -> IntStream.of(c, a, b);
        };
    }

    /** The parts that occur in more than one place: each is computed once, whatever is built on top of it. */
    private static Set<Expr> shared(Collection<Expr> trees) {
        var seen = new HashSet<Expr>();
        var shared = new HashSet<Expr>();
        var left = new ArrayDeque<>(trees);
        while (!left.isEmpty()) {
            Expr tree = left.pop();
            if (seen.add(tree)) {
                left.addAll(tree.children());
            } else {
                shared.add(tree);
            }
        }
        return shared;
    }

    /** Where the value of a tree stands, written there first if need be. */
    private int place(Expr tree) {
        Integer place = known.get(tree);
        if (place == null) {
            place = write(tree);
            known.put(tree, place);
        }
        return place;
    }

    private int write(Expr tree) {
        return switch (tree) {
            case Expr.Num(var value) -> add(new Instruction.Constant(value), Stage.CONSTANT);
            case Expr.Variable v ->
                add(new Instruction.Column(v.index()), v.index() == weight ? Stage.WEIGHT : Stage.TABLE);
            case Expr.Parameter p -> add(new Instruction.Theta(p.index()), Stage.CALL);
            case Expr.Negate _ when isRearranged -> product(tree);
            case Expr.Negate(var a) -> {
                int x = place(a);
                yield add(new Instruction.Negate(x), stage(x).and(stage(x)));
            }
            case Expr.Binary(var operator, var _, var _)
            when isRearranged && (operator == Operator.MULTIPLY || operator == Operator.DIVIDE) -> product(tree);
            case Expr.Not(var a) -> {
                int x = place(a);
                yield add(new Instruction.Not(x), stage(x).and(stage(x)));
            }
            case Expr.Call(var function, var a) -> {
                int x = place(a);
                yield add(new Instruction.Call(function, x), stage(x).and(stage(x)));
            }
            case Expr.Binary(var operator, var a, var b) when operator == Operator.POWER -> power(a, b);
            case Expr.Binary(var operator, var a, var b) -> {
                int x = place(a);
                int y = place(b);
                yield add(new Instruction.Binary(operator, x, y), stage(x).and(stage(y)));
            }
            case Expr.If guard when signs.isIdleGuard(guard) -> place(guard.otherwise());
            case Expr.If(var condition, var a, var b) -> {
                int c = place(condition);
                int x = place(a);
                int y = place(b);
                yield add(
                        new Instruction.Choose(c, x, y), stage(c).and(stage(x)).and(stage(y)));
            }
            case Expr.Text _, Expr.Symbol _, Expr.Indexed _, Expr.Fold _ ->
                throw new IllegalArgumentException("'" + tree + "' has not been bound to a table");
        };
    }

    private int product(Expr tree) {
        Product product = Product.of(tree, shared::contains, signs);
        List<Integer> above = stageByStage(product.above());
        List<Integer> below = stageByStage(product.below());
        if (!below.isEmpty()) {
            divide(above, multiplied(below));
        } else if (above.isEmpty()) {
            above.add(place(Expr.num(1)));
        }
        if (product.isNegative()) {
            // The weight itself is left as it is: a resample changes one column, and padding is told by it.
            int at = stage(above.getFirst()) == Stage.WEIGHT ? above.size() - 1 : 0;
            int x = above.get(at);
            above.set(at, add(new Instruction.Negate(x), stage(x).and(stage(x))));
        }
        return multiplied(above);
    }

    /** The products of the factors of each stage, those first that are computed least often. */
    private List<Integer> stageByStage(List<Expr> factors) {
        List<Integer> places = factors.stream()
                .filter(factor -> !Expr.num(1).equals(factor))
                .map(this::place)
                .sorted()
                .toList();
        var products = new ArrayList<Integer>();
        for (Stage stage : Stage.values()) {
            List<Integer> ofStage =
                    places.stream().filter(place -> stage(place) == stage).toList();
            if (!ofStage.isEmpty()) {
                products.add(multiplied(ofStage));
            }
        }
        return products;
    }

    private int multiplied(List<Integer> places) {
        int product = places.getLast();
        for (int k = places.size() - 2; k >= 0; k--) {
            product = binary(Operator.MULTIPLY, places.get(k), product);
        }
        return product;
    }

    /** Divides what is computed as often as the divisor, so that no quotient is computed more often than need be. */
    private void divide(List<Integer> above, int divisor) {
        for (int k = 0; k < above.size(); k++) {
            if (stage(above.get(k)) == stage(divisor) && stage(divisor) != Stage.ROW) {
                above.set(k, binary(Operator.DIVIDE, above.get(k), divisor));
                return;
            }
        }
        // For rows: a reciprocal is often needed again, and a division takes as long as eight multiplications.
        above.add(binary(Operator.DIVIDE, place(Expr.num(1)), divisor));
    }

    private int binary(Operator operator, int x, int y) {
        return add(new Instruction.Binary(operator, x, y), stage(x).and(stage(y)));
    }

    private int power(Expr base, Expr exponent) {
        if (exponent instanceof Expr.Num(var n) && n == 0) {
            return place(Expr.num(1));
        }
        if (exponent instanceof Expr.Num(var n) && n == Math.rint(n) && Math.abs(n) <= MAX_PRODUCT) {
            Expr product = product(base, (int) Math.abs(n));
            return place(n < 0 ? new Expr.Binary(Operator.DIVIDE, Expr.num(1), product) : product);
        }
        if (exponent instanceof Expr.Num(var n) && n == 0.5) {
            return place(Expr.call(Function.SQRT, base));
        }
        if (signs.isPositive(base)) {
            return place(Expr.call(Function.EXP, Expr.multiply(exponent, Expr.call(Function.LOG, base))));
        }
        int x = place(base);
        int y = place(exponent);
        return add(new Instruction.Binary(Operator.POWER, x, y), stage(x).and(stage(y)));
    }

    /** By repeated squaring. */
    private static Expr product(Expr base, int n) {
        if (n == 1) {
            return base;
        }
        Expr half = product(base, n / 2);
        Expr even = new Expr.Binary(Operator.MULTIPLY, half, half);
        return n % 2 == 0 ? even : new Expr.Binary(Operator.MULTIPLY, even, base);
    }

    private int add(Instruction instruction, Stage stage) {
        return places.computeIfAbsent(instruction, i -> {
            instructions.add(i);
            stages.add(stage);
            return instructions.size() - 1;
        });
    }
}
