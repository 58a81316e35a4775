package org.isoflop.catalogue;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.formula.Operator;

/** Formulas as mathematicians write them: for LaTeX, and for a line of plain text. */
public final class Mathematics {
    private static final Set<String> GREEK = Set.of(
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
            "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega");
    private static final List<String> GREEK_IN_ORDER = List.of(
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
            "xi", "omicron", "pi", "rho", "", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega");
    /** Functions that LaTeX knows by that name; the natural logarithm is written ln. */
    private static final Set<String> KNOWN = Set.of("exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "min", "max");

    private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\d_]*");
    private static final Pattern SMALL_POWER = Pattern.compile("\\^(-?\\d+)(?![\\d.eE])");
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
    private static final Pattern LETTER_AND_NUMBER = Pattern.compile("(\\p{L})(\\d+)");
    private static final int ATOM = 9;
    private static final int POWER = 6;
    private static final int PRODUCT = 5;
    private static final int SUM = 4;

    private Mathematics() {}

    /** The equation for LaTeX's math mode. */
    public static String latex(Formula formula) {
        String left = formula.response().map(response -> tex(response) + " = ").orElse("");
        return left + tex(formula.body());
    }

    /**
     * The equation in one line of text with Greek letters, dots for products and raised digits. Unlike LaTeX it keeps
     * the layout of the formula.
     */
    public static String plain(Formula formula) {
        String named =
                WORD.matcher(formula.equation()).replaceAll(word -> Matcher.quoteReplacement(plainName(word.group())));
        return SMALL_POWER.matcher(named).replaceAll(Mathematics::raised).replace("*", "·");
    }

    private static String raised(MatchResult power) {
        return power.group(1)
                .chars()
                .mapToObj(c -> c == '-' ? "⁻" : String.valueOf(SUPERSCRIPTS.charAt(c - '0')))
                .collect(Collectors.joining());
    }

    private static String plainName(String name) {
        if (name.equals("log")) {
            return "ln";
        }
        int underscore = name.indexOf('_');
        if (underscore > 0) {
            return plainName(name.substring(0, underscore)) + "_" + plainName(name.substring(underscore + 1));
        }
        Matcher numbered = LETTER_AND_NUMBER.matcher(name);
        if (numbered.matches()) {
            return numbered.group(1)
                    + numbered.group(2)
                            .chars()
                            .mapToObj(c -> String.valueOf(SUBSCRIPTS.charAt(c - '0')))
                            .collect(Collectors.joining());
        }
        return GREEK.contains(name) ? String.valueOf((char) ('α' + GREEK_IN_ORDER.indexOf(name))) : name;
    }

    private static String tex(Expr tree) {
        return switch (tree) {
            case Expr.Num n -> number(n.value());
            case Expr.Text t -> "\\text{" + t.value() + "}";
            case Expr.Symbol s -> name(s.name());
            case Expr.Variable v -> name(v.name());
            case Expr.Parameter p -> name(p.name());
            case Expr.Indexed i -> name(i.base()) + "_{" + name(i.index()) + "}";
            case Expr.Fold f ->
                (f.operator() == Operator.ADD ? "\\sum_{" : "\\prod_{") + name(f.index()) + "} "
                        + in(f.body(), PRODUCT);
            case Expr.Negate n -> "-" + in(n.argument(), PRODUCT);
            case Expr.Not n -> "\\lnot " + in(n.argument(), ATOM);
            case Expr.Call c -> call(c.function().text(), c.argument());
            case Expr.Binary b -> binary(b);
            case Expr.If c ->
                "\\begin{cases} " + tex(c.then()) + " & \\text{if } " + condition(c.condition()) + " \\\\ "
                        + tex(c.otherwise()) + " & \\text{otherwise} \\end{cases}";
        };
    }

    private static String call(String function, Expr argument) {
        String inside = braced(tex(argument));
        return switch (function) {
            case "sqrt" -> "\\sqrt{" + tex(argument) + "}";
            case "cbrt" -> "\\sqrt[3]{" + tex(argument) + "}";
            case "abs" -> "\\left|" + tex(argument) + "\\right|";
            case "log" -> "\\ln" + inside;
            case "log2" -> "\\log_{2}" + inside;
            case "log10" -> "\\log_{10}" + inside;
            default -> (KNOWN.contains(function) ? "\\" + function : "\\operatorname{" + function + "}") + inside;
        };
    }

    private static String binary(Expr.Binary b) {
        return switch (b.operator()) {
            case ADD -> in(b.left(), SUM) + " + " + in(b.right(), SUM);
            case SUBTRACT -> in(b.left(), SUM) + " - " + in(b.right(), PRODUCT);
            case MULTIPLY -> in(b.left(), PRODUCT) + times(b.right()) + in(b.right(), PRODUCT);
            case DIVIDE -> "\\frac{" + tex(b.left()) + "}{" + tex(b.right()) + "}";
            case POWER -> in(b.left(), ATOM) + "^{" + inline(b.right()) + "}";
            case MIN, MAX -> "\\" + b.operator().text() + braced(tex(b.left()) + ", " + tex(b.right()));
            case OR, AND, LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, DIFFERENT -> "[" + condition(b) + "]";
        };
    }

    /** A number behind a factor would read as one number with it. */
    private static String times(Expr right) {
        return leading(right) instanceof Expr.Num ? " \\cdot " : " \\, ";
    }

    private static Expr leading(Expr tree) {
        return tree instanceof Expr.Binary(var operator, var left, var _)
                        && (operator == Operator.MULTIPLY || operator == Operator.POWER)
                ? leading(left)
                : tree;
    }

    /** What stands in a condition, without the brackets that turn it into 1 or 0. */
    private static String condition(Expr tree) {
        if (!(tree instanceof Expr.Binary(var operator, var left, var right)) || !operator.isTruth()) {
            return tex(tree);
        }
        String sign = switch (operator) {
            case OR -> " \\lor ";
            case AND -> " \\land ";
            case AT_MOST -> " \\le ";
            case AT_LEAST -> " \\ge ";
            case EQUAL -> " = ";
            case DIFFERENT -> " \\ne ";
            default -> " " + operator.text() + " ";
        };
        return condition(left) + sign + condition(right);
    }

    /** An exponent: fractions of names stay on the line. */
    private static String inline(Expr tree) {
        return tree instanceof Expr.Binary(var operator, var left, var right) && operator == Operator.DIVIDE
                ? in(left, PRODUCT) + "/" + in(right, POWER)
                : tree instanceof Expr.Negate(var argument) ? "-" + inline(argument) : tex(tree);
    }

    /** A part, in parentheses if it binds less tightly than its place asks. */
    private static String in(Expr part, int asked) {
        return binding(part) < asked ? braced(tex(part)) : tex(part);
    }

    private static String braced(String inside) {
        return "\\left(" + inside + "\\right)";
    }

    private static int binding(Expr tree) {
        return switch (tree) {
            case Expr.Num(var value) -> value < 0 ? SUM : number(value).contains("\\") ? PRODUCT : ATOM;
            case Expr.Negate _ -> SUM;
            case Expr.Fold _ -> SUM;
            case Expr.Binary(var operator, var _, var _) ->
                switch (operator) {
                    case ADD, SUBTRACT -> SUM;
                    case MULTIPLY -> PRODUCT;
                    case DIVIDE -> POWER;
                    case POWER -> POWER;
                    default -> ATOM;
                };
            default -> ATOM;
        };
    }

    private static String number(double value) {
        String text = Double.toString(value).replaceFirst("\\.0(?=$|E)", "");
        int exponent = text.indexOf('E');
        if (exponent < 0) {
            return text;
        }
        String digits = text.substring(0, exponent);
        String power = "10^{" + text.substring(exponent + 1) + "}";
        return digits.equals("1") ? power : digits + " \\cdot " + power;
    }

    private static String name(String name) {
        int bracket = name.indexOf('[');
        if (bracket > 0) {
            return name(name.substring(0, bracket)) + "_{" + word(name.substring(bracket + 1, name.length() - 1)) + "}";
        }
        int underscore = name.indexOf('_');
        String base = underscore < 0 ? name : name.substring(0, underscore);
        if (underscore > 0 && (base.length() == 1 || GREEK.contains(base))) {
            return word(base) + "_{" + word(name.substring(underscore + 1)) + "}";
        }
        Matcher numbered = LETTER_AND_NUMBER.matcher(name);
        return numbered.matches() ? numbered.group(1) + "_{" + numbered.group(2) + "}" : word(name);
    }

    private static String word(String word) {
        return GREEK.contains(word)
                ? "\\" + word
                : word.length() == 1 || word.chars().allMatch(Character::isDigit)
                        ? word
                        : "\\mathrm{" + word.replace("_", "\\_") + "}";
    }
}
