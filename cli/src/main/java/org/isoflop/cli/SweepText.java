package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.hyper.Cell;
import org.isoflop.hyper.Optimum;
import org.isoflop.hyper.OptimumLaw;
import org.isoflop.hyper.Sweep;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Interval;

/** What {@code hyper fit} says to a person: the laws, the cells behind them, and how far to trust them. */
final class SweepText {
    private static final int DIGITS = 4;
    private static final int MAX_CELLS = 24;
    private static final List<Double> PLATEAUS = List.of(0.001, 0.01);

    private final Page page;
    private final SweepStudy study;
    private final Sweep sweep;

    SweepText(Style style, SweepStudy study) {
        page = new Page(style);
        this.study = study;
        sweep = study.table().sweep();
    }

    String of(Map<String, Double> place) {
        head();
        for (int j = 0; j < sweep.factors().size(); j++) {
            page.blank();
            study.laws().get(j).forEach(this::law);
            cells(j);
        }
        recommendation(place);
        page.blank();
        trust();
        page.warnings(study.objections());
        next(place);
        return page.toString();
    }

    private void head() {
        Runs runs = study.table().table().runs();
        var facts = new ArrayList<String>();
        facts.add(Page.count(sweep.size(), "run", "runs"));
        sweep.scales().forEach(name -> facts.add(range(name, runs.numbers(name))));
        sweep.factors().forEach(name -> facts.add(range(name, runs.numbers(name))));
        page.line(Page.fileName(runs.origin().summary())).pieces("", "   ", facts);
        if (!study.table().notes().isEmpty()) {
            page.pieces("", ", ", study.table().notes());
        }
        var made = new ArrayList<String>();
        made.add(Page.count(sweep.cells().size(), "cell", "cells") + " of equal " + String.join(", ", sweep.scales()));
        made.add("%s within %s of the best of %s"
                .formatted(
                        Page.count(study.fit().used(), "run", "runs"),
                        Figures.level(study.fit().within()),
                        study.fit().used() == 1 ? "its cell" : "their cell"));
        if (sweep.diverged() > 0) {
            made.add(sweep.diverged() + " diverged");
        }
        page.pieces("", ", ", made);
    }

    private static String range(String name, double[] values) {
        return name + " "
                + Figures.range(
                        name,
                        Arrays.stream(values).min().orElse(Double.NaN),
                        Arrays.stream(values).max().orElse(Double.NaN));
    }

    private void law(OptimumLaw law) {
        page.spread(formula(law.form()), study.fit().method().label());
        List<String> names = new ArrayList<>(List.of("a"));
        names.addAll(law.form().by().stream().map("exponent of "::concat).toList());
        List<Double> values = IntStream.range(0, names.size())
                .mapToObj(j -> j == 0 ? Math.exp(law.theta()[0]) : law.theta()[j])
                .toList();
        List<Interval> intervals = IntStream.range(0, names.size())
                .mapToObj(j -> law.draws().interval(theta -> j == 0 ? Math.exp(theta[0]) : theta[j], study.level()))
                .toList();
        new TextTable()
                .left("", names)
                .point(
                        "estimate",
                        values.stream().map(v -> Figures.estimate(v, DIGITS)).toList())
                .left(Figures.level(study.level()) + " interval", Figures.intervals(intervals, 3))
                .print(page);
        page.line("  scatter of the cells around it " + Figures.share(law.scatter()))
                .blank();
    }

    /** A law as people write it: {@code lr = a N^b D^c}. */
    static String formula(OptimumLaw.Form form) {
        var text = new StringBuilder(form.of() + " = a");
        for (int j = 0; j < form.by().size(); j++) {
            text.append(" * ").append(form.by().get(j)).append('^').append((char) ('b' + j));
        }
        return text.toString();
    }

