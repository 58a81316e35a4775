package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Crossing;
import org.isoflop.comparison.Duel;
import org.isoflop.comparison.Estimate;
import org.isoflop.comparison.Leader;
import org.isoflop.comparison.Multiplier;
import org.isoflop.comparison.Nesting;
import org.isoflop.comparison.Path;
import org.isoflop.comparison.Standing;
import org.isoflop.data.Shell;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Interval;

/** What {@code compare} says to a person. */
final class CompareText {
    private static final int MOST_RECIPES = 20;

    private static final int MOST_PAIRS = 15;

    private static final int MOST_SCALES = 8;

    /** Below this no recipe is called better. */
    private static final double LIKELY = 0.6;

    private static final double SURE = 0.9;

    /** Shares of draws that are not worth a word. */
    private static final double FEW = 0.05;

    private final Page page;
    private final Compared compared;
    private final Comparison comparison;
    private final String variable;

    CompareText(Style style, Compared compared) {
        page = new Page(style);
        this.compared = compared;
        comparison = compared.comparison();
        variable = comparison.question().path().variable();
        read();
        standings();
        answer();
        multipliers();
        leaders();
        paths();
        pairs();
        nesting();
        end();
    }

    private void read() {
        compared.runs().ifPresent(table -> new RunsText(table.rows()).print(page));
        Contender first = comparison.standings().getFirst().contender();
        boolean sameLaw = comparison.standings().stream()
                .allMatch(s -> s.contender().model().law().equals(first.model().law()));
        if (compared.runs().isEmpty()) {
            page.line(Page.count(comparison.standings().size(), "fit", "fits") + ", as they were saved");
        }
        page.blank();
        if (sameLaw) {
            String id = first.model().law().id();
            page.spread(first.model().law().formula().equation(), id.equals("formula") ? "" : id);
        }
        page.line(Page.padLeft(compared.runs().map(this::method).orElse(""), Page.WIDTH));
    }

    private String method(Compared.Table table) {
        Contest contest = table.contest();
        int[] cells = contest.cellsInCommon();
        String how = contest.shared().isEmpty()
                ? "each recipe by itself"
                : String.join(", ", contest.shared()) + " in common";
        return compared.resamples() == 0
                ? how
                : "%s; %,d resamples of %,d cells, %,d in common"
                        .formatted(how, compared.resamples(), cells[1], cells[0]);
    }

    private String target() {
        Comparison.Question question = comparison.question();
        String scale = scale(question.target());
        String held = question.held().isEmpty() ? "" : ", " + place(question.held());
        return scale + held;
    }

    private static String place(java.util.Map<String, Double> held) {
        return String.join(
                ", ",
                held.entrySet().stream()
                        .map(e -> e.getKey() + Page.TIE + Figures.value(e.getKey(), e.getValue()))
                        .sorted()
                        .toList());
    }

    private String scale(double value) {
        return scale(variable, value);
    }

    private static String scale(String variable, double value) {
        return variable.equals("C")
                ? Magnitude.digits(value, 2) + Page.TIE + "FLOP"
                : variable + Page.TIE + Figures.value(variable, value);
    }

    private void standings() {
        Comparison.Question question = comparison.question();
        String path = question.path() instanceof Path.Along
                ? ""
                : ", " + question.path().describe();
        page.paragraph("", 2, "at %s%s; %s".formatted(target(), path, reach()));
        List<Standing> shown = comparison
                .standings()
                .subList(0, Math.min(MOST_RECIPES, comparison.standings().size()));
        var table = new TextTable()
                .elastic(compared.by(), each(shown, s -> s.contender().name()))
                .right("runs", each(shown, s -> "%,d".formatted(s.contender().rows())));
        if (shown.stream().allMatch(s -> s.parameters() > 0) && variable.equals("C")) {
            table.right("N", each(shown, s -> Magnitude.count(s.parameters())))
                    .right("D", each(shown, s -> Magnitude.count(question.target() / Path.FLOPS / s.parameters())));
        }
        table.point(response(), each(shown, s -> Figures.estimate(s.loss().value(), 4)));
        if (shown.stream().allMatch(s -> s.loss().believed().isPresent())) {
            table.left(
                            Figures.level(question.level()) + " interval",
                            Figures.intervals(
                                    shown.stream()
                                            .map(s -> s.loss().believed().orElseThrow())
                                            .toList(),
                                    4))
                    .right(
                            "best",
                            each(shown, s -> s.known() ? probability(s.best().believed()) : "?"));
        }
        table.print(page);
        if (shown.size() < comparison.standings().size()) {
            page.line("  and %,d more: see --json"
                    .formatted(comparison.standings().size() - shown.size()));
        }
        page.blank();
    }

