package org.isoflop.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Recursive descent over the tokens of a formula; one method per rule of the grammar in {@code docs/formula.md}. */
final class Parser {
    /** Deeper nesting is refused, since trees are walked recursively. */
    private static final int MAX_DEPTH = 200;

    private final String text;
    private final List<Token> tokens;
    private int next;
    private int depth;

    Parser(String text) {
        if (text.length() > Formula.MAX_LENGTH) {
            throw new FormulaException(
                    text,
                    Formula.MAX_LENGTH,
                    "the formula is longer than %,d characters".formatted(Formula.MAX_LENGTH),
                    "Use an index, sum(i, C[i]*h[i]), for terms that repeat.");
        }
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    /** {@code [expression '='] expression ['where' '{' declarations '}']}. */
    Formula formula() {
        Expr left = expression();
        Optional<Expr> response = Optional.empty();
        if (accept("=")) {
            response = Optional.of(left);
            left = expression();
        }
        String equation = text.substring(0, peek().position()).strip();
        List<Declaration> declarations = accept("where") ? declarations() : List.of();
        if (peek().kind() != Token.Kind.END) {
            throw expected("an operator or the end of the formula");
        }
        return new Formula(text, equation, response, left, declarations);
    }

    private List<Declaration> declarations() {
        expect("{");
        var found = new LinkedHashMap<String, Declaration>();
        while (!accept("}")) {
            Declaration one = declaration();
            found.merge(one.name(), one, Declaration::and);
            if (!accept(";") && !accept(",") && !peek().is("}")) {
                throw expected("';' or '}'");
            }
        }
        for (Declaration one : found.values()) {
            if (!(one.lower() <= one.upper())) {
                throw new FormulaException(
                        text, text.indexOf('{'), "the bounds of " + one.name() + " leave nothing between them", "");
            }
        }
        return new ArrayList<>(found.values());
    }

    /** {@code alpha in (0, 2)}, {@code E > 0}, {@code 0 < k < 5}, {@code gamma = 1}, {@code b = 2*a}, {@code k start 0.1..1}. */
    private Declaration declaration() {
        if (peek().kind() == Token.Kind.NUMBER || peek().is("-") || peek().is("inf")) {
            double lower = signedNumber();
            if (!accept("<") && !accept("<=")) {
                throw expected("'<' after the lower bound");
            }
            String name = declaredName();
            double upper = accept("<") || accept("<=") ? signedNumber() : Double.POSITIVE_INFINITY;
            return Declaration.bounds(name, lower, upper);
        }
        String name = declaredName();
        if (accept("in")) {
            return interval(name);
        }
        if (accept(">") || accept(">=")) {
            return Declaration.bounds(name, signedNumber(), Double.POSITIVE_INFINITY);
        }
        if (accept("<") || accept("<=")) {
            return Declaration.bounds(name, Double.NEGATIVE_INFINITY, signedNumber());
        }
        if (accept("=")) {
            return Declaration.value(name, additive());
        }
        if (accept("start")) {
            double low = signedNumber();
            return Declaration.start(name, low, accept("..") ? signedNumber() : low);
        }
        throw expected("'in', '>', '<', '=' or 'start'");
    }

    private String declaredName() {
        Token token = peek();
        if (token.kind() != Token.Kind.NAME) {
            throw expected("the name of a parameter");
        }
        next++;
        if (accept("[")) {
            next++;
            expect("]");
        }
        return token.text();
    }

    private Declaration interval(String name) {
        if (!accept("(") && !accept("[")) {
            throw expected("'(' or '['");
        }
        double lower = signedNumber();
        expect(",");
        double upper = signedNumber();
        if (!accept(")") && !accept("]")) {
            throw expected("')' or ']'");
        }
        return Declaration.bounds(name, lower, upper);
    }

    private double signedNumber() {
        double sign = accept("-") ? -1 : 1;
        Token token = peek();
        if (accept("inf")) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (token.kind() != Token.Kind.NUMBER) {
            throw expected("a number");
        }
        next++;
        return sign * token.value();
    }

    private Expr expression() {
        if (++depth > MAX_DEPTH) {
            throw new FormulaException(
                    text, peek().position(), "nested more than %d deep".formatted(MAX_DEPTH), "Simplify the formula.");
        }
        Expr tree = conjunction();
        while (accept("or") || accept("||")) {
            tree = Expr.binary(Operator.OR, tree, conjunction());
        }
        depth--;
        return tree;
    }

    private Expr conjunction() {
        Expr tree = negation();
        while (accept("and") || accept("&&")) {
            tree = Expr.binary(Operator.AND, tree, negation());
        }
        return tree;
    }

    private Expr negation() {
        boolean negated = false;
        while (accept("not") || accept("!")) {
            negated = !negated;
        }
        Expr tree = comparison();
        return negated ? Expr.not(tree) : tree;
    }

    private Expr comparison() {
        Expr left = additive();
        for (Operator operator : Operator.values()) {
            if (operator.precedence() == Operator.LESS.precedence() && accept(operator.text())) {
                return Expr.binary(operator, left, additive());
            }
        }
        return left;
    }

    private Expr additive() {
        Expr tree = multiplicative();
        while (true) {
            if (accept("+")) {
                tree = Expr.sum(tree, multiplicative());
            } else if (accept("-")) {
                tree = Expr.subtract(tree, multiplicative());
            } else {
                return tree;
            }
        }
    }

    private Expr multiplicative() {
        Expr tree = signed();
        while (true) {
            if (accept("*")) {
                tree = Expr.multiply(tree, signed());
            } else if (accept("/")) {
                tree = Expr.divide(tree, signed());
            } else {
                return tree;
            }
        }
    }

    private Expr signed() {
        boolean negative = false;
        while (peek().is("-") || peek().is("+")) {
            negative ^= peek().is("-");
            next++;
        }
        Expr tree = power();
        return negative ? Expr.negate(tree) : tree;
    }

    /** Binds tightest and to the right; its exponent may carry a sign: {@code N^-alpha}. */
    private Expr power() {
        Expr base = primary();
        if (!accept("^") && !accept("**")) {
            return base;
        }
        if (++depth > MAX_DEPTH) {
            throw new FormulaException(text, peek().position(), "nested more than %d deep".formatted(MAX_DEPTH), "");
        }
        Expr exponent = signed();
        depth--;
        return Expr.power(base, exponent);
    }

    private Expr primary() {
        Token token = peek();
        next++;
        switch (token.kind()) {
            case NUMBER -> {
                return Expr.num(token.value());
            }
            case TEXT -> {
                return new Expr.Text(token.text());
            }
            case NAME -> {
                return named(token);
            }
            case SYMBOL -> {
                if (token.text().equals("(")) {
                    Expr inner = expression();
                    expect(")");
                    return inner;
                }
            }
            case END -> {}
        }
        next--;
        throw expected("a number, a name or '('");
    }

    private Expr named(Token token) {
        boolean quoted = text.charAt(token.position()) == '`';
        if (!quoted && peek().is("(")) {
            return application(token);
        }
        if (accept("[")) {
            Token index = peek();
            if (index.kind() != Token.Kind.NAME && index.kind() != Token.Kind.NUMBER) {
                throw expected("an index, as in h[i]");
            }
            next++;
            expect("]");
            return new Expr.Indexed(token.text(), index.text());
        }
        if (!quoted && Stream.of("where", "in", "start").anyMatch(token::is)) {
            next--;
            throw expected("a number, a name or '('");
        }
        return new Expr.Symbol(token.text());
    }

    private Expr application(Token name) {
        return switch (name.text()) {
            case "if" -> {
                List<Expr> arguments = arguments(name, 3);
                yield Expr.choose(arguments.get(0), arguments.get(1), arguments.get(2));
            }
            case "min" -> fold(name, Operator.MIN);
            case "max" -> fold(name, Operator.MAX);
            case "pow" -> {
                List<Expr> arguments = arguments(name, 2);
                yield Expr.power(arguments.get(0), arguments.get(1));
            }
            case "sum" -> overIndex(Operator.ADD);
            case "prod" -> overIndex(Operator.MULTIPLY);
            default -> {
                Function function = Function.named(name.text()).orElseThrow(() -> unknownFunction(name));
                yield Expr.call(function, arguments(name, 1).getFirst());
            }
        };
    }

    private Expr fold(Token name, Operator operator) {
        List<Expr> arguments = arguments(name, -1);
        return arguments.stream().reduce((a, b) -> Expr.binary(operator, a, b)).orElseThrow();
    }

    private Expr overIndex(Operator operator) {
        expect("(");
        Token index = peek();
        if (index.kind() != Token.Kind.NAME) {
            throw expected("the name of an index, as in sum(i, C[i]*h[i])");
        }
        next++;
        expect(",");
        Expr body = expression();
        expect(")");
        return new Expr.Fold(operator, index.text(), body);
    }

    /** The arguments in parentheses; {@code count} of them, or at least two where it is −1. */
    private List<Expr> arguments(Token name, int count) {
        expect("(");
        var found = new ArrayList<Expr>();
        do {
            found.add(expression());
        } while (accept(","));
        expect(")");
        if (count >= 0 ? found.size() != count : found.size() < 2) {
            throw new FormulaException(
                    text,
                    name.position(),
                    "%s takes %s, not %d"
                            .formatted(
                                    name.text(),
                                    count < 0
                                            ? "two arguments or more"
                                            : count == 1 ? "one argument" : count + " arguments",
                                    found.size()),
                    "");
        }
        return found;
    }

    private FormulaException unknownFunction(Token name) {
        var known = Stream.concat(
                        Stream.of(Function.values()).map(Function::text), Stream.of("min", "max", "pow", "if", "sum"))
                .toList();
        return new FormulaException(
                text,
                name.position(),
                "there is no function '" + name.text() + "'",
                Spelling.nearest(name.text(), known)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("To multiply, write " + name.text() + " * (…). Functions are " + String.join(" ", known)
                                + "."));
    }

    private Token peek() {
        return tokens.get(next);
    }

    private boolean accept(String symbol) {
        if (peek().is(symbol)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw expected("'" + symbol + "'");
        }
    }

    private FormulaException expected(String what) {
        Token found = peek();
        return new FormulaException(text, found.position(), "expected " + what + " but found " + found.describe(), "");
    }
}
