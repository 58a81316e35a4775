package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Crossing;
import org.isoflop.comparison.Duel;
import org.isoflop.comparison.Multiplier;
import org.isoflop.comparison.Path;
import org.isoflop.comparison.Standing;
import org.isoflop.data.Shell;
import org.isoflop.runs.Magnitude;

/** What {@code compare} says to a person. */
final class CompareText {
    private static final int MOST_RECIPES = 20;

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
        new CompareTables(page, compared).print();
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
        String held = question.held().isEmpty() ? "" : ", " + CompareWords.place(question.held());
        return scale + held;
    }

    private String scale(double value) {
        return CompareWords.scale(variable, value);
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
                            each(
                                    shown,
                                    s -> s.known()
                                            ? CompareWords.probability(s.best().believed())
                                            : "?"));
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

    private void answer() {
        Duel duel = comparison.leading();
        page.fact("answer", verdict(duel));
        if (compared.hindcast().isPresent() && duel.better().plain().isPresent()) {
            page.fact(
                    "",
                    "%s if the law is taken for right; the back-tests (%s, up to %s times beyond) stretch what is not known by %s, with the tails of Student's distribution"
                            .formatted(
                                    CompareWords.probability(duel.better().plain()),
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
        String amount = CompareWords.share(duel.relative());
        String sense = comparison.question().higherIsBetter() ? "more" : "less";
        if (p.isEmpty()) {
            return "%s is better than %s %s: %s %s".formatted(duel.first(), duel.second(), where, amount, sense);
        }
        if (p.getAsDouble() < LIKELY) {
            return "%s and %s cannot be told apart %s: %s %s for %s, better with probability %s"
                    .formatted(
                            duel.first(),
                            duel.second(),
                            where,
                            amount,
                            sense,
                            duel.first(),
                            CompareWords.probability(p));
        }
        return "%s is %sbetter than %s %s, with probability %s: %s %s"
                .formatted(
                        duel.first(),
                        p.getAsDouble() < SURE ? "perhaps " : "",
                        duel.second(),
                        where,
                        CompareWords.probability(p),
                        amount,
                        sense);
    }

    private String crossings(Duel duel) {
        String texts = duel.crossings().isEmpty()
                ? "none is expected" + notBefore(duel)
                : String.join(
                        "; ",
                        duel.crossings().stream()
                                .map(c -> "%s is better up to %s, %s beyond"
                                        .formatted(c.below(), CompareWords.crossing(c, variable), c.above()))
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

    /** Whether the advantage fades or grows. */
    private Optional<String> trend(Duel duel) {
        Multiplier early = duel.ofSecond().getFirst();
        Multiplier late = duel.ofSecond().getLast();
        OptionalDouble fades = duel.trend().fades();
        if (fades.isEmpty()
                || early.scale() >= late.scale()
                || Math.abs(duel.relative().value()) < 1e-9) {
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
                        CompareWords.times(early.times()),
                        variable.equals("C") ? "compute" : variable,
                        scale(early.scale()),
                        CompareWords.times(late.times()),
                        scale(late.scale())));
    }

    private void end() {
        if (!compared.warnings().isEmpty()) {
            page.blank().warnings(compared.warnings());
        }
        compared.runs().ifPresent(table -> page.blank().line(Page.pad("  next", Page.INDENT) + next(table)));
    }

    /** What the recipes have in common makes their difference surer; then the fits are worth keeping. */
    private String next(Compared.Table table) {
        Contest contest = table.contest();
        String source =
                Shell.quoted(table.rows().table().runs().origin().sources().getFirst());
        String by = Shell.quoted(contest.by());
        List<String> common = compared.nesting()
                .map(nesting -> nesting.preferred().shared())
                .filter(names -> names.size() < contest.model().parameters().size())
                .orElse(List.of());
        return contest.shared().isEmpty() && !common.isEmpty()
                ? "isoflop compare %s --by %s --share %s".formatted(source, by, String.join(",", common))
                : "isoflop fit %s --group %s --save FILE".formatted(source, by);
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
