package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.data.Shell;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Prediction;
import org.isoflop.plan.Bound;
import org.isoflop.plan.Optimum;
import org.isoflop.plan.Plan;
import org.isoflop.plan.Sensitivity;
import org.isoflop.plan.Spending;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Estimate;

/** What {@code plan} says to a person: the law, the best run, how flat the optimum is, what limits cost, what next. */
final class PlanText {
    private static final int LOSS_DIGITS = 4;

    /** The bars of a curve are so long at its highest point. */
    private static final int BAR = 24;

    private final Page page;
    private final Oracle oracle;
    private final PlanSetting setting;
    private final boolean sensitivity;
    private final Optional<PlanSheet> sheet;

    /** @param sheet the whole run of a single plan, if it is told too */
    PlanText(Style style, Oracle oracle, PlanSetting setting, boolean sensitivity, Optional<PlanSheet> sheet) {
        page = new Page(style);
        this.oracle = oracle;
        this.setting = setting;
        this.sensitivity = sensitivity;
        this.sheet = sheet;
    }

    String of(List<PlanStudy.Answer> answers) {
        PlanStudy.Answer first = answers.getFirst();
        if (answers.size() > 1 && first.isOfSeveralLaws()) {
            page.line("The best of %d laws for every budget"
                            .formatted(first.all().size()))
                    .blank();
        } else {
            law(first.best().of().oracle());
        }
        page.line(Page.padLeft(spent(first, answers.size()), Page.WIDTH));
        if (answers.size() == 1) {
            one(first);
        } else {
            new PlanFrontier(setting).print(page, answers);
        }
        warnings(answers);
        next(answers.getLast());
        return page.toString();
    }

    private void law(Oracle one) {
        page.paragraph("", 0, one.origin()).blank();
        String id = one.model().law().id();
        page.spread(one.model().law().formula().equation(), id.equals("formula") ? "" : id);
    }

    /** Which parameter moves the decision. */
    private void sensitivity(PlanStudy.Planned best) {
        List<Sensitivity> all = best.sensitivity();
        page.blank();
        if (all.isEmpty()) {
            page.line("  A published law has no draws: nothing is known of what moves the decision.");
            return;
        }
        String ends = Figures.level(oracle.forecast().level()) + " ends";
        new TextTable()
                .left("if known", all.stream().map(Sensitivity::parameter).toList())
                .right(
                        "of the spread of N",
                        all.stream().map(s -> percent(s.sizeKnown())).toList())
                .right(
                        "of that of the loss",
                        all.stream().map(s -> percent(s.lossKnown())).toList())
                .left(
                        "N with it alone, " + ends,
                        all.stream()
                                .map(s -> PlanCell.ends(Magnitude.count(s.low()), Magnitude.count(s.high())))
                                .toList())
                .print(page);
    }

    private static String percent(double share) {
        return "%.0f %%".formatted(100 * share);
    }

    private String spent(PlanStudy.Answer first, int budgets) {
        Plan plan = first.best().plan();
        Spending spending = first.best().of().planner().allocation().spending();
        Draws draws = oracle.forecast().draws();
        return (budgets == 1 ? Magnitude.digits(plan.budget().value(), 3) + " FLOP" : budgets + " budgets")
                + ", counted as " + spending.cost().name()
                + (spending.served() > 0 ? " and served tokens" : "")
                + (draws.isEmpty() ? "" : ", %,d draws".formatted(draws.size()));
    }

    private void one(PlanStudy.Answer answer) {
        PlanStudy.Planned best = answer.best();
        Plan plan = best.plan();
        quantities(best);
        if (answer.all().size() > 1) {
            choices(answer);
        }
        if (sheet.isEmpty()) {
            curve(plan);
        }
        if (sensitivity) {
            sensitivity(best);
        }
        page.blank();
        flatness(plan);
        plan.growth()
                .filter(growth -> plan.bounds().isEmpty())
                .ifPresent(growth -> page.fact(
                        "means",
                        "best N grows as C^%s, best D as C^%s"
                                .formatted(exponent(growth.parameters()), exponent(growth.tokens()))));
        if (!best.of().isOfComputeAlone()) {
            limits(plan);
        }
        new PlanFacts(setting, best, sheet).print(page);
        plan.regret()
                .ifPresent(regret -> page.fact(
                        "regret",
                        "not knowing the law better costs at most %s of the loss, %s"
                                .formatted(
                                        Figures.share(regret),
                                        likely(oracle.forecast().level()))));
        sheet.ifPresent(run -> new PlanSheetText(run).print(page));
    }

    /** The upper end of a central interval leaves half of what is outside above it. */
    private static String likely(double level) {
        return "as %s of the draws have it".formatted(Figures.level((1 + level) / 2));
    }

    private void quantities(PlanStudy.Planned best) {
        Plan plan = best.plan();
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        var intervals = new ArrayList<String>();
        var meanings = new ArrayList<String>();
        best.of().chosen().forEach((name, value) -> {
            names.add(name);
            values.add(Figures.value(name, value));
            intervals.add("");
            meanings.add("the best that was tried");
        });
        if (best.of().isOfComputeAlone()) {
            meanings.add("a law of compute alone: any N will do");
            row(names, values, intervals, "C", PlanCell.compute(plan.budget()));
        } else {
            row(names, values, intervals, "N", PlanCell.count(plan.parameters()));
            meanings.add("parameters");
            row(names, values, intervals, "D", PlanCell.count(plan.tokens()));
            meanings.add("tokens");
            row(names, values, intervals, "D/N", PlanCell.count(plan.ratio()));
            meanings.add("tokens per parameter");
        }
        if (!best.of().isOfComputeAlone()
                && (plan.budget().interval().isPresent()
                        || plan.spent() < plan.budget().value() * (1 - 1e-9))) {
            row(
                    names,
                    values,
                    intervals,
                    "C",
                    PlanCell.compute(new Estimate(plan.spent(), plan.budget().interval())));
            meanings.add("FLOP");
        }
        row(names, values, intervals, oracle.model().response().toString(), PlanCell.loss(best));
        meanings.add(calibrated(best).isEmpty() ? "to expect of one run" : calibrated(best));
        boolean drawn = intervals.stream().anyMatch(text -> !text.isEmpty());
        var table = new TextTable().left("", names).left("best", values);
        (drawn ? table.left(Figures.level(oracle.forecast().level()) + " interval", intervals) : table)
                .left("", meanings)
                .print(page);
    }

