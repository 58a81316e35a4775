package org.isoflop.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Confidence;
import org.isoflop.catalogue.Entry;
import org.isoflop.catalogue.Kind;
import org.isoflop.catalogue.Mathematics;
import org.isoflop.law.Variable;

/** Laws of the catalogue for a person. */
final class LawText {
    private final Page page;

    LawText(Style style) {
        page = new Page(style);
    }

    /** One line each, by kind. */
    String list(List<Entry> entries) {
        for (Kind kind : Kind.values()) {
            List<Entry> ofKind =
                    entries.stream().filter(entry -> entry.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                page.line(page.style().bold(kind.text()));
                table(ofKind);
            }
        }
        long verified = entries.stream()
                .filter(entry -> entry.confidence() == Confidence.VERIFIED)
                .count();
        page.blank()
                .paragraph(
                        "",
                        2,
                        ("%s; %,d with verified numbers, the others to be fitted. "
                                        + "One of them: isoflop laws show ID. Some of them: isoflop laws search WORD.")
                                .formatted(Page.count(entries.size(), "law", "laws"), verified));
        return page.toString();
    }

    /** What a search found, the best first. */
    String found(Catalogue catalogue, List<String> words) {
        List<Entry> found = catalogue.search(String.join(" ", words));
        if (found.isEmpty()) {
            nothing(catalogue, words);
        } else {
            table(found);
        }
        return page.toString();
    }

    /** Which word it was that nothing has. */
    private void nothing(Catalogue catalogue, List<String> words) {
        List<String> single = words.stream()
                .flatMap(word -> Stream.of(word.strip().split("\\s+")))
                .distinct()
                .toList();
        String counts = single.stream()
                .map(word ->
                        "%s in %s".formatted(word, number(catalogue.search(word).size())))
                .collect(Collectors.joining(", "));
        page.paragraph(
                "",
                0,
                single.size() > 1
                        ? "no law has all of these words: %s; leave one out, or see them all with isoflop laws"
                                .formatted(counts)
                        : "no law has the word %s; isoflop laws lists them all".formatted(single.getFirst()));
    }

    private static String number(int count) {
        return count == 0 ? "none" : Integer.toString(count);
    }

    private void table(List<Entry> entries) {
        new TextTable()
                .left("", entries.stream().map(Entry::id).toList())
                .elastic("", entries.stream().map(Entry::title).toList())
                .left("", entries.stream().map(LawText::confidence).toList())
                .print(page);
    }

    /** @param id as the user typed it; it may choose among sets of coefficients */
    String show(String id, Entry entry) {
        page.spread(entry.id(), entry.kind().text() + ", " + confidence(entry));
        page.paragraph("", 2, entry.title()).blank();
        page.spread(entry.law().formula().equation(), "").blank();
        mathematics(entry);
        variables(entry);
        page.blank();
        if (!entry.law().parameters().isEmpty()) {
            new CoefficientTable(entry).print(page);
            page.blank();
        }
        source(entry);
        facts("note", entry.notes());
        facts("see", entry.related().isEmpty() ? List.of() : List.of(String.join(", ", entry.related())));
        page.blank().fact("use", new LawExample(id, entry).command());
        return page.toString();
    }

    private void mathematics(Entry entry) {
        String plain = Mathematics.plain(entry.law().formula());
        if (!plain.equals(entry.law().formula().equation()) && plain.length() <= Page.WIDTH - Page.INDENT) {
            page.fact("maths", plain);
        }
        page.fact("LaTeX", Mathematics.latex(entry.law().formula())).blank();
    }

    private void variables(Entry entry) {
        int width = 4
                + entry.law().variables().stream()
                        .mapToInt(v -> v.name().length())
                        .max()
                        .orElse(0);
        for (Variable variable : entry.law().variables()) {
            var range = entry.ranges().get(variable.name());
            String published =
                    range == null ? "" : "; published for " + Figures.range(variable.name(), range.low(), range.high());
            page.paragraph("  " + variable.name(), width, variable.meaning() + unit(variable) + published);
        }
    }

    /** The unit, unless the meaning says it already. */
    static String unit(Variable variable) {
        return variable.unit().isEmpty() || variable.meaning().contains(variable.unit()) ? "" : ", " + variable.unit();
    }

    private void source(Entry entry) {
        page.fact("source", citation(entry));
        if (!entry.source().checkedAgainst().isEmpty()) {
            page.fact("checked", entry.source().checkedAgainst());
        }
    }

    static String citation(Entry entry) {
        String arxiv = entry.source().arxiv().isEmpty()
                ? ""
                : ", arXiv:" + entry.source().arxiv();
        return entry.source().citation() + arxiv;
    }

    /** The first behind a head, the others below it. */
    private void facts(String head, List<String> facts) {
        for (int i = 0; i < facts.size(); i++) {
            page.fact(i == 0 ? head : "", facts.get(i));
        }
    }

    static String confidence(Entry entry) {
        return entry.confidence().text();
    }
}
