package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.data.FitJson;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Fit;
import org.isoflop.fit.FitException;
import org.isoflop.fit.Fitter;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Objection;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Model;
import org.isoflop.plan.Allocation;
import org.isoflop.plan.Envelope;
import org.isoflop.plan.Parabolas;
import org.isoflop.plan.SizeTrend;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Estimate;
import org.isoflop.uncertainty.Interval;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans without a law of the loss, from the best sizes of a table's budgets: approaches 1 and 2 of Hoffmann et al. 2022.
 *
 * @param rows that were read
 * @param method parabolas or envelope
 * @param trend of the best size
 * @param flops the budgets
 * @param level of the intervals
 * @param law the additive law fitted to the same rows, as a check
 */
record PlanByTrend(UsableRows rows, Method method, SizeTrend trend, double[] flops, double level, Optional<Fit> law) {
    private static final int RESAMPLES = 1000;

    private static final double FLOPS = 6;

    /** A bias that a reader should mind. */
    private static final double NOTABLE = 0.03;

    /** How the best size is found. */
    enum Method {
        LAW("law", ""),
        PARABOLAS("parabolas", "a parabola in log N at every budget (approach 2)"),
        ENVELOPE("envelope", "the lowest training curve at every budget (approach 1)");

        private final String label;
        private final String text;

        Method(String label, String text) {
            this.label = label;
            this.text = text;
        }

        String label() {
            return label;
        }
    }

    static PlanByTrend of(RunsQuery.Answer read, boolean skipBadRows, Method method, double[] flops, double level) {
        RunsQuery.Answer table = read.with(Axis.withCompute(read.runs()), read.badCells());
        Runs all = table.runs();
        for (String name : List.of("N", "C", "loss")) {
            if (!all.numberNames().contains(name)) {
                throw new InputException(
                        "%s need a column %s; the columns are %s"
                                .formatted(method.label, name, Spelling.some(all.numberNames())),
                        "Name it with --map %s=COLUMN, or compute it with --let.".formatted(name));
            }
        }
        UsableRows rows =
                UsableRows.of(table, Catalogue.builtIn().entry("chinchilla").law(), true, List.of(), skipBadRows);
        Runs runs = rows.sample().runs();
        double[] c = runs.numbers("C");
        double[] n = runs.numbers("N");
        double[] loss = runs.numbers("loss");
        SizeTrend trend = switch (method) {
            case ENVELOPE -> Envelope.under(c, n, loss, curves(runs), RESAMPLES, 1);
            case LAW, PARABOLAS -> Parabolas.through(c, n, loss, RESAMPLES, 1);
        };
        return new PlanByTrend(rows, method, trend, flops, level, fitted(rows));
    }

    private static int[] curves(Runs runs) {
        return runs.groupOf(Role.RUN.in(runs).orElse("N"));
    }

    /** Some tables have too few runs for a law. */
    private static Optional<Fit> fitted(UsableRows rows) {
        Model model = rows.model();
        try {
            return Optional.of(
                    Fitter.withDefaults().search(model, rows.sample()).fit());
        } catch (FitException _) {
            return Optional.empty();
        }
    }

    private double last() {
        return flops[flops.length - 1];
    }

    private Estimate tokens(double budget) {
        Estimate n = trend.parameters(budget, level);
        return new Estimate(
                budget / FLOPS / n.value(),
                n.interval().map(i -> new Interval(budget / FLOPS / i.high(), budget / FLOPS / i.low(), level)));
    }

    /** N by parabolas over the truth, were the fitted law true; NaN where it cannot be told. */
    private double bias() {
        Runs runs = rows.sample().runs();
        return method == Method.ENVELOPE
                ? Double.NaN
                : law.map(fit -> Parabolas.bias(
                                Allocation.of(fit.model()),
                                fit.theta(),
                                runs.numbers("C"),
                                runs.numbers("N"),
                                runs.numbers("D"),
                                last()))
                        .orElse(Double.NaN);
    }

    private double byLaw() {
        return law.map(fit -> Allocation.of(fit.model())
                        .parameters(last(), fit.theta())
                        .orElse(Double.NaN))
                .orElse(Double.NaN);
    }

