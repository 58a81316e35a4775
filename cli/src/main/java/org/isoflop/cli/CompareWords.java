package org.isoflop.cli;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Crossing;
import org.isoflop.comparison.Ensemble;
import org.isoflop.comparison.Estimate;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Interval;

/** Numbers of a comparison as a person reads them. */
final class CompareWords {
    private CompareWords() {}

    /** Values of variables: {@code P 4}. */
    static String place(Map<String, Double> held) {
        return String.join(
                ", ",
                held.entrySet().stream()
                        .map(e -> e.getKey() + Page.TIE + Figures.value(e.getKey(), e.getValue()))
                        .sorted()
                        .toList());
    }

    /** Where a comparison is made: {@code 1e24 FLOP, P 4}. */
    static String target(Comparison.Question question) {
        String held = question.held().isEmpty() ? "" : ", " + place(question.held());
        return scale(question.path().variable(), question.target()) + held;
    }

    /** The laws that speak together: {@code chinchilla-joint 86 %, chinchilla 14 %}. */
    static String shares(Ensemble ensemble) {
        return ensemble.laws().stream()
                .map(law -> "%s %.0f%s%%".formatted(law.getKey().id(), 100 * law.getValue(), Page.TIE))
                .collect(Collectors.joining(", "));
    }

    /** A scale with its unit. */
    static String scale(String variable, double value) {
        return variable.equals("C")
                ? Magnitude.digits(value, 2) + Page.TIE + "FLOP"
                : variable + Page.TIE + Figures.value(variable, value);
    }

    /** A probability over some thousand draws: never more certain than these can tell. */
    static String probability(OptionalDouble p) {
        if (p.isEmpty()) {
            return "";
        }
        double value = p.getAsDouble();
        return value > 0.995 ? "> 0.99" : value < 0.005 ? "< 0.01" : "%.2f".formatted(value);
    }

    /** A relative difference with its interval, in percent. */
    static String share(Estimate relative) {
        String value = Figures.estimate(100 * relative.value(), 2) + Page.TIE + "%";
        return relative.believed()
                .map(i -> (value
                                + " (%s … %s)"
                                        .formatted(
                                                Figures.estimate(100 * i.low(), 2),
                                                Figures.estimate(100 * i.high(), 2)))
                        .replace(' ', Page.TIE))
                .orElse(value);
    }

    /** A crossing with its interval, of which an end may be open: below all runs, or nowhere. */
    static String crossing(Crossing crossing, String variable) {
        String value = scale(variable, crossing.scale().value());
        return crossing.scale()
                .believed()
                .map(i -> value + Page.TIE + "(" + open(i, variable) + ")")
                .orElse(value);
    }

    private static String open(Interval interval, String variable) {
        Function<Double, String> end = v -> variable.equals("C") ? Magnitude.digits(v, 2) : Figures.value(variable, v);
        String low = interval.low() == 0 ? "below" : end.apply(interval.low());
        String high = Double.isInfinite(interval.high()) ? "none" : end.apply(interval.high());
        return (low + " … " + high).replace(' ', Page.TIE);
    }

    /** A multiplier with its interval. */
    static String times(Estimate estimate) {
        return estimate.believed()
                .map(i -> (bounded(estimate.value()) + " (%s … %s)".formatted(bounded(i.low()), bounded(i.high())))
                        .replace(' ', Page.TIE))
                .orElse(bounded(estimate.value()));
    }

    /** A multiplier, as far as it can be told. */
    static String bounded(double times) {
        return Double.isInfinite(times)
                ? "never"
                : times >= 1000 ? "> 1000" : Figures.estimate(times, times < 10 ? 3 : 2);
    }
}
