package org.isoflop.formula;

/**
 * The operators of two arguments. Comparisons and logic give 1 for true and 0 for false, as in C.
 *
 * <p>{@code precedence} orders them from loosely (1) to tightly (6) binding; only {@link #POWER} groups to the right.
 */
public enum Operator {
    OR("or", 1),
    AND("and", 2),
    LESS("<", 3),
    AT_MOST("<=", 3),
    GREATER(">", 3),
    AT_LEAST(">=", 3),
    EQUAL("==", 3),
    DIFFERENT("!=", 3),
    ADD("+", 4),
    SUBTRACT("-", 4),
    MULTIPLY("*", 5),
    DIVIDE("/", 5),
    POWER("^", 6),
    MIN("min", 7),
    MAX("max", 7);

    private final String text;
    private final int precedence;

    Operator(String text, int precedence) {
        this.text = text;
        this.precedence = precedence;
    }

    public String text() {
        return text;
    }

    int precedence() {
        return precedence;
    }

    /** Whether the result is a truth value (1 or 0). */
    public boolean isTruth() {
        return precedence <= 3;
    }

    /** Whether the operator is written as a function, {@code min(a, b)}. */
    boolean isFunction() {
        return precedence == 7;
    }

    /** The value for two numbers; NaN outside the domain, never an exception. */
    public double at(double a, double b) {
        return switch (this) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POWER -> Elementary.pow(a, b);
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case LESS -> truth(a < b);
            case AT_MOST -> truth(a <= b);
            case GREATER -> truth(a > b);
            case AT_LEAST -> truth(a >= b);
            case EQUAL -> truth(a == b);
            case DIFFERENT -> truth(a != b);
            case AND -> truth(holds(a) && holds(b));
            case OR -> truth(holds(a) || holds(b));
        };
    }

    /** Whether a number counts as true: neither 0 nor NaN. What is missing satisfies no condition. */
    public static boolean holds(double value) {
        return value < 0 || value > 0;
    }

    private static double truth(boolean value) {
        return value ? 1 : 0;
    }
}
