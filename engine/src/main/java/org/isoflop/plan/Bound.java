package org.isoflop.plan;

import java.util.ArrayList;
import java.util.List;

/** A limit that a plan rests on. */
public enum Bound {
    LEAST_PARAMETERS("the smallest model that is allowed"),
    MOST_PARAMETERS("the largest model that is allowed"),
    LEAST_TOKENS("the fewest tokens that are allowed"),
    MOST_TOKENS("the most tokens that are allowed"),
    LEAST_RATIO("the fewest tokens per parameter that are allowed"),
    MOST_RATIO("the most tokens per parameter that are allowed");

    /** A limit that is met to rounding. */
    private static final double ROUNDING = 1e-9;

    private final String text;

    Bound(String text) {
        this.text = text;
    }

    /** For a person; where both ends of a range hold, the quantity was given. */
    public static List<String> texts(List<Bound> bounds) {
        var texts = new ArrayList<String>();
        given(bounds, LEAST_PARAMETERS, MOST_PARAMETERS, "the number of parameters that is given", texts);
        given(bounds, LEAST_TOKENS, MOST_TOKENS, "the number of tokens that is given", texts);
        given(bounds, LEAST_RATIO, MOST_RATIO, "the tokens per parameter that are given", texts);
        return texts;
    }

    private static void given(List<Bound> bounds, Bound least, Bound most, String given, List<String> texts) {
        if (bounds.contains(least) && bounds.contains(most)) {
            texts.add(given);
        } else if (bounds.contains(least)) {
            texts.add(least.text);
        } else if (bounds.contains(most)) {
            texts.add(most.text);
        }
    }

    private Limits.Range range(Limits limits) {
        return switch (this) {
            case LEAST_PARAMETERS, MOST_PARAMETERS -> limits.parameters();
            case LEAST_TOKENS, MOST_TOKENS -> limits.tokens();
            case LEAST_RATIO, MOST_RATIO -> limits.ratio();
        };
    }

    private double value(Optimum of) {
        return switch (this) {
            case LEAST_PARAMETERS, MOST_PARAMETERS -> of.parameters();
            case LEAST_TOKENS, MOST_TOKENS -> of.tokens();
            case LEAST_RATIO, MOST_RATIO -> of.ratio();
        };
    }

    /** Whether a run rests on it. */
    boolean holds(Optimum of, Limits limits) {
        double limit = switch (this) {
            case LEAST_PARAMETERS, LEAST_TOKENS, LEAST_RATIO -> range(limits).low();
            case MOST_PARAMETERS, MOST_TOKENS, MOST_RATIO -> range(limits).high();
        };
        return Math.abs(value(of) - limit) <= ROUNDING * value(of);
    }
}
