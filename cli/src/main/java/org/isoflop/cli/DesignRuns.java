package org.isoflop.cli;

import java.util.LinkedHashSet;
import java.util.List;
import org.isoflop.design.Marginal;
import org.isoflop.law.Model;
import org.isoflop.runs.Magnitude;

/** The proposed runs as {@code design} shows them, and what each of them is worth. */
record DesignRuns(DesignAnswer answer) {

    void print(Page page) {
        List<Marginal> runs = answer.proposal().runs();
        var rows = new DesignTable(answer).rows();
        var table = new TextTable();
        if (answer.isComparison()) {
            table.elastic(
                    answer.subject().by().orElse(""),
                    runs.stream()
                            .map(run -> answer.design()
                                    .laws()
                                    .get(run.candidate().law())
                                    .label())
                            .toList());
        }
        for (String name : columns()) {
            table.right(
                    name,
                    runs.stream()
                            .map(run -> Figures.value(name, value(run, name)))
                            .toList());
        }
        if (columns().contains("N") && columns().contains("D")) {
            table.right(
                    "D/N",
                    runs.stream()
                            .map(run -> Magnitude.digits(value(run, "D") / value(run, "N"), 3))
                            .toList());
        }
        table.right(
                "FLOP",
                runs.stream()
                        .map(run -> Magnitude.digits(run.candidate().flops(), 3))
                        .toList());
        table.right(
                "seeds", runs.stream().map(run -> Integer.toString(run.seeds())).toList());
        if (answer.slots().isPresent()) {
            table.right(
                    "round",
                    runs.stream()
                            .map(run -> Integer.toString(rows.stream()
                                    .filter(row -> row.run().equals(run))
                                    .findFirst()
                                    .orElseThrow()
                                    .round()))
                            .toList());
        }
        table.point(
                "then ±",
                runs.stream()
                        .map(run -> answer.finely(answer.half(run.after().total())))
                        .toList());
        double unit = unit();
        table.point(
                "off per " + Magnitude.digits(unit, 1),
                runs.stream()
                        .map(run -> answer.isOpen(answer.half(run.before().total()))
                                ? "–"
                                : rate(answer.half(run.perFlop() * unit)))
                        .toList());
        table.print(page);
    }

    private String rate(double rate) {
        return answer.isOpen(rate) ? ">100" + Page.TIE + "%" : answer.amount(rate);
    }

    /** A round number of FLOPs below the budget, to which the worth of a run is told. */
    private double unit() {
        return Math.pow(10, Math.floor(Math.log10(answer.design().limits().flops())) - 1);
    }

    private List<String> columns() {
        var names = new LinkedHashSet<>(model().variables());
        names.remove("C");
        return List.copyOf(names);
    }

    private double value(Marginal run, String name) {
        return run.candidate().row()[model().variables().indexOf(name)];
    }

    private Model model() {
        return answer.design().laws().getFirst().model();
    }
}