    String text(Style style) {
        var page = new Page(style);
        new RunsText(rows).print(page);
        page.blank().spread("log N = log k + a log C", method.label);
        page.line(Page.padLeft(method.text + ", 1,000 draws", Page.WIDTH));
        new TextTable()
                .left(
                        "C",
                        trend.points().stream()
                                .map(p -> Magnitude.digits(p.flops(), 3))
                                .toList())
                .right(
                        "runs",
                        trend.points().stream()
                                .map(p -> String.valueOf(p.runs()))
                                .toList())
                .right(
                        "best N",
                        trend.points().stream()
                                .map(p -> Magnitude.count(p.parameters()))
                                .toList())
                .left(
                        "loss",
                        trend.points().stream()
                                .map(p -> Figures.estimate(p.loss(), 4))
                                .toList())
                .print(page);
        page.blank();
        var budgets = new ArrayList<String>();
        var sizes = new ArrayList<String>();
        var lengths = new ArrayList<String>();
        for (double budget : flops) {
            budgets.add(Magnitude.digits(budget, 3));
            sizes.add(count(trend.parameters(budget, level)));
            lengths.add(count(tokens(budget)));
        }
        new TextTable().left("C", budgets).left("N", sizes).left("D", lengths).print(page);
        page.blank();
        Estimate exponent = trend.exponent(level);
        page.fact(
                "means",
                "best N grows as C^%s (%s), best D as C^%s"
                        .formatted(
                                Figures.estimate(exponent.value(), 3),
                                exponent.interval()
                                        .map(i -> Figures.estimate(i.low(), 3) + " … " + Figures.estimate(i.high(), 3))
                                        .orElse(""),
                                Figures.estimate(1 - exponent.value(), 3)));
        if (Double.isFinite(byLaw())) {
            page.fact(
                    "beside",
                    "the law E + A/N^alpha + B/D^beta fitted to these runs (approach 3) has its best N at %s"
                            .formatted(Magnitude.count(byLaw())));
        }
        page.warnings(objections());
        return page.blank()
                .line(Page.pad("  next", Page.INDENT) + "isoflop fit RUNS --save runs.fit.json, then")
                .line(Page.pad("", Page.INDENT) + "isoflop plan runs.fit.json --flops " + Magnitude.digits(last(), 3))
                .toString();
    }

    private static String count(Estimate estimate) {
        return Magnitude.count(estimate.value())
                + estimate.interval()
                        .map(i -> " (%s … %s)".formatted(Magnitude.count(i.low()), Magnitude.count(i.high())))
                        .orElse("");
    }

    private List<Objection> objections() {
        var found = new ArrayList<Objection>();
        if (!trend.open().isEmpty()) {
            found.add(new Objection(
                    "open-budget",
                    "%s left out: the best size is not inside those that were run"
                            .formatted(Page.count(trend.open().size(), "budget is", "budgets are"))));
        }
        double bias = bias();
        if (method != Method.ENVELOPE) {
            found.add(new Objection(
                    "parabola-bias",
                    !Double.isFinite(bias)
                            ? "a loss is no parabola in log N, and bottoms are shifted where sizes do not lie evenly around the best (Czech et al. 2026)"
                            : Math.abs(bias - 1) < NOTABLE
                                    ? "parabolas are biased in general (Czech et al. 2026), hardly at these places: without noise they would miss the best N of that law by %s"
                                            .formatted(percent(bias))
                                    : "parabolas are biased (Czech et al. 2026): through runs without noise at these places they would miss the best N of that law by %s"
                                            .formatted(percent(bias))));
        } else {
            found.add(
                    new Objection(
                            "envelope-bias",
                            "a curve counts here as if its learning rate had been meant for every budget on its way; with a schedule that decays to the end of a longer run it stands too high"));
        }
        double largest = trend.points().getLast().flops();
        if (last() > largest) {
            found.add(new Objection(
                    "beyond-runs",
                    "the budget is %s times the largest that has a best size"
                            .formatted(Magnitude.digits(last() / largest, 2))));
        }
        return found;
    }

    private static String percent(double factor) {
        return "%+.1f %%".formatted(100 * (factor - 1)).replace(' ', Page.TIE);
    }

    String json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("method", method.label).put("level", level);
        ArrayNode points = node.putArray("points");
        for (SizeTrend.Point point : trend.points()) {
            ObjectNode one = points.addObject().put("runs", point.runs());
            FitJson.number(one, "flops", point.flops());
            FitJson.number(one, "N", point.parameters());
            FitJson.number(one, "loss", point.loss());
        }
        if (flops.length == 1) {
            plan(node, last());
        } else {
            ArrayNode frontier = node.putArray("frontier");
            for (double budget : flops) {
                plan(frontier.addObject(), budget);
            }
        }
        Estimate exponent = trend.exponent(level);
        estimate(node.putObject("exponents").putObject("N"), exponent);
        FitJson.number(node, "bias", bias() - 1);
        FitJson.number(node, "parametersByLaw", byLaw());
        node.set("warnings", FitJson.warnings(objections()));
        return FitJson.text(node.put("version", Version.current()));
    }

    private void plan(ObjectNode node, double budget) {
        ObjectNode spent = node.putObject("budget").put("count", "6ND");
        FitJson.number(spent.putObject("flops"), "estimate", budget);
        ObjectNode optimum = node.putObject("optimum");
        estimate(optimum.putObject("N"), trend.parameters(budget, level));
        estimate(optimum.putObject("D"), tokens(budget));
    }

    private static void estimate(ObjectNode node, Estimate estimate) {
        FitJson.number(node, "estimate", estimate.value());
        estimate.interval().ifPresent(i -> FitJson.number(FitJson.number(node, "low", i.low()), "high", i.high()));
    }
}
