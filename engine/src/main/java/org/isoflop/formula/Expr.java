package org.isoflop.formula;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A formula as a tree. Trees are values: two trees of the same shape are equal. (The records with parts spell equality
 * out: what a record inherits takes several times the stack on a high tree.)
 *
 * <p>A parsed tree names its leaves ({@link Symbol}, {@link Indexed}); a {@link Binding} turns them into
 * {@link Variable}s (columns of a table) and {@link Parameter}s (numbers to be found).
 *
 * <p>The static factories simplify as they build: constants are folded and identities such as {@code x + 0},
 * {@code x * 1}, {@code log(exp(x))} removed, so that a derivative stays as small as the formula it came from.
 */
public sealed interface Expr {

    /** A number. */
    record Num(double value) implements Expr {
        @Override
        public boolean equals(Object other) {
            return other instanceof Num that && Double.doubleToLongBits(value) == Double.doubleToLongBits(that.value);
        }

        @Override
        public int hashCode() {
            return Double.hashCode(value);
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** A text in quotes, which can only be compared with a column of labels. */
    record Text(String value) implements Expr {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** A name that has not met a table yet. */
    record Symbol(String name) implements Expr {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** A name with an index, {@code h[i]}, which has not met a table yet. */
    record Indexed(String base, String index) implements Expr {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** A sum or product over an index: {@code sum(i, C[i] * h[i])}; gone once it has met a table. */
    record Fold(Operator operator, String index, Expr body) implements Expr {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** Column number {@code index} of a table. */
    record Variable(int index, String name) implements Expr {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** Element {@code index} of the parameter vector. */
    record Parameter(int index, String name) implements Expr {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** {@code -argument}. */
    record Negate(Expr argument) implements Expr {
        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Negate that && argument.equals(that.argument);
        }

        @Override
        public int hashCode() {
            return 31 * argument.hashCode() + 1;
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** 1 where the argument does not hold, where it is 0 or NaN, else 0. */
    record Not(Expr argument) implements Expr {
        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Not that && argument.equals(that.argument);
        }

        @Override
        public int hashCode() {
            return 31 * argument.hashCode() + 2;
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** A function of one argument. */
    record Call(Function function, Expr argument) implements Expr {
        @Override
        public boolean equals(Object other) {
            return this == other
                    || other instanceof Call that && function == that.function && argument.equals(that.argument);
        }

        @Override
        public int hashCode() {
            return 31 * argument.hashCode() + function.name().hashCode();
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** An operator between two arguments. */
    record Binary(Operator operator, Expr left, Expr right) implements Expr {
        @Override
        public boolean equals(Object other) {
            return this == other
                    || other instanceof Binary that
                            && operator == that.operator
                            && left.equals(that.left)
                            && right.equals(that.right);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * left.hashCode() + right.hashCode())
                    + operator.name().hashCode();
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /**
     * {@code if(condition, then, otherwise)}; the branch that is not taken has no influence, not even by a NaN. A
     * condition that is NaN does not hold.
     */
    record If(Expr condition, Expr then, Expr otherwise) implements Expr {
        @Override
        public boolean equals(Object other) {
            return this == other
                    || other instanceof If that
                            && condition.equals(that.condition)
                            && then.equals(that.then)
                            && otherwise.equals(that.otherwise);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * condition.hashCode() + then.hashCode()) + otherwise.hashCode();
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** The direct parts, from left to right. */
    default List<Expr> children() {
        return switch (this) {
            case Num _, Text _, Symbol _, Indexed _, Variable _, Parameter _ -> List.of();
            case Fold f -> List.of(f.body);
            case Negate n -> List.of(n.argument);
            case Not n -> List.of(n.argument);
            case Call c -> List.of(c.argument);
            case Binary b -> List.of(b.left, b.right);
            case If c -> List.of(c.condition, c.then, c.otherwise);
        };
    }

    /** The tree with {@code change} applied to each direct part, simplified at this node. */
    default Expr mapChildren(UnaryOperator<Expr> change) {
        return switch (this) {
            case Num _, Text _, Symbol _, Indexed _, Variable _, Parameter _ -> this;
            case Fold f -> new Fold(f.operator, f.index, change.apply(f.body));
            case Negate n -> negate(change.apply(n.argument));
            case Not n -> not(change.apply(n.argument));
            case Call c -> call(c.function, change.apply(c.argument));
            case Binary b -> binary(b.operator, change.apply(b.left), change.apply(b.right));
            case If c -> choose(change.apply(c.condition), change.apply(c.then), change.apply(c.otherwise));
        };
    }

    /** Whether {@code part} occurs anywhere in this tree. */
    default boolean contains(Expr part) {
        if (equals(part)) {
            return true;
        }
        // A plain loop, here and below: streams would take several times the stack on a high tree.
        for (Expr child : children()) {
            if (child.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** How many nodes there are. */
    default long size() {
        long size = 1;
        for (Expr child : children()) {
            size += child.size();
        }
        return size;
    }

    /** How many nodes there are on the longest way down. */
    default int height() {
        int highest = 0;
        for (Expr child : children()) {
            highest = Math.max(highest, child.height());
        }
        return 1 + highest;
    }

    /** The tree with {@code h[member]} in place of {@code h[index]}, except inside a sum over an index of that name. */
    default Expr at(String index, String member) {
        return switch (this) {
            case Indexed i when i.index.equals(index) -> new Indexed(i.base, member);
            case Fold f when f.index.equals(index) -> f;
            default -> mapChildren(child -> child.at(index, member));
        };
    }

    /** The parameters that occur, by first appearance. */
    default Set<Parameter> parameters() {
        var found = new LinkedHashSet<Parameter>();
        collect(this, Parameter.class, found);
        return found;
    }

    /** The variables that occur, by first appearance. */
    default Set<Variable> variables() {
        var found = new LinkedHashSet<Variable>();
        collect(this, Variable.class, found);
        return found;
    }

    private static <T extends Expr> void collect(Expr tree, Class<T> kind, Set<T> into) {
        if (kind.isInstance(tree)) {
            into.add(kind.cast(tree));
        }
        for (Expr child : tree.children()) {
            collect(child, kind, into);
        }
    }

    static Expr num(double value) {
        return new Num(value);
    }

    static Expr sum(Expr a, Expr b) {
        return Simplify.sum(a, b);
    }

    static Expr subtract(Expr a, Expr b) {
        return Simplify.subtract(a, b);
    }

    static Expr multiply(Expr a, Expr b) {
        return Simplify.multiply(a, b);
    }

    static Expr divide(Expr a, Expr b) {
        return Simplify.divide(a, b);
    }

    static Expr power(Expr base, Expr exponent) {
        return Simplify.power(base, exponent);
    }

    static Expr square(Expr a) {
        return Simplify.power(a, num(2));
    }

    static Expr negate(Expr a) {
        return Simplify.negate(a);
    }

    static Expr not(Expr a) {
        return Simplify.not(a);
    }

    static Expr call(Function function, Expr argument) {
        return Simplify.call(function, argument);
    }

    static Expr compare(Operator operator, Expr a, Expr b) {
        return Simplify.binary(operator, a, b);
    }

    static Expr binary(Operator operator, Expr a, Expr b) {
        return Simplify.binary(operator, a, b);
    }

    static Expr choose(Expr condition, Expr then, Expr otherwise) {
        return Simplify.choose(condition, then, otherwise);
    }
}