    private static void row(
            List<String> names, List<String> values, List<String> intervals, String name, PlanCell cell) {
        names.add(name);
        values.add(cell.value());
        intervals.add(cell.interval());
    }

    private static String calibrated(PlanStudy.Planned best) {
        return best.prediction()
                .flatMap(Prediction::calibrated)
                .map(expected -> "calibrated " + PlanCell.ends(expected.run()))
                .orElse("");
    }

    private void choices(PlanStudy.Answer answer) {
        List<PlanStudy.Planned> all = answer.all();
        page.blank();
        var table = new TextTable();
        for (String name : all.getFirst().of().chosen().keySet()) {
            table.right(
                    name,
                    all.stream()
                            .map(p -> Figures.value(name, p.of().chosen().getOrDefault(name, Double.NaN)))
                            .toList());
        }
        runs(table, all.stream().map(p -> p.plan().optimum()).toList());
        PlanFrontier.laws(table, all, answer.isOfSeveralLaws());
        table.print(page);
    }

    /** The curve of runs that cost the same. */
    private void curve(Plan plan) {
        List<Optimum> shown = IntStream.range(0, plan.curve().size())
                .filter(i -> i % 2 == 0)
                .mapToObj(plan.curve()::get)
                .toList();
        if (shown.size() < 3) {
            return;
        }
        double best = plan.optimum().loss();
        double most = shown.stream().mapToDouble(run -> run.loss() - best).max().orElse(1);
        page.blank();
        runs(new TextTable(), shown)
                .left(
                        "above the best",
                        shown.stream()
                                .map(run -> "%6s %s"
                                        .formatted("%.2f %%".formatted(100 * (run.loss() / best - 1)), "·".repeat((int)
                                                        Math.round(BAR * (run.loss() - best) / most))))
                                .toList())
                .print(page);
    }

    private static TextTable runs(TextTable table, List<Optimum> runs) {
        return table.right(
                        "N",
                        runs.stream().map(r -> Magnitude.count(r.parameters())).toList())
                .right("D", runs.stream().map(r -> Magnitude.count(r.tokens())).toList())
                .right("D/N", runs.stream().map(r -> Magnitude.count(r.ratio())).toList())
                .left(
                        "loss",
                        runs.stream()
                                .map(r -> Figures.estimate(r.loss(), LOSS_DIGITS))
                                .toList());
    }

    private void flatness(Plan plan) {
        if (!plan.flats().isEmpty()) {
            page.fact(
                    "flat",
                    plan.flats().stream()
                            .map(flat -> "N of %s is within %s of the best loss"
                                    .formatted(
                                            Figures.range("N", flat.low(), flat.high()), Figures.share(flat.share())))
                            .collect(Collectors.joining("; ")));
        }
    }

    private static String exponent(Estimate estimate) {
        return estimate.interval()
                .filter(i -> i.high() - i.low() > 1e-5)
                .map(i -> Figures.estimate(estimate.value(), i, 2))
                .orElseGet(() -> Figures.estimate(estimate.value(), 2));
    }

    private void limits(Plan plan) {
        if (!plan.bounds().isEmpty()) {
            page.fact("rests on", String.join(", and ", Bound.texts(plan.bounds())));
        }
        if (plan.spent() < plan.budget().value() * (1 - 1e-9)) {
            page.fact(
                    "",
                    "and leaves %s of the budget"
                            .formatted(Figures.share(
                                    1 - plan.spent() / plan.budget().value())));
        }
        plan.price()
                .ifPresent(price -> page.fact(
                        "price",
                        "without these limits %s of the FLOPs would reach the same loss: they cost %s times the compute"
                                .formatted(Figures.share(1 / price), Figures.estimate(price, 3))));
    }

    private void warnings(List<PlanStudy.Answer> answers) {
        List<Objection> last = answers.getLast().best().objections();
        if (!last.isEmpty() && answers.size() > 1) {
            page.blank();
        }
        List<Objection> all = Stream.concat(last.stream(), sheet.stream().flatMap(run -> run.objections().stream()))
                .toList();
        if (sheet.isPresent() && !all.isEmpty()) {
            page.blank();
        }
        page.warnings(all);
    }

    private void next(PlanStudy.Answer answer) {
        List<String> further = sheet.map(run -> new PlanSheetText(run).next()).orElse(List.of());
        String name = answer.best().of().oracle().name();
        boolean isFile = name.endsWith(".json");
        if (isFile || !further.isEmpty()) {
            page.blank();
        }
        if (isFile) {
            Optimum run = answer.best().plan().optimum();
            page.line(Page.pad("  next", Page.INDENT)
                    + "isoflop predict %s N=%s D=%s"
                            .formatted(
                                    Shell.quoted(name),
                                    Magnitude.count(run.parameters()),
                                    Magnitude.count(run.tokens())));
        }
        for (int i = 0; i < further.size(); i++) {
            page.fact(i == 0 && !isFile ? "next" : "", further.get(i));
        }
    }
}
