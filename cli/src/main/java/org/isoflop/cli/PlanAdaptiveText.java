package org.isoflop.cli;

import java.util.List;
import java.util.function.Function;
import org.isoflop.plan.ShapeSchedule;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Estimate;

/** What {@code plan --adaptive} says to a person. */
final class PlanAdaptiveText {
    private static final int LOSS_DIGITS = 4;

    /** What is saved below this share is not worth a change. */
    private static final double LITTLE = 0.01;

    private final Page page;
    private final PlanAdaptive plan;

    PlanAdaptiveText(Style style, PlanAdaptive plan) {
        page = new Page(style);
        this.plan = plan;
    }

    String of(List<PlanAdaptive.Answer> answers) {
        page.line("One run through %s".formatted(Page.count(plan.shapes().size(), "shape", "shapes")))
                .blank();
        plan.shapes().stream()
                .map(shape -> shape.oracle().model().law())
                .distinct()
                .forEach(law -> page.spread(law.formula().equation(), law.id().equals("formula") ? "" : law.id()));
        String draws = plan.draws() == 0 ? "" : ", %,d draws".formatted(plan.draws());
        if (answers.size() == 1) {
            PlanAdaptive.Answer answer = answers.getFirst();
            page.line(Page.padLeft(
                    "%s FLOP, %s%s".formatted(Magnitude.digits(answer.flops().value(), 3), counted(), draws),
                    Page.WIDTH));
            one(answer);
        } else {
            page.line(Page.padLeft("%d budgets, %s%s".formatted(answers.size(), counted(), draws), Page.WIDTH));
            several(answers);
        }
        return page.blank().warnings(plan.objections(answers.getLast())).toString();
    }

    private String counted() {
        return plan.isOfComputeAlone() ? "as the laws count them" : "counted as " + plan.cost();
    }

    private void one(PlanAdaptive.Answer answer) {
        List<ShapeSchedule.Leg> legs = answer.schedule().legs();
        double all = answer.schedule().flops();
        new TextTable()
                .elastic("shape", each(legs, leg -> leg.course().name()))
                .right("from C", each(legs, leg -> leg.from() == 0 ? "0" : Magnitude.digits(leg.from(), 3)))
                .right("to C", each(legs, leg -> Magnitude.digits(leg.to(), 3)))
                .right("share", each(legs, leg -> Figures.share(leg.flops() / all)))
                .right("loss at its end", each(legs, leg -> Figures.estimate(leg.loss(), LOSS_DIGITS)))
                .right("as after", each(legs, leg -> leg.ownFrom() == 0 ? "" : Magnitude.digits(leg.ownFrom(), 3)))
                .print(page);
        page.blank();
        answer.flops()
                .interval()
                .filter(i -> i.low() < i.high())
                .ifPresent(i -> page.fact(
                        "takes",
                        "%s FLOP (%s)"
                                .formatted(
                                        Magnitude.digits(answer.flops().value(), 3),
                                        PlanCell.ends(Magnitude.digits(i.low(), 3), Magnitude.digits(i.high(), 3)))));
        page.fact("saves", saves(answer));
        page.fact(
                "loss",
                "%s; %s all the way has %s for the same FLOPs"
                        .formatted(
                                loss(answer.loss()),
                                answer.fixed(),
                                Figures.estimate(answer.fixedLoss(), LOSS_DIGITS)));
        answer.sameOrder()
                .ifPresent(share ->
                        page.fact("order", "%.0f %% of the draws go through the same shapes".formatted(100 * share)));
        if (legs.size() > 1) {
            page.fact(
                    "read",
                    "as after: the FLOPs after which a run of that shape alone would have the loss at which the run takes it on");
        }
    }

    private String saves(PlanAdaptive.Answer answer) {
        ShapeSchedule schedule = answer.schedule();
        String fixed = schedule.fixed().name();
        if (schedule.legs().size() == 1) {
            return "nothing: %s is the cheapest from the start to the end".formatted(fixed);
        }
        if (Double.isInfinite(schedule.fixedFlops())) {
            return "no shape alone reaches this loss";
        }
        return "%s of the FLOPs: the best shape all the way, %s, takes %s for this loss%s"
                .formatted(
                        share(answer.saved()),
                        fixed,
                        Magnitude.digits(schedule.fixedFlops(), 3),
                        answer.saved().value() < LITTLE ? ". That is hardly worth a change" : "");
    }

    private static String share(Estimate saved) {
        String value = Figures.estimate(100 * saved.value(), 2);
        return saved.interval()
                .map(i -> "%s %% (%s … %s)"
                        .formatted(value, Figures.estimate(100 * i.low(), 2), Figures.estimate(100 * i.high(), 2))
                        .replace(' ', Page.TIE))
                .orElse(value + Page.TIE + "%");
    }

    private static String loss(Estimate loss) {
        String value = Figures.estimate(loss.value(), LOSS_DIGITS);
        return loss.interval()
                .filter(i -> i.low() < i.high())
                .map(i -> "%s (%s)".formatted(value, PlanCell.ends(i)))
                .orElse(value);
    }

    private void several(List<PlanAdaptive.Answer> answers) {
        new TextTable()
                .left("C", each(answers, a -> Magnitude.digits(a.flops().value(), 3)))
                .left("loss", each(answers, a -> Figures.estimate(a.loss().value(), LOSS_DIGITS)))
                .left("saves", each(answers, a -> share(a.saved()).replace(Page.TIE, ' ')))
                .elastic("through", each(answers, a -> String.join(" → ", PlanAdaptive.names(a.schedule()))))
                .print(page);
    }

    private static <T> List<String> each(List<T> rows, Function<T, String> cell) {
        return rows.stream().map(cell).toList();
    }
}
