package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isoflop.data.Shell;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Miss;
import org.isoflop.forecast.Selection;
import org.isoflop.forecast.Selection.Standing;

/** What {@code select} says to a person. */
final class SelectionText {
    private final Page page;
    private final Selection selection;
    private final Axis axis;

    SelectionText(Style style, Selection selection, Axis axis) {
        page = new Page(style);
        this.selection = selection;
        this.axis = axis;
    }

    String of(UsableRows rows, Optional<Double> level) {
        new RunsText(rows).print(page);
        page.blank();
        Backtest backtest = selection.backtest();
        page.fact(
                "back-test",
                "%s of %s; fitted below, predicted above"
                        .formatted(Page.count(backtest.cuts().size(), "cut", "cuts"), axis.expression()));
        page.blank();
        table(backtest);
        page.blank();
        choice();
        backtest.refused().forEach(r -> page.fact("left out", r.law().id() + ": " + r.reason()));
        page.blank();
        String source = Shell.quoted(rows.table().runs().origin().sources().getFirst());
        page.line(Page.pad("  next", Page.INDENT) + "isoflop fit %s --law auto --save FILE".formatted(source));
        return page.toString();
    }

    private void table(Backtest backtest) {
        boolean logarithmic = backtest.logarithmic();
        List<Standing> standings = selection.standings();
        var names = new ArrayList<String>();
        var parameters = new ArrayList<String>();
        var errors = new ArrayList<String>();
        var biases = new ArrayList<String>();
        var shares = new ArrayList<String>();
        var aic = new ArrayList<String>();
        var bic = new ArrayList<String>();
        for (Standing s : standings) {
            List<Miss> misses = backtest.misses(s.track());
            names.add(s.track().law().id() + (s.tied() ? " *" : ""));
            parameters.add(String.valueOf(s.track().parameters()));
            errors.add(Trials.amount(s.error(), true));
            biases.add(bias(misses, logarithmic));
            shares.add("%.0f %%".formatted(100 * s.weight()));
            aic.add("%.0f".formatted(s.aic()));
            bic.add("%.0f".formatted(s.bic()));
        }
        new TextTable()
                .left("law", names)
                .right("par.", parameters)
                .right("error", errors)
                .right("bias", biases)
                .right("share", shares)
                .right("AIC", aic)
                .right("BIC", bic)
                .print(page);
    }

    static String bias(List<Miss> misses, boolean logarithmic) {
        double mean = misses.stream().mapToDouble(Miss::error).average().orElse(Double.NaN);
        return logarithmic ? Trials.percent("%+.", mean) : Figures.estimate(mean, 2);
    }

    private void choice() {
        Standing chosen = selection.chosen();
        long tied = selection.standings().stream().filter(Standing::tied).count();
        String why = tied > 1
                ? "the simplest of %d that cannot be told apart (*)".formatted(tied)
                : "ahead of the others by more than the cuts disagree";
        page.fact("choose", chosen.track().law().id() + ": " + why);
        page.fact("forecast", "the laws by their shares; share follows back-test error, drawn to a sound default");
        page.fact("agreement", Trials.agreement(selection, axis));
    }
}
