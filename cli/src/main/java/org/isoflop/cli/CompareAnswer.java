package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Crossing;
import org.isoflop.comparison.Duel;
import org.isoflop.comparison.Hindcast;
import org.isoflop.comparison.Multiplier;
import org.isoflop.comparison.Widening;
import org.isoflop.runs.Magnitude;

/**
 * The answer of {@code isoflop compare} in words: who is better, where the curves cross, what becomes of the advantage.
 *
 * @param page takes it
 * @param compared what it is about
 */
record CompareAnswer(Page page, Compared compared) {
    /** Below this no recipe is called better. */
    private static final double LIKELY = 0.6;

    private static final double SURE = 0.9;

    /** Shares of draws that are not worth a word. */
    private static final double FEW = 0.05;

    private Comparison comparison() {
        return compared.comparison();
    }

    private String variable() {
        return comparison().question().path().variable();
    }

    private String scale(double value) {
        return CompareWords.scale(variable(), value);
    }

    void print() {
        Duel duel = comparison().leading();
        page.fact("answer", verdict(duel));
        compared.hindcast()
                .filter(_ -> duel.better().plain().isPresent())
                .ifPresent(hindcast -> page.fact("", trust(hindcast, duel)));
        page.fact("crossing", crossings(duel));
        trend(duel).ifPresent(text -> page.fact("trend", text));
    }

    private String trust(Hindcast hindcast, Duel duel) {
        Widening widening = hindcast.ofContrasts(compared.contenders());
        return "%s if %s taken for right; the back-tests (%s, up to %s times beyond) stretch what is not known by %s, with the tails of Student's distribution"
                .formatted(
                        CompareWords.probability(duel.better().plain()),
                        compared.isOfOneLaw() ? "the law is" : "the laws are",
                        Page.count(widening.cuts(), "cut", "cuts"),
                        Figures.estimate(widening.reached(), 2),
                        Figures.estimate(compared.widening().orElse(1.0), 2));
    }

    private String verdict(Duel duel) {
        String where = "at " + CompareWords.target(comparison().question());
        if (Math.abs(duel.relative().value()) < 1e-9) {
            return "%s and %s are the same %s".formatted(duel.first(), duel.second(), where);
        }
        OptionalDouble p = duel.better().believed();
        String amount = CompareWords.share(duel.relative());
        String sense = comparison().question().higherIsBetter() ? "more" : "less";
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
                                        .formatted(c.below(), CompareWords.crossing(c, variable()), c.above()))
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
                        .formatted(
                                Magnitude.digits(0.5 + comparison().question().level() / 2, 3), scale(before));
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
                        variable().equals("C") ? "compute" : variable(),
                        scale(early.scale()),
                        CompareWords.times(late.times()),
                        scale(late.scale())));
    }
}
