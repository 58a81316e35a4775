package org.isoflop.formula;

import org.isoflop.formula.Expr.Binary;
import org.isoflop.formula.Expr.Call;
import org.isoflop.formula.Expr.Fold;
import org.isoflop.formula.Expr.If;
import org.isoflop.formula.Expr.Indexed;
import org.isoflop.formula.Expr.Negate;
import org.isoflop.formula.Expr.Not;
import org.isoflop.formula.Expr.Num;
import org.isoflop.formula.Expr.Parameter;
import org.isoflop.formula.Expr.Symbol;
import org.isoflop.formula.Expr.Text;
import org.isoflop.formula.Expr.Variable;

/** Writes a tree as text that parses back to the same tree. */
final class Printer {
    private static final int UNARY = 5;
    private static final int ATOM = 8;

    private Printer() {}

    static String print(Expr tree) {
        return switch (tree) {
            case Num(var value) -> number(value);
            case Text(var value) -> "'" + value + "'";
            case Symbol(var name) -> name(name);
            case Variable v -> name(v.name());
            case Parameter p -> p.name();
            case Indexed(var base, var index) -> base + "[" + index + "]";
            case Fold(var operator, var index, var body) ->
                (operator == Operator.ADD ? "sum(" : "prod(") + index + ", " + print(body) + ")";
            case Negate(var a) -> "-" + inside(a, UNARY + 1);
            case Not(var a) -> "not " + inside(a, Operator.LESS.precedence());
            case Call(var function, var a) -> function.text() + "(" + print(a) + ")";
            case Binary(var operator, var a, var b)
            when operator.isFunction() -> operator.text() + "(" + print(a) + ", " + print(b) + ")";
            case Binary(var operator, var a, var b) -> binary(operator, a, b);
            case If(var condition, var a, var b) -> "if(" + print(condition) + ", " + print(a) + ", " + print(b) + ")";
        };
    }

    private static String binary(Operator operator, Expr a, Expr b) {
        int own = operator.precedence();
        return switch (operator) {
            case POWER -> inside(a, own + 1) + "^" + (b instanceof Negate ? print(b) : inside(b, own));
            case MULTIPLY -> inside(a, own) + "*" + inside(b, own + 1);
            case DIVIDE -> inside(a, own) + "/" + inside(b, own + 1);
            default -> {
                boolean comparison = own == Operator.LESS.precedence();
                yield inside(a, comparison ? own + 1 : own) + " " + operator.text() + " " + inside(b, own + 1);
            }
        };
    }

    /** The text of a part, in parentheses if it binds less tightly than its place asks. */
    private static String inside(Expr part, int asked) {
        return binding(part) < asked ? "(" + print(part) + ")" : print(part);
    }

    private static int binding(Expr tree) {
        return switch (tree) {
            case Num(var value) -> value < 0 ? Operator.ADD.precedence() : ATOM;
            case Negate _ -> UNARY;
            case Not _ -> Operator.AND.precedence();
            case Binary(var operator, var _, var _) -> operator.isFunction() ? ATOM : operator.precedence();
            default -> ATOM;
        };
    }

    private static String number(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0")
                ? text.substring(0, text.length() - 2)
                : text.replace("E", "e").replace(".0e", "e");
    }

    private static String name(String name) {
        return name.matches("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}\\p{N}_]+)*") ? name : "`" + name + "`";
    }
}
