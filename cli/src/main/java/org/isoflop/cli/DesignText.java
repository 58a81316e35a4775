package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.isoflop.design.Curve;
import org.isoflop.design.Knowledge;
import org.isoflop.design.Proposal;
import org.isoflop.design.Spread;
import org.isoflop.design.Target;
import org.isoflop.plan.Allocation;
import org.isoflop.plan.Throughput;
import org.isoflop.runs.Magnitude;

/** What {@code design} says to a person. */
final class DesignText {
    private static final int DIGITS = 4;

    /** A bound further away than this says nothing. */
    private static final double TELLING = 0.5;

    private final Page page;
    private final DesignAnswer answer;
    private final Proposal proposal;
    private final Knowledge law;

    DesignText(Style style, DesignAnswer answer) {
        page = new Page(style);
        this.answer = answer;
        proposal = answer.proposal();
        law = answer.design().laws().getFirst();
    }

    String text(Optional<Path> saved) {
        head();
        page.blank();
        if (answer.subject().source().isEmpty()) {
            page.fact(
                    "assumed",
                    "this law, %s; runs scatter around it by %s"
                            .formatted(
                                    answer.subject().origin(),
                                    answer.amount(law.precision().deviation(1))));
        }
        page.fact("target", target());
        page.fact("to do", todo());
        answer.machine().ifPresent(this::bill);
        page.blank();
        new DesignRuns(answer).print(page);
        page.blank();
        spreads();
        page.blank();
        trust();
        further();
        if (!answer.warnings().isEmpty()) {
            page.warnings(answer.warnings());
        }
        page.blank();
        saved.ifPresent(path -> page.fact("written", path.toString()));
        page.fact("next", next(saved));
        return page.toString();
    }

    private void head() {
        answer.subject().source().ifPresent(rows -> {
            new RunsText(rows).print(page);
            page.blank();
        });
        String id = law.model().law().id();
        page.spread(law.model().law().formula().equation(), id.equals("formula") ? "" : id);
        page.line(Page.padLeft(answer.subject().objective().describe(), Page.WIDTH));
    }

    private void bill(Throughput machine) {
        Throughput.Bill bill = machine.bill(proposal.flops());
        page.fact(
                "bill",
                "%s hours of %s%s, %s at %s of its peak"
                        .formatted(
                                Magnitude.count(bill.hours()),
                                machine.cluster().accelerator().name(),
                                bill.money().isEmpty()
                                        ? ""
                                        : ", $" + Magnitude.count(bill.money().getAsDouble()),
                                machine.precision().id(),
                                Figures.share(machine.utilisation())));
    }