    /** The cells that have an optimum, each with its plateau. */
    private void cells(int factor) {
        String name = sweep.factors().get(factor);
        int[] all = IntStream.range(0, sweep.cells().size())
                .filter(c -> study.fit().optima().get(c) instanceof Optimum.Found)
                .toArray();
        int[] found = Arrays.stream(all).limit(MAX_CELLS).toArray();
        var table = new TextTable();
        for (int j = 0; j < sweep.scales().size(); j++) {
            int scale = j;
            table.left(
                    sweep.scales().get(j),
                    texts(found, c -> cell(c).scale()[scale], sweep.scales().get(j)));
        }
        table.left("best " + name, texts(found, c -> Math.exp(found(c).at()[factor]), name));
        table.left(
                Figures.level(study.level()),
                ranges(found, name, c -> study.fit().interval(c, factor, study.level())));
        for (double share : PLATEAUS) {
            table.left("within " + Figures.level(share), ranges(found, name, c -> plateau(found(c), factor, share)));
        }
        table.print(page);
        if (found.length < all.length) {
            page.line("  and %,d more cells; --json has them all".formatted(all.length - found.length));
        }
    }

    private static Interval plateau(Optimum.Found found, int factor, double share) {
        double reach = found.reach(factor, share);
        return new Interval(found.at()[factor] - reach, found.at()[factor] + reach, 0.5);
    }

    private Cell cell(int c) {
        return sweep.cells().get(c);
    }

    private Optimum.Found found(int c) {
        return (Optimum.Found) study.fit().optima().get(c);
    }

    private static List<String> texts(int[] cells, IntToDoubleFunction value, String name) {
        return Arrays.stream(cells)
                .mapToObj(c -> figure(name, value.applyAsDouble(c)))
                .toList();
    }

    private static List<String> ranges(int[] cells, String name, java.util.function.IntFunction<Interval> logarithms) {
        return Arrays.stream(cells)
                .mapToObj(c -> {
                    Interval logs = logarithms.apply(c);
                    return figure(name, Math.exp(logs.low())) + " … " + figure(name, Math.exp(logs.high()));
                })
                .toList();
    }

    private static String figure(String name, double value) {
        return value < 1000 ? Figures.estimate(value, 3) : Figures.value(name, value);
    }

    private void recommendation(Map<String, Double> place) {
        if (place.isEmpty()) {
            return;
        }
        page.blank()
                .line("  at "
                        + place.entrySet().stream()
                                .map(e -> e.getKey() + "=" + Figures.value(e.getKey(), e.getValue()))
                                .collect(java.util.stream.Collectors.joining(" ")));
        study.at(place)
                .forEach((name, estimate) -> page.fact(
                        name,
                        "%s (%s … %s)"
                                .formatted(
                                        page.style().bold(figure(name, estimate.value())),
                                        figure(name, estimate.interval().low()),
                                        figure(name, estimate.interval().high()))));
    }

    private void trust() {
        double[] regrets = study.regrets();
        if (regrets.length == 0) {
            page.fact(
                    "trust",
                    "%s with an optimum: too few for a law"
                            .formatted(Page.count(study.fit().found(), "cell", "cells")));
            return;
        }
        page.fact(
                "trust",
                "where the laws of the other cells say, a cell loses %s of its loss in the median, at most %s"
                        .formatted(
                                Figures.share(regrets[regrets.length / 2]),
                                Figures.share(regrets[regrets.length - 1])));
        page.fact(
                "",
                switch (study.fit().method()) {
                    case SURFACE -> "intervals: cells and the errors of their runs drawn anew, together";
                    case STEP_LAW -> "intervals: runs near the best drawn anew, as if independent";
                });
    }

    private void next(Map<String, Double> place) {
        if (place.isEmpty() && !study.chosen().isEmpty()) {
            page.blank()
                    .fact(
                            "next",
                            "the factors of a larger run, with intervals: --at "
                                    + String.join(
                                            ",",
                                            sweep.scales().stream()
                                                    .map(s -> s + "=…")
                                                    .toList()));
        }
    }
}
