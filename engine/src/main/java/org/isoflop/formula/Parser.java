package org.isoflop.formula;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Recursive descent over the tokens of a formula; one method per rule of the grammar in {@code docs/formula.md}. */
final class Parser {
    /** Deeper nesting is refused, since trees are walked recursively. */
    private static final int MAX_DEPTH = 200;

    /** So is a higher tree: a sum of n terms, all on one level of the text, is n levels high. */
    private static final int MAX_HEIGHT = 400;

    private final String text;
    private final List<Token> tokens;
    private final Set<String> indices = new HashSet<>();
    private int next;
    private int depth;

    /** The height of the tree that was read last, or a little more where it could be simplified. */
    private int height;

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
        response.ifPresent(tree -> Formula.collectIndices(tree, indices));
        Formula.collectIndices(left, indices);
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
            int position = peek().position();
            Declaration one = declaration();
            Declaration all = found.merge(one.name(), one, Declaration::and);
            all.contradiction().ifPresent(reason -> {
                throw new FormulaException(text, position, reason, "");
            });
            if (!accept(";") && !accept(",") && !peek().is("}")) {
                throw expected("';' or '}'");
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
            String name = declared().name();
            double upper = accept("<") || accept("<=") ? signedNumber() : Double.POSITIVE_INFINITY;
            return Declaration.bounds(name, lower, upper);
        }
        Declared declared = declared();
        String name = declared.name();
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
            return Declaration.value(name, value(declared));
        }
        if (accept("start")) {
            double low = finiteNumber();
            return Declaration.start(name, low, accept("..") ? finiteNumber() : low);
        }
        throw expected("'in', '>', '<', '=' or 'start'");
    }

    /** What a declaration is about; {@code index} is there when it is a whole family, {@code C[i]}. */
    private record Declared(String name, Optional<String> index) {}

    private Declared declared() {
        Token token = peek();
        if (!token.isName()) {
            throw expected("the name of a parameter");
        }
        next++;
        if (!accept("[")) {
            return new Declared(token.text(), Optional.empty());
        }
        String index = index();
        return indices.contains(index)
                ? new Declared(token.text(), Optional.of(index))
                : new Declared(token.text() + "[" + index + "]", Optional.empty());
    }

    /** The expression to which a parameter is tied; its only index is that of the family it belongs to. */
    private Expr value(Declared declared) {
        int position = peek().position();
        Expr value = additive();
        for (String index : indices) {
            if (!declared.index().equals(Optional.of(index))
                    && !Binding.bases(value, index).isEmpty()) {
                throw new FormulaException(
                        text,
                        position,
                        "the index " + index + " stands for nothing here",
                        "Declare the family, as in B[" + index + "] = 2*C[" + index + "], or name one member.");
            }
        }
        return value;
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

    private double finiteNumber() {
        int position = peek().position();
        double value = signedNumber();
        if (Double.isInfinite(value)) {
            throw new FormulaException(text, position, "a start must be a finite number", "");
        }
        return value;
    }

    private Expr expression() {
        if (++depth > MAX_DEPTH) {
            throw new FormulaException(
                    text, peek().position(), "nested more than %d deep".formatted(MAX_DEPTH), "Simplify the formula.");
        }
        Expr tree = conjunction();
        while (accept("or") || accept("||")) {
            tree = with(Operator.OR, tree, this::conjunction);
        }
        depth--;
        return tree;
    }

    private Expr conjunction() {
        Expr tree = negation();
        while (accept("and") || accept("&&")) {
            tree = with(Operator.AND, tree, this::negation);
        }
        return tree;
    }

    private Expr negation() {
        int negations = 0;
        while (accept("not") || accept("!")) {
            negations++;
        }
        Expr tree = comparison();
        for (int i = 0; i < negations; i++) {
            tree = raised(Expr.not(tree));
        }
        return tree;
    }

    private Expr comparison() {
        Expr left = additive();
        Optional<Operator> operator = comparisonOperator();
        if (operator.isEmpty()) {
            return left;
        }
        next++;
        Expr tree = with(operator.get(), left, this::additive);
        if (comparisonOperator().isPresent()) {
            throw new FormulaException(
                    text,
                    peek().position(),
                    "a comparison cannot be compared again",
                    "Join two comparisons with and: 1 < x and x < 2.");
        }
        return tree;
    }

    private Optional<Operator> comparisonOperator() {
        return Stream.of(Operator.values())
                .filter(operator -> operator.precedence() == Operator.LESS.precedence())
                .filter(operator -> peek().is(operator.text()))
                .findFirst();
    }

    private Expr additive() {
        Expr tree = multiplicative();
        while (true) {
            if (accept("+")) {
                tree = with(Operator.ADD, tree, this::multiplicative);
            } else if (accept("-")) {
                tree = with(Operator.SUBTRACT, tree, this::multiplicative);
            } else {
                return tree;
            }
        }
    }

    private Expr multiplicative() {
        Expr tree = signed();
        while (true) {
            if (accept("*")) {
                tree = with(Operator.MULTIPLY, tree, this::signed);
            } else if (accept("/")) {
                tree = with(Operator.DIVIDE, tree, this::signed);
            } else {
                return tree;
            }
        }
    }

    /** The tree that was just read, with what {@code right} reads. */
    private Expr with(Operator operator, Expr left, Supplier<Expr> right) {
        int before = height;
        Expr tree = Expr.binary(operator, left, right.get());
        height = Math.max(before, height);
        return raised(tree);
    }

    /** Counts the node that was just put on top. */
    private Expr raised(Expr tree) {
        height++;
        if (height > MAX_HEIGHT) {
            throw new FormulaException(
                    text,
                    tokens.get(next - 1).position(),
                    "more than %d operations in a row".formatted(MAX_HEIGHT),
                    "Use an index, sum(i, C[i]*h[i]), for terms that repeat.");
        }
        return tree;
    }

    private Expr signed() {
        boolean negative = false;
        while (peek().is("-") || peek().is("+")) {
            negative ^= peek().is("-");
            next++;
        }
        Expr tree = power();
        return negative ? raised(Expr.negate(tree)) : tree;
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
        Expr tree = with(Operator.POWER, base, this::signed);
        depth--;
        return tree;
    }

    private Expr primary() {
        Token token = peek();
        next++;
        height = 1;
        switch (token.kind()) {
            case NUMBER -> {
                return Expr.num(token.value());
            }
            case TEXT -> {
                return new Expr.Text(token.text());
            }
            case NAME, QUOTED -> {
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
        if (!token.isName()) {
            throw new FormulaException(
                    text,
                    token.position(),
                    "expected a number, a name or '(' but found " + token.describe(),
                    "A column or parameter of that name is written `" + token.text() + "`.");
        }
        if (token.kind() == Token.Kind.NAME && peek().is("(")) {
            return application(token);
        }
        return accept("[") ? new Expr.Indexed(token.text(), index()) : new Expr.Symbol(token.text());
    }

    /** What stands between brackets. */
    private String index() {
        Token index = peek();
        if (!index.isName() && index.kind() != Token.Kind.NUMBER) {
            throw expected("an index, as in h[i]");
        }
        next++;
        expect("]");
        return index.text();
    }

    private Expr application(Token name) {
        return switch (name.text()) {
            case "if" -> {
                List<Expr> arguments = arguments(name, 3);
                yield raised(Expr.choose(arguments.get(0), arguments.get(1), arguments.get(2)));
            }
            case "min" -> fold(name, Operator.MIN);
            case "max" -> fold(name, Operator.MAX);
            case "pow" -> {
                List<Expr> arguments = arguments(name, 2);
                yield raised(Expr.power(arguments.get(0), arguments.get(1)));
            }
            case "sum" -> overIndex(Operator.ADD);
            case "prod" -> overIndex(Operator.MULTIPLY);
            default -> {
                Function function = Function.named(name.text()).orElseThrow(() -> unknownFunction(name));
                yield raised(Expr.call(function, arguments(name, 1).getFirst()));
            }
        };
    }

    private Expr fold(Token name, Operator operator) {
        List<Expr> arguments = arguments(name, -1);
        return arguments.stream()
                .reduce((a, b) -> raised(Expr.binary(operator, a, b)))
                .orElseThrow();
    }

    private Expr overIndex(Operator operator) {
        expect("(");
        Token index = peek();
        if (!index.isName()) {
            throw expected("the name of an index, as in sum(i, C[i]*h[i])");
        }
        next++;
        expect(",");
        Expr body = expression();
        expect(")");
        return raised(new Expr.Fold(operator, index.text(), body));
    }

    /** The arguments in parentheses, {@code height} being that of the highest; {@code count} of them, or at least two where it is −1. */
    private List<Expr> arguments(Token name, int count) {
        expect("(");
        var found = new ArrayList<Expr>();
        int highest = 0;
        do {
            found.add(expression());
            highest = Math.max(highest, height);
        } while (accept(","));
        height = highest;
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
                        Stream.of(Function.values()).map(Function::text),
                        Stream.of("min", "max", "pow", "if", "sum", "prod"))
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
