package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.data.FitDocument;
import org.isoflop.law.Model;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Interval;

/** The parameters of one fit, a line each: estimate, interval, meaning. */
record ParameterTable(FitDocument document) {
    private static final int DIGITS = 4;
    private static final int DIGITS_OF_SPREAD = 3;

    void print(Page page) {
        Model model = document.fit().model();
        List<String> names = model.names();
        List<String> spreads = spreads(names.size());
        var table = new TextTable().left("", names).point("estimate", estimates(names));
        if (!spreads.stream().allMatch(String::isEmpty)) {
            table.left(spreadHead(), spreads);
        }
        table.elastic(
                        "",
                        names.stream()
                                .map(name -> model.law().parameter(name).meaning())
                                .toList())
                .print(page);
    }

    /** For each free parameter its interval, or without draws its standard error; then the held ones. */
    private List<String> spreads(int parameters) {
        var spreads = new ArrayList<>(
                hasIntervals()
                        ? intervals()
                        : hasStandardErrors() ? standardErrors() : Collections.nCopies(free(), ""));
        while (spreads.size() < parameters) {
            spreads.add("held");
        }
        return spreads;
    }

    private String spreadHead() {
        return hasIntervals()
                ? Figures.level(document.level()) + " interval"
                : hasStandardErrors() ? "standard error" : "";
    }

    private boolean hasStandardErrors() {
        return Arrays.stream(document.fit().standardErrors()).anyMatch(Double::isFinite);
    }

    private boolean hasIntervals() {
        return free() > 0 && document.interval(0).isPresent();
    }

    private int free() {
        return document.fit().theta().length;
    }

    /** The free ones with all their digits, the held ones as they were given. */
    private List<String> estimates(List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(j -> {
                    double value = document.fit().parameter(names.get(j));
                    return j < free() ? Figures.estimate(value, DIGITS) : Magnitude.digits(value, DIGITS);
                })
                .toList();
    }

    private List<String> intervals() {
        return Figures.intervals(
                IntStream.range(0, free())
                        .mapToObj(j ->
                                document.interval(j).orElse(new Interval(Double.NaN, Double.NaN, document.level())))
                        .toList(),
                DIGITS_OF_SPREAD);
    }

    private List<String> standardErrors() {
        return TextTable.atPoint(Arrays.stream(document.fit().standardErrors())
                .mapToObj(error -> Double.isNaN(error) ? "none" : Figures.estimate(error, DIGITS_OF_SPREAD))
                .toList());
    }
}
