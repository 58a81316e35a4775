package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isoflop.data.Shell;
import org.isoflop.forecast.Objection;
import org.isoflop.plan.Bound;
import org.isoflop.plan.Optimum;
import org.isoflop.plan.Plan;
import org.isoflop.plan.Spending;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Estimate;

/** What {@code plan} says to a person: the law, the best run, how flat the optimum is, what limits cost, what next. */
final class PlanText {
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
        var tables = new PlanTables(page, oracle);
        tables.quantities(best);
        if (answer.all().size() > 1) {
            tables.choices(answer);
        }
        if (sheet.isEmpty()) {
            tables.curve(plan);
        }
        if (sensitivity) {
            tables.sensitivity(best);
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
