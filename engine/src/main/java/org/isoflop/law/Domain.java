package org.isoflop.law;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Function;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Operator;
import org.isoflop.runs.Magnitude;

/**
 * What a law asks of its columns, whatever its parameters: no negative number to a power that is fitted, no logarithm of
 * zero or less, no division by zero. A row that breaks this leaves the law undefined in every search.
 *
 * <p>What stands inside an {@code if} is guarded by its condition and asks for nothing.
 */
record Domain(List<Demand> demands) {

    /** The kind of number that something made of columns alone must be. */
    private enum Kind {
        POWER("has no power that is fitted"),
        LOGARITHM("has no logarithm"),
        DIVISOR("cannot be divided by");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }

        private boolean allows(double value) {
            return switch (this) {
                case POWER -> value >= 0;
                case LOGARITHM -> value > 0;
                case DIVISOR -> value != 0;
            };
        }
    }

    /** Something made of columns alone, and what it must be. */
    private record Demand(Expr tree, Kind kind) {}

    /** What stands against a row. */
    record Breach(String what, String reason) {}

    static Domain of(Expr body) {
        var found = new LinkedHashSet<Demand>();
        collect(body, found);
        return new Domain(List.copyOf(found));
    }

    private static void collect(Expr tree, Set<Demand> found) {
        switch (tree) {
            case Expr.If _ -> {
                return;
            }
            case Expr.Call(var function, var a)
            when function == Function.LOG && isOfColumns(a) -> found.add(new Demand(a, Kind.LOGARITHM));
            case Expr.Binary(var operator, var base, var exponent)
            when operator == Operator.POWER && isOfColumns(base) && !(exponent instanceof Expr.Num) ->
                found.add(new Demand(base, Kind.POWER));
            case Expr.Binary(var operator, var _, var below)
            when operator == Operator.DIVIDE ->
                divisor(below).ifPresent(divisor -> found.add(new Demand(divisor, Kind.DIVISOR)));
            default -> {}
        }
        tree.children().forEach(child -> collect(child, found));
    }

    /** What must not be zero for a divisor not to be: a column, or what is taken to a power. */
    private static Optional<Expr> divisor(Expr below) {
        Expr base = below instanceof Expr.Binary(var operator, var b, var _) && operator == Operator.POWER ? b : below;
        return Optional.of(base).filter(Domain::isOfColumns);
    }

    private static boolean isOfColumns(Expr tree) {
        return tree.parameters().isEmpty() && !tree.variables().isEmpty();
    }

    /**
     * The first thing that stands against a row.
     *
     * @param row the values of the law's variables
     */
    Optional<Breach> breach(double[] row) {
        for (Demand demand : demands) {
            double value = Interpreter.value(demand.tree(), row, new double[0]);
            if (!demand.kind().allows(value)) {
                return Optional.of(new Breach(
                        demand.tree().toString(), "is " + Magnitude.count(value) + ", which " + demand.kind().reason));
            }
        }
        return Optional.empty();
    }
}
