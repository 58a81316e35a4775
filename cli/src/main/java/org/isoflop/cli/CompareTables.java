package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Crossing;
import org.isoflop.comparison.Duel;
import org.isoflop.comparison.Ensemble;
import org.isoflop.comparison.Estimate;
import org.isoflop.comparison.Leader;
import org.isoflop.comparison.Nesting;
import org.isoflop.comparison.Standing;
import org.isoflop.runs.Magnitude;

/**
 * The tables below the answer of {@code isoflop compare}.
 *
 * @param page takes them
 * @param compared what they are about
 */
record CompareTables(Page page, Compared compared) {
    private static final int MOST_PAIRS = 15;

    private static final int MOST_SCALES = 8;

    /** Two names that are longer together do not fit into the head of a column, twice. */
    private static final int MOST_NAMES = 22;

    void print() {
        multipliers();
        leaders();
        paths();
        pairs();
        nesting();
    }

    private Comparison comparison() {
        return compared.comparison();
    }

    private String variable() {
        return comparison().question().path().variable();
    }

    private static <T> List<String> each(List<T> rows, Function<T, String> cell) {
        return rows.stream().map(cell).toList();
    }

    private void multipliers() {
        Duel duel = comparison().leading();
        int[] shown = scales(duel.ofSecond().size());
        page.blank();
        String what = variable().equals("C") ? "compute" : variable();
        page.paragraph(
                "", 2, "%s that one needs for the loss of the other, over the %s of the other".formatted(what, what));
        new TextTable()
                .right(
                        variable(),
                        each(
                                boxed(shown),
                                i -> Magnitude.digits(duel.ofSecond().get(i).scale(), 2)))
                .left(
                        needs(duel.second(), duel.first()),
                        each(
                                boxed(shown),
                                i -> CompareWords.times(duel.ofSecond().get(i).times())))
                .left(
                        needs(duel.first(), duel.second()),
                        each(
                                boxed(shown),
                                i -> CompareWords.times(duel.ofFirst().get(i).times())))
                .print(page);
    }

    /** The head of a column; long names leave room for one of them. */
    private static String needs(String one, String other) {
        return one.length() + other.length() <= MOST_NAMES ? one + " for that of " + other : one;
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
        List<Leader> all = comparison().leaders();
        if (comparison().standings().size() < 3 || all.size() < 2) {
            return;
        }
        List<Leader> shown = IntStream.of(scales(all.size())).mapToObj(all::get).toList();
        page.blank();
        page.paragraph("", 2, "the best at each scale");
        new TextTable()
                .right(variable(), each(shown, l -> Magnitude.digits(l.scale(), 2)))
                .elastic("best", each(shown, Leader::name))
                .right(
                        "prob.",
                        each(shown, l -> CompareWords.probability(l.best().believed())))
                .print(page);
    }

    private void paths() {
        if (compared.others().isEmpty()) {
            return;
        }
        var all = new ArrayList<Duel>();
        all.add(comparison().leading());
        all.addAll(compared.others());
        page.blank();
        page.paragraph(
                "",
                2,
                "%s and %s along other paths to that compute"
                        .formatted(
                                comparison().leading().first(),
                                comparison().leading().second()));
        new TextTable()
                .elastic("path", each(all, d -> d.path().describe()))
                .left("better", each(all, Duel::first))
                .right("by", each(all, d -> Figures.estimate(100 * d.relative().value(), 2) + " %"))
                .right(
                        "prob.",
                        each(all, d -> CompareWords.probability(d.better().believed())))
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
        if (comparison().duels().size() < 2) {
            return;
        }
        Set<String> known = comparison().standings().stream()
                .filter(Standing::known)
                .map(s -> s.contender().name())
                .collect(Collectors.toSet());
        List<Duel> shown = comparison().duels().stream()
                .filter(d -> known.contains(d.first()) && known.contains(d.second()))
                .limit(MOST_PAIRS)
                .toList();
        if (shown.size() < 2) {
            return;
        }
        page.blank();
        page.paragraph(
                "", 2, comparison().standings().size() > Comparison.MOST_PAIRED ? "the best against each" : "pairs");
        TextTable whole = pairs(shown, c -> CompareWords.crossing(c, variable()));
        (whole.width() <= Page.WIDTH
                        ? whole
                        : pairs(shown, c -> Magnitude.digits(c.scale().value(), 2)))
                .print(page);
    }

    private TextTable pairs(List<Duel> shown, Function<Crossing, String> crossing) {
        return new TextTable()
                .left("better", each(shown, Duel::first))
                .elastic("than", each(shown, Duel::second))
                .right(
                        "by",
                        each(shown, d -> Figures.estimate(100 * d.relative().value(), 2) + " %"))
                .right(
                        "prob.",
                        each(shown, d -> CompareWords.probability(d.better().believed())))
                .left("crossing", each(shown, d -> d.crossing().map(crossing).orElse("none")))
                .left(
                        variable().equals("C") ? "compute" : variable(),
                        each(
                                shown,
                                d -> CompareWords.bounded(
                                        d.ofSecond().getLast().times().value())));
    }

    private void nesting() {
        compared.nesting().ifPresent(nesting -> {
            page.blank();
            page.paragraph("", 2, "what the recipes have in common: nested fits, best by AIC first marked");
            hypotheses(nesting);
            if (compared.contenders().subList(0, 2).stream().noneMatch(Contender::isPublished)) {
                page.blank();
                page.fact("differ", gaps(nesting, comparison().leading()));
            }
        });
        compared.runs()
                .map(Compared.Table::fitted)
                .filter(Ensemble.class::isInstance)
                .ifPresent(several -> {
                    page.blank();
                    page.fact(
                            "common",
                            "what the recipes have in common is a question to one law, and here several speak: ask it with --law %s"
                                    .formatted(((Ensemble) several)
                                            .laws()
                                            .getFirst()
                                            .getKey()
                                            .id()));
                });
    }

    private void hypotheses(Nesting nesting) {
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
    }

    private static String shared(Nesting.Hypothesis hypothesis, List<Nesting.Hypothesis> all) {
        return hypothesis.shared().isEmpty()
                ? "nothing"
                : hypothesis.equals(all.getFirst()) ? "everything: one law" : String.join(", ", hypothesis.shared());
    }

    private static String gaps(Nesting nesting, Duel duel) {
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
}
