package org.isoflop.cli;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Ensemble;
import org.isoflop.comparison.JointDraws;
import org.isoflop.comparison.Path;
import org.isoflop.comparison.Standing;
import org.isoflop.data.Shell;
import org.isoflop.runs.Magnitude;

/** What {@code compare} says to a person. */
final class CompareText {
    private static final int MOST_RECIPES = 20;

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
        new CompareAnswer(page, compared).print();
        new CompareTables(page, compared).print();
        end();
    }

    private void read() {
        compared.runs().ifPresent(table -> new RunsText(table.rows()).print(page));
        if (compared.runs().isEmpty()) {
            page.line(sources());
        }
        compared.laws().oracles().forEach(law -> page.paragraph("", 11, law.origin()));
        page.blank();
        if (compared.runs().map(Compared.Table::fitted).orElse(null) instanceof Ensemble ensemble) {
            page.spread("several laws, by their shares in back-tests", "auto");
            page.paragraph("", 2, CompareWords.shares(ensemble));
        } else {
            laws();
        }
        page.line(Page.padLeft(compared.runs().map(this::method).orElse(""), Page.WIDTH));
    }

    private String sources() {
        long fits = compared.contenders().stream()
                .filter(contender -> !contender.isPublished())
                .count();
        String known = compared.laws().isEmpty()
                ? ""
                : Page.count(compared.laws().oracles().size(), "published law", "published laws");
        return fits == 0
                ? known
                : Page.count(fits, "fit, as it was saved", "fits, as they were saved")
                        + (known.isEmpty() ? "" : "; " + known);
    }

    /** The formulas, each once; a blend of several laws is no formula for a person. */
    private void laws() {
        compared.contenders().stream()
                .map(contender -> contender.isOneLaw() ? contender.model().law() : null)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(law -> page.spread(law.formula().equation(), law.id().equals("formula") ? "" : law.id()));
        if (compared.contenders().stream().anyMatch(contender -> !contender.isOneLaw())) {
            page.spread("several laws, by their shares in back-tests of each fit", "auto");
        }
    }

    private String method(Compared.Table table) {
        JointDraws.Pairing pairing = table.fitted().pairing();
        String how =
                table.fitted() instanceof Contest contest && !contest.shared().isEmpty()
                        ? String.join(", ", contest.shared()) + " in common"
                        : "each recipe by itself";
        return compared.resamples() == 0
                ? how
                : "%s; %,d resamples of %,d cells, %,d in common"
                        .formatted(how, compared.resamples(), pairing.cells(), pairing.shared());
    }

    private void standings() {
        Comparison.Question question = comparison.question();
        String path = question.path() instanceof Path.Along
                ? ""
                : ", " + question.path().describe();
        page.paragraph("", 2, "at %s%s; %s".formatted(CompareWords.target(question), path, reach()));
        List<Standing> shown = comparison
                .standings()
                .subList(0, Math.min(MOST_RECIPES, comparison.standings().size()));
        var table = new TextTable()
                .elastic(compared.by(), each(shown, s -> s.contender().name()));
        if (!shown.stream().allMatch(s -> s.contender().isPublished())) {
            table.right("runs", each(shown, s -> runs(s.contender())));
        }
        if (shown.stream().allMatch(s -> s.parameters() > 0) && variable.equals("C")) {
            table.right("N", each(shown, s -> Magnitude.count(s.parameters())))
                    .right("D", each(shown, s -> Magnitude.count(question.target() / Path.FLOPS / s.parameters())));
        }
        table.point(response(), each(shown, s -> Figures.estimate(s.loss().value(), 4)));
        if (shown.stream().allMatch(s -> s.loss().believed().isPresent())) {
            table.left(Figures.level(question.level()) + " interval", intervals(shown))
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

    private static String runs(Contender contender) {
        return contender.isPublished() ? "law" : "%,d".formatted(contender.rows());
    }

    /** A published law is what it is. */
    private static List<String> intervals(List<Standing> shown) {
        List<String> all = Figures.intervals(
                shown.stream().map(s -> s.loss().believed().orElseThrow()).toList(), 4);
        return IntStream.range(0, all.size())
                .mapToObj(i -> shown.get(i).contender().isPublished() ? "as published" : all.get(i))
                .toList();
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

    private void end() {
        if (!compared.warnings().isEmpty()) {
            page.blank().warnings(compared.warnings());
        }
        compared.runs().ifPresent(table -> page.blank().line(Page.pad("  next", Page.INDENT) + next(table)));
    }

    /** What the recipes have in common makes their difference surer; then the fits are worth keeping. */
    private String next(Compared.Table table) {
        String source =
                Shell.quoted(table.rows().table().runs().origin().sources().getFirst());
        String by = Shell.quoted(table.by());
        if (!(table.fitted() instanceof Contest contest)) {
            return "isoflop fit %s --group %s --law auto --save FILE".formatted(source, by);
        }
        List<String> common = compared.nesting()
                .map(nesting -> nesting.preferred().shared())
                .filter(names -> names.size() < contest.parameters())
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
