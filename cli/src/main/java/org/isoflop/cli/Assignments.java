package org.isoflop.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.isoflop.InputException;
import org.isoflop.runs.Magnitude;

/** Reads {@code a=1,b=2..3}: what several options take. */
final class Assignments {
    private static final Pattern RANGE = Pattern.compile("(.+?)\\.\\.(.+)");

    private Assignments() {}

    /** A range of numbers; one number is a range from itself to itself. */
    record Range(double low, double high) {}

    /** Names and the texts given to them, in their order; each element may hold several, separated by commas. */
    static Map<String, String> texts(String option, List<String> elements) {
        var found = new LinkedHashMap<String, String>();
        for (String element : elements) {
            for (String one : element.split(",(?=[^,=]*=)", -1)) {
                int equals = one.indexOf('=');
                if (equals <= 0 || equals == one.length() - 1) {
                    throw new InputException(
                            "%s: '%s' is not of the form NAME=VALUE".formatted(option, one.strip()), "");
                }
                String name = one.substring(0, equals).strip();
                if (found.put(name, one.substring(equals + 1).strip()) != null) {
                    throw new InputException("%s gives %s twice".formatted(option, name), "");
                }
            }
        }
        return found;
    }

    static Map<String, Range> ranges(String option, List<String> elements) {
        var found = new LinkedHashMap<String, Range>();
        texts(option, elements).forEach((name, text) -> found.put(name, range(option, name, text)));
        return found;
    }

    private static Range range(String option, String name, String text) {
        var matcher = RANGE.matcher(text);
        Range range = matcher.matches()
                ? new Range(number(option, name, matcher.group(1)), number(option, name, matcher.group(2)))
                : new Range(number(option, name, text), number(option, name, text));
        if (!(range.low() <= range.high())) {
            throw new InputException("%s: %s=%s runs from high to low".formatted(option, name, text), "");
        }
        return range;
    }

    static double number(String option, String name, String text) {
        return Magnitude.parse(text)
                .orElseThrow(() -> new InputException(
                        "%s: %s=%s is not a number".formatted(option, name, text),
                        "Numbers are written as 0.34, 3e-4, 70B or 1.4T."));
    }
}