    private String response() {
        return comparison
                .standings()
                .getFirst()
                .contender()
                .model()
                .law()
                .formula()
                .response()
                .map(Object::toString)
                .filter(text -> text.length() <= Page.INDENT)
                .orElse("expected");
    }

    private String reach() {
        double low = comparison.standings().stream()
                .mapToDouble(Standing::reach)
                .min()
                .orElse(1);
        double high = comparison.standings().stream()
                .mapToDouble(Standing::reach)
                .max()
                .orElse(1);
        String unasked = compared.target().given() ? "" : " (nothing was asked with --at)";
        if (high <= 1) {
            return "that is among the runs of all" + unasked;
        }
        String times = Figures.estimate(low, 2).equals(Figures.estimate(high, 2))
                ? Figures.estimate(high, 2)
                : Figures.estimate(Math.max(1, low), 2) + Page.TIE + "…" + Page.TIE + Figures.estimate(high, 2);
        return times + " times beyond the runs" + unasked;
    }

    private static <T> List<String> each(List<T> rows, Function<T, String> cell) {
        return rows.stream().map(cell).toList();
    }

    /** A probability over some thousand draws: never more certain than these can tell. */
    static String probability(OptionalDouble p) {
        if (p.isEmpty()) {
            return "";
        }
        double value = p.getAsDouble();
        return value > 0.995 ? "> 0.99" : value < 0.005 ? "< 0.01" : "%.2f".formatted(value);
    }

    private void answer() {
        Duel duel = comparison.leading();
        page.fact("answer", verdict(duel));
        if (compared.hindcast().isPresent() && duel.better().plain().isPresent()) {
            page.fact(
                    "",
                    "%s if the law is taken for right; the back-tests (%s, up to %s times beyond) stretch what is not known by %s, with the tails of Student's distribution"
                            .formatted(
                                    probability(duel.better().plain()),
                                    Page.count(
                                            compared.hindcast()
                                                    .get()
                                                    .ofDifferences()
                                                    .cuts(),
                                            "cut",
                                            "cuts"),
                                    Figures.estimate(
                                            compared.hindcast()
                                                    .get()
                                                    .ofDifferences()
                                                    .reached(),
                                            2),
                                    Figures.estimate(compared.widening().orElse(1.0), 2)));
        }
        page.fact("crossing", crossings(duel));
        trend(duel).ifPresent(text -> page.fact("trend", text));
    }

    private String verdict(Duel duel) {
        String where = "at " + target();
        if (Math.abs(duel.relative().value()) < 1e-9) {
            return "%s and %s are the same %s".formatted(duel.first(), duel.second(), where);
        }
        OptionalDouble p = duel.better().believed();
        String amount = share(duel.relative());
        String sense = comparison.question().higherIsBetter() ? "more" : "less";
        if (p.isEmpty()) {
            return "%s is better than %s %s: %s %s".formatted(duel.first(), duel.second(), where, amount, sense);
        }
        if (p.getAsDouble() < LIKELY) {
            return "%s and %s cannot be told apart %s: %s %s for %s, better with probability %s"
                    .formatted(duel.first(), duel.second(), where, amount, sense, duel.first(), probability(p));
        }
        return "%s is %sbetter than %s %s, with probability %s: %s %s"
                .formatted(
                        duel.first(),
                        p.getAsDouble() < SURE ? "perhaps " : "",
                        duel.second(),
                        where,
                        probability(p),
                        amount,
                        sense);
    }

    private static String share(Estimate relative) {
        String value = Figures.estimate(100 * relative.value(), 2) + Page.TIE + "%";
        return relative.believed()
                .map(i -> (value
                                + " (%s … %s)"
                                        .formatted(
                                                Figures.estimate(100 * i.low(), 2),
                                                Figures.estimate(100 * i.high(), 2)))
                        .replace(' ', Page.TIE))
                .orElse(value);
    }

    private String crossings(Duel duel) {
        String texts = duel.crossings().isEmpty()
                ? "none is expected" + notBefore(duel)
                : String.join(
                        "; ",
                        duel.crossings().stream()
                                .map(c -> "%s is better up to %s, %s beyond"
                                        .formatted(c.below(), crossing(c, variable), c.above()))
                                .toList());
        return duel.shares().map(shares -> texts + shares(shares)).orElse(texts);
    }

    private String notBefore(Duel duel) {
        if (duel.notBefore().isEmpty()) {
            return "";
        }
        double before = duel.notBefore().getAsDouble();
        return Double.isInfinite(before)
                ? ", nor does it seem likely"
                : ", and with probability %s none before %s"
                        .formatted(Magnitude.digits(0.5 + comparison.question().level() / 2, 3), scale(before));
    }

