package org.isoflop.formula;

import java.util.List;
import java.util.regex.Pattern;
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
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int UNARY = 5;
    private static final int ATOM = 8;

    private Printer() {}

    static String print(Expr tree) {
        var text = new StringBuilder();
        write(tree, text);
        return text.toString();
    }

    /** Types without their components, and a method per type: high trees need frames that are small. */
    private static void write(Expr tree, StringBuilder text) {
        switch (tree) {
            case Num n -> text.append(number(n.value()));
            case Text t -> text.append(quoted(t.value()));
            case Symbol s -> text.append(name(s.name()));
            case Variable v -> text.append(name(v.name()));
            case Parameter p -> text.append(parameter(p.name()));
            case Indexed i -> text.append(indexed(i.base(), i.index()));
            case Fold f -> fold(f, text);
            case Negate n -> prefixed("-", n.argument(), UNARY + 1, text);
            case Not n -> prefixed("not ", n.argument(), Operator.LESS.precedence(), text);
            case Call c -> function(c.function().text(), c.children(), text);
            case Binary b
            when b.operator().isFunction() -> function(b.operator().text(), b.children(), text);
            case Binary b -> binary(b, text);
            case If c -> function("if", c.children(), text);
        }
    }

    private static void function(String name, List<Expr> arguments, StringBuilder text) {
        text.append(name);
        char before = '(';
        for (Expr argument : arguments) {
            text.append(before).append(before == '(' ? "" : " ");
            write(argument, text);
            before = ',';
        }
        text.append(')');
    }

    private static void fold(Fold fold, StringBuilder text) {
        text.append(fold.operator() == Operator.ADD ? "sum(" : "prod(")
                .append(name(fold.index()))
                .append(", ");
        write(fold.body(), text);
        text.append(')');
    }

    private static void prefixed(String sign, Expr argument, int asked, StringBuilder text) {
        text.append(sign);
        inside(argument, asked, text);
    }

    private static void binary(Binary tree, StringBuilder text) {
        Operator operator = tree.operator();
        int own = operator.precedence();
        boolean power = operator == Operator.POWER;
        boolean comparison = own == Operator.LESS.precedence();
        boolean spaced = own < Operator.MULTIPLY.precedence();
        inside(tree.left(), power || comparison ? own + 1 : own, text);
        text.append(spaced ? " " : "").append(operator.text()).append(spaced ? " " : "");
        inside(tree.right(), power ? tree.right() instanceof Negate ? 0 : own : own + 1, text);
    }

    /** Writes a part, in parentheses if it binds less tightly than its place asks. */
    private static void inside(Expr part, int asked, StringBuilder text) {
        boolean loose = binding(part) < asked;
        text.append(loose ? "(" : "");
        write(part, text);
        text.append(loose ? ")" : "");
    }

    private static int binding(Expr tree) {
        return switch (tree) {
            case Num(var value) when !Double.isFinite(value) -> Operator.MULTIPLY.precedence();
            case Num(var value) -> Double.compare(value, 0) < 0 ? Operator.ADD.precedence() : ATOM;
            case Negate _ -> UNARY;
            case Not _ -> Operator.AND.precedence();
            case Binary(var operator, var _, var _) -> operator.isFunction() ? ATOM : operator.precedence();
            default -> ATOM;
        };
    }

    private static String quoted(String text) {
        return text.indexOf('\'') < 0 ? "'" + text + "'" : '"' + text + '"';
    }

    /** What is no number has no spelling of its own: it is written as the quotient that gives it. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "0/0" : value > 0 ? "1/0" : "(-1)/0";
        }
        String text = Double.toString(value);
        return text.endsWith(".0")
                ? text.substring(0, text.length() - 2)
                : text.replace("E", "e").replace(".0e", "e");
    }

    /** The name of a parameter: that of a member, {@code C[web]}, is a base with an index. */
    private static String parameter(String name) {
        int bracket = name.indexOf('[');
        return bracket > 0 && name.endsWith("]")
                ? indexed(name.substring(0, bracket), name.substring(bracket + 1, name.length() - 1))
                : name(name);
    }

    private static String indexed(String base, String index) {
        return name(base) + "[" + (NUMBER.matcher(index).matches() ? index : name(index)) + "]";
    }

    private static String name(String name) {
        return Lexer.isPlainName(name) ? name : "`" + name + "`";
    }
}
