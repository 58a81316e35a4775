package org.isoflop.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.InputException;
import org.isoflop.runs.Magnitude;

/** Reads {@code a=1,b=2..3}: what several options take. */
final class Assignments {
    private static final Pattern RANGE = Pattern.compile("(.+?)\\.\\.(.+)");

    /** Commas separate assignments, but not the thousands of a number. */
    private static final Pattern SEPARATOR = Pattern.compile(",(?=[^,=]*=)");

    private Assignments() {}

    /** A range of numbers; one number is a range from itself to itself. */
    record Range(double low, double high) {}

    /**
     * Names and the texts given to them, in their order.
     *
     * @param where the option or the place in the call, for messages
     * @param elements each may hold several assignments
     */
    static Map<String, String> texts(String where, List<String> elements) {
        var found = new LinkedHashMap<String, String>();
        for (String element : elements) {
            for (String one : SEPARATOR.split(element, -1)) {
                int equals = one.indexOf('=');
                String name = one.substring(0, Math.max(equals, 0)).strip();
                String text = one.substring(equals + 1).strip();
                if (name.isEmpty() || text.isEmpty()) {
                    throw new InputException(
                            "%s: '%s' is not of the form NAME=VALUE".formatted(where, one.strip()), "");
                }
                if (found.put(name, text) != null) {
                    throw new InputException("%s gives %s twice".formatted(where, name), "Give it once.");
                }
            }
        }
        return found;
    }

    static Map<String, Double> numbers(String where, List<String> elements) {
        return each(texts(where, elements), (name, text) -> number(where, name, text));
    }

    /** Numbers of which none is 0, negative or without end. */
    static Map<String, Double> positives(String where, List<String> elements) {
        return each(texts(where, elements), (name, text) -> {
            double value = number(where, name, text);
            if (!(value > 0 && Double.isFinite(value))) {
                throw new InputException(
                        "%s: %s=%s is not a positive number".formatted(where, name, text),
                        "Sizes, tokens and rates are above zero.");
            }
            return value;
        });
    }

    static Map<String, Range> ranges(String where, List<String> elements) {
        return each(texts(where, elements), (name, text) -> range(where, name, text));
    }

    private static <T> Map<String, T> each(Map<String, String> texts, BiFunction<String, String, T> meaning) {
        var found = new LinkedHashMap<String, T>();
        texts.forEach((name, text) -> found.put(name, meaning.apply(name, text)));
        return found;
    }

    private static Range range(String where, String name, String text) {
        Matcher matcher = RANGE.matcher(text);
        String low = matcher.matches() ? matcher.group(1) : text;
        String high = matcher.matches() ? matcher.group(2) : text;
        var range = new Range(number(where, name, low), number(where, name, high));
        if (!(range.low() <= range.high())) {
            throw new InputException(
                    "%s: %s=%s runs from high to low".formatted(where, name, text),
                    "Write %s=%s..%s.".formatted(name, high, low));
        }
        return range;
    }

    static double number(String where, String name, String text) {
        double value = Magnitude.parse(text).orElse(Double.NaN);
        if (Double.isNaN(value)) {
            throw new InputException(
                    "%s: %s=%s is not a number".formatted(where, name, text),
                    "Numbers are written as 0.34, 3e-4, 70B or 1.4T.");
        }
        return value;
    }
}