    private static String shares(Crossing.Shares shares) {
        var parts = new ArrayList<String>();
        part(parts, shares.within(), "among the runs");
        part(parts, shares.before(), "between runs and target");
        part(parts, shares.beyond(), "beyond the target");
        part(parts, shares.never(), "nowhere");
        return ". In the draws they cross %s".formatted(String.join(", ", parts));
    }

    private static void part(List<String> into, double share, String where) {
        if (share >= FEW) {
            into.add("%s in %.0f%s%%".formatted(where, 100 * share, Page.TIE));
        }
    }

    /** A crossing with its interval, of which an end may be open. */
    static String crossing(Crossing crossing, String variable) {
        String value = scale(variable, crossing.scale().value());
        return crossing.scale()
                .believed()
                .map(i -> value + Page.TIE + "(" + open(i, variable) + ")")
                .orElse(value);
    }

    private static String open(Interval interval, String variable) {
        Function<Double, String> end = v -> variable.equals("C") ? Magnitude.digits(v, 2) : Figures.value(variable, v);
        String low = interval.low() == 0 ? "none" : end.apply(interval.low());
        String high = Double.isInfinite(interval.high()) ? "none" : end.apply(interval.high());
        return (low + " … " + high).replace(' ', Page.TIE);
    }

    /** Whether the advantage fades or grows. */
    private Optional<String> trend(Duel duel) {
        Multiplier early = duel.ofSecond().getFirst();
        Multiplier late = duel.ofSecond().getLast();
        OptionalDouble fades = duel.trend().fades();
        if (fades.isEmpty() || early.scale() >= late.scale() || Math.abs(duel.relative().value()) < 1e-9) {
            return Optional.empty();
        }
        double p = fades.getAsDouble();
        String what = p > SURE ? "fades" : p < 1 - SURE ? "grows" : "";
        if (what.isEmpty()) {
            return Optional.of("whether the advantage of %s fades or grows with scale the runs do not tell"
                    .formatted(duel.first()));
        }
        return Optional.of("the advantage of %s %s with scale: worth %s times the %s at %s and %s times at %s"
                .formatted(
                        duel.first(),
                        what,
                        times(early.times()),
                        variable.equals("C") ? "compute" : variable,
                        scale(early.scale()),
                        times(late.times()),
                        scale(late.scale())));
    }

    private static String times(Estimate estimate) {
        return estimate.believed()
                .map(i -> (bounded(estimate.value()) + " (%s … %s)".formatted(bounded(i.low()), bounded(i.high())))
                        .replace(' ', Page.TIE))
                .orElse(bounded(estimate.value()));
    }

    /** A multiplier, as far as it can be told. */
    private static String bounded(double times) {
        return Double.isInfinite(times)
                ? "never"
                : times >= 1000 ? "> 1000" : Figures.estimate(times, times < 10 ? 3 : 2);
    }

    private void multipliers() {
        Duel duel = comparison.leading();
        int[] shown = scales(duel.ofSecond().size());
        page.blank();
        String what = variable.equals("C") ? "compute" : variable;
        page.paragraph(
                "", 2, "%s that one needs for the loss of the other, over the %s of the other".formatted(what, what));
        new TextTable()
                .right(
                        variable,
                        each(
                                boxed(shown),
                                i -> Magnitude.digits(duel.ofSecond().get(i).scale(), 2)))
                .left(
                        duel.second() + " for that of " + duel.first(),
                        each(boxed(shown), i -> times(duel.ofSecond().get(i).times())))
                .left(
                        duel.first() + " for that of " + duel.second(),
                        each(boxed(shown), i -> times(duel.ofFirst().get(i).times())))
                .print(page);
    }

    private static List<Integer> boxed(int[] values) {
        return IntStream.of(values).boxed().toList();
    }

    /** A decade apart from the target down, and not too many. */
    private static int[] scales(int size) {
        int decade = 6;
        int step = decade * Math.max(1, (int) Math.ceil((double) (size - 1) / decade / (MOST_SCALES - 1)));
        return IntStream.iterate(size - 1, i -> i >= 0, i -> i - step).sorted().toArray();
    }

    /** Who is ahead at each decade, where there are more than two. */
    private void leaders() {
        List<Leader> all = comparison.leaders();
        if (comparison.standings().size() < 3 || all.size() < 2) {
            return;
        }
        List<Leader> shown = IntStream.of(scales(all.size())).mapToObj(all::get).toList();
        page.blank();
        page.paragraph("", 2, "the best at each scale");
        new TextTable()
                .right(variable, each(shown, l -> Magnitude.digits(l.scale(), 2)))
                .elastic("best", each(shown, Leader::name))
                .right("prob.", each(shown, l -> probability(l.best().believed())))
                .print(page);
    }