    private String target() {
        String where = answer.place().entrySet().stream()
                .map(e -> e.getKey() + Page.TIE + Figures.value(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
        String response = law.model().response().toString();
        return switch (answer.design().target()) {
            case Target.Parameters() -> "all parameters of the law, by the determinant of their covariance";
            case Target.BestSize(var flops) ->
                "the best N for %s FLOP, now %s"
                        .formatted(Figures.value("C", flops), Magnitude.count(answer.estimate()));
            case Target.BestResponse(var flops) ->
                "the %s of the best run for %s FLOP%s"
                        .formatted(response, Figures.value("C", flops), now(split(flops)));
            case Target.Response _ -> "the %s at %s%s".formatted(response, where, now(""));
        };
    }

    private String split(double flops) {
        OptionalDouble n = Allocation.of(law.model()).parameters(flops, law.estimate());
        return n.isEmpty() || answer.isComparison()
                ? ""
                : " (N%s%s, D%s%s)"
                        .formatted(
                                Page.TIE,
                                Magnitude.count(n.getAsDouble()),
                                Page.TIE,
                                Magnitude.count(flops / 6 / n.getAsDouble()));
    }

    private String now(String split) {
        if (!answer.isComparison()) {
            return split + ", expected at " + Figures.estimate(answer.estimate(), DIGITS);
        }
        String first = law.label();
        String second = answer.design().laws().getLast().label();
        return ": is %s better than %s? With probability %.0f%s%% it is now"
                .formatted(first, second, 100 * answer.probability(proposal.before()), Page.TIE);
    }

    private String todo() {
        String rounds = answer.slots()
                .map(slots -> ", %s side by side, in %s"
                        .formatted(slots, Page.count(Math.ceilDiv(proposal.count(), slots), "round", "rounds")))
                .orElse("");
        return "%s for %s of %s FLOP%s; %,d places to choose from"
                .formatted(
                        Page.count(proposal.count(), "run", "runs"),
                        Magnitude.digits(proposal.flops(), 3),
                        Magnitude.digits(answer.design().limits().flops(), 3),
                        rounds,
                        answer.design().candidates().size());
    }

    /** Half of the interval. */
    private String amount(double spread) {
        return answer.amount(answer.half(spread));
    }

    private void spreads() {
        var heads = new ArrayList<String>();
        var before = new ArrayList<String>();
        var after = new ArrayList<String>();
        if (!answer.isTrusting()) {
            rows(heads, before, after, "with the drift of the law", Spread::total);
        }
        rows(heads, before, after, "if the law is right", Spread::law);
        new TextTable()
                .left("half of the %s interval".formatted(Figures.level(answer.level())), heads)
                .left("now", before)
                .left("then", after)
                .print(page);
    }

    private void rows(
            List<String> heads, List<String> before, List<String> after, String head, ToDoubleFunction<Spread> which) {
        heads.add(head);
        before.add("± " + amount(which.applyAsDouble(proposal.before())));
        after.add("± " + amount(which.applyAsDouble(proposal.after())));
        if (answer.simulated().after().isPresent()) {
            heads.add("  the same, %,d simulated".formatted(answer.simulated().tables()));
            before.add(simulated(answer.simulated().before(), which));
            after.add(simulated(answer.simulated().after(), which));
        }
    }

    private String simulated(Optional<Spread> spread, ToDoubleFunction<Spread> which) {
        return spread.map(found -> "± " + amount(which.applyAsDouble(found))).orElse("too few runs");
    }

    /** How near to the best, and what cannot be helped. */
    private void trust() {
        if (proposal.best() > TELLING) {
            page.fact(
                    "trust",
                    "no choice within the limits narrows it by more than a further %s"
                            .formatted(Figures.share(1 - proposal.best())));
        }
        if (answer.drifts() && proposal.floor() > 0) {
            page.fact(
                    "floor",
                    "± %s is left however many of these are run: the law may drift by %s over a factor of ten (%s), and the target is larger than all of them"
                            .formatted(
                                    amount(proposal.floor()),
                                    answer.amount(answer.subject().drift().perDecade()),
                                    answer.subject().drift().misses() == 0
                                            ? "assumed"
                                            : Page.count(
                                                    answer.subject().drift().misses(),
                                                    "back-test forecast",
                                                    "back-test forecasts")));
        }
        answer.runNoise()
                .ifPresent(
                        noise -> page.fact("", "± %s more for the noise of the run itself".formatted(amount(noise))));
    }

    private void further() {
        String steps = answer.curve().steps().stream()
                .map(step -> "%s:%s±%s%s"
                        .formatted(
                                Magnitude.digits(step.flops(), 2),
                                Page.TIE,
                                Page.TIE,
                                answer.finely(answer.half(step.spread().total()))))
                .collect(Collectors.joining(", "));
        page.fact("budgets", steps);
        double budget = answer.design().limits().flops();
        OptionalDouble enough = answer.curve().enough();
        String tenth = Figures.level(Curve.WORTH_DOUBLING);
        page.fact(
                "",
                enough.isEmpty()
                        ? "each doubling still takes off more than %s".formatted(tenth)
                        : "from %s FLOP on, twice as much takes off less than %s%s"
                                .formatted(
                                        Magnitude.digits(enough.getAsDouble(), 2),
                                        tenth,
                                        enough.getAsDouble() < budget
                                                ? ": small runs stop helping before the budget is spent"
                                                : ""));
    }

    private String next(Optional<Path> saved) {
        return saved.isEmpty()
                ? "keep them with --save runs-to-do.csv; add what comes out to the table, and ask again"
                : "add what comes out to the table, and ask again: what is best next may then be another";
    }
}