    private void paths() {
        if (compared.others().isEmpty()) {
            return;
        }
        var all = new ArrayList<Duel>();
        all.add(comparison.leading());
        all.addAll(compared.others());
        page.blank();
        page.paragraph(
                "",
                2,
                "%s and %s along other paths to that compute"
                        .formatted(
                                comparison.leading().first(),
                                comparison.leading().second()));
        new TextTable()
                .elastic("path", each(all, d -> d.path().describe()))
                .left("better", each(all, Duel::first))
                .right("by", each(all, d -> Figures.estimate(100 * d.relative().value(), 2) + " %"))
                .right("prob.", each(all, d -> probability(d.better().believed())))
                .left(
                        "crossing",
                        each(
                                all,
                                d -> d.crossing()
                                        .map(c -> Magnitude.digits(c.scale().value(), 2))
                                        .orElse("none")))
                .print(page);
    }

    private void pairs() {
        if (comparison.duels().size() < 2) {
            return;
        }
        Set<String> known = comparison.standings().stream()
                .filter(Standing::known)
                .map(s -> s.contender().name())
                .collect(Collectors.toSet());
        List<Duel> shown = comparison.duels().stream()
                .filter(d -> known.contains(d.first()) && known.contains(d.second()))
                .limit(MOST_PAIRS)
                .toList();
        if (shown.size() < 2) {
            return;
        }
        page.blank();
        page.paragraph(
                "", 2, comparison.standings().size() > Comparison.MOST_PAIRED ? "the best against each" : "pairs");
        new TextTable()
                .elastic("better", each(shown, Duel::first))
                .elastic("than", each(shown, Duel::second))
                .right(
                        "by",
                        each(shown, d -> Figures.estimate(100 * d.relative().value(), 2) + " %"))
                .right("prob.", each(shown, d -> probability(d.better().believed())))
                .left(
                        "crossing",
                        each(
                                shown,
                                d -> d.crossing()
                                        .map(c -> crossing(c, variable))
                                        .orElse("none")))
                .left(
                        variable.equals("C") ? "compute" : variable,
                        each(shown, d -> bounded(d.ofSecond().getLast().times().value())))
                .print(page);
    }

    private void nesting() {
        compared.nesting().ifPresent(nesting -> {
            page.blank();
            page.paragraph("", 2, "what the recipes have in common: nested fits, best by AIC first marked");
            List<Nesting.Hypothesis> rows = nesting.hypotheses();
            Nesting.Hypothesis preferred = nesting.preferred();
            var table = new TextTable()
                    .left("in common", each(rows, h -> shared(h, rows) + (h.equals(preferred) ? " *" : "")))
                    .right("numbers", each(rows, h -> String.valueOf(h.parameters())))
                    .right("AIC", each(rows, h -> "%.1f".formatted(h.aic())))
                    .right("BIC", each(rows, h -> "%.1f".formatted(h.bic())));
            if (rows.stream().allMatch(h -> h.error().isPresent())) {
                table.right("back-test", each(rows, h -> Figures.share(h.error().orElseThrow())));
            }
            table.print(page);
            page.blank();
            page.fact("differ", gaps(nesting));
        });
    }

    private static String shared(Nesting.Hypothesis hypothesis, List<Nesting.Hypothesis> all) {
        return hypothesis.shared().isEmpty()
                ? "nothing"
                : hypothesis.equals(all.getFirst()) ? "everything: one law" : String.join(", ", hypothesis.shared());
    }

    private String gaps(Nesting nesting) {
        Duel duel = comparison.leading();
        List<String> credible = nesting.gaps().stream()
                .filter(gap -> gap.credible() && gap.second().equals(duel.second()))
                .map(gap -> "%s (%s %s)".formatted(gap.parameter(), gap.ratio() ? "times" : "by", apart(gap.apart())))
                .toList();
        return credible.isEmpty()
                ? "no parameter of %s and %s differs credibly by itself: they trade off against each other"
                        .formatted(duel.first(), duel.second())
                : "from %s to %s credibly differ %s"
                        .formatted(duel.first(), duel.second(), String.join(", ", credible));
    }

    private static String apart(Estimate estimate) {
        return estimate.plain()
                .map(i -> Figures.estimate(estimate.value(), i, 3))
                .orElse(Figures.estimate(estimate.value(), 3));
    }

    private void end() {
        page.blank();
        page.warnings(compared.warnings());
        compared.runs().ifPresent(table -> {
            String source =
                    Shell.quoted(table.rows().table().runs().origin().sources().getFirst());
            page.blank();
            page.line(Page.pad("  next", Page.INDENT)
                    + "isoflop fit %s --group %s --save FILE"
                            .formatted(source, table.contest().by()));
        });
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
