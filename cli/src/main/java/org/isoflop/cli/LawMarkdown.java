package org.isoflop.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isoflop.catalogue.Coefficients;
import org.isoflop.catalogue.Confidence;
import org.isoflop.catalogue.Entry;
import org.isoflop.catalogue.Kind;
import org.isoflop.catalogue.Mathematics;
import org.isoflop.law.Parameter;
import org.isoflop.law.Variable;

/** All laws of the catalogue as one document, {@code docs/laws.md}. */
final class LawMarkdown {
    private final StringBuilder text = new StringBuilder();

    private LawMarkdown() {}

    static String document(List<Entry> entries) {
        var page = new LawMarkdown();
        page.head(entries);
        Stream.of(Kind.values())
                .filter(kind -> entries.stream().anyMatch(entry -> entry.kind() == kind))
                .forEach(kind -> page.kind(
                        kind,
                        entries.stream().filter(entry -> entry.kind() == kind).toList()));
        return page.text.toString();
    }

    private void head(List<Entry> entries) {
        long verified = entries.stream()
                .filter(entry -> entry.confidence() == Confidence.VERIFIED)
                .count();
        line("# The laws of the catalogue");
        line("");
        line("Printed by `isoflop laws --markdown`; [catalogue.md](catalogue.md) says how to add one.");
        line("");
        line("%s: %,d whose numbers were compared with a source, and %,d forms to be fitted."
                .formatted(Page.count(entries.size(), "law", "laws"), verified, entries.size() - verified));
        line("Losses are in nats per token, `N` counts parameters, `D` training tokens and `C` training FLOP with two");
        line(
                "operations per multiply-add, unless a law says otherwise. Numbers of two laws are never exchangeable: they");
        line("depend on data, tokenizer and on what is counted.");
    }

    private void kind(Kind kind, List<Entry> entries) {
        line("");
        line("## " + kind.title());
        line("");
        line("| law | | |");
        line("|---|---|---|");
        entries.forEach(entry -> line("| [%s](#%s) | %s | %s |"
                .formatted(entry.id(), entry.id(), cell(entry.title()), LawText.confidence(entry))));
        entries.forEach(this::entry);
    }

    private void entry(Entry entry) {
        line("");
        line("### " + entry.id());
        line("");
        line("**%s** (%s)".formatted(entry.title(), LawText.confidence(entry)));
        line("");
        line("```");
        line(entry.law().formula().equation());
        line("```");
        line("");
        line("$$" + Mathematics.latex(entry.law().formula()) + "$$");
        line("");
        variables(entry);
        parameters(entry);
        line("");
        entry.notes().forEach(note -> line("- " + escaped(note)));
        if (!entry.related().isEmpty()) {
            line("- See "
                    + entry.related().stream()
                            .map(id -> "[%s](#%s)".formatted(id, id))
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        entry.examples()
                .forEach(example -> line("- Gives %s%s at %s (%s)."
                        .formatted(
                                example.gives(),
                                entry.coefficients().size() > 1 ? " (" + example.set() + ")" : "",
                                example.at().entrySet().stream()
                                        .map(at -> at.getKey() + " = " + Figures.value(at.getKey(), at.getValue()))
                                        .collect(Collectors.joining(", ")),
                                escaped(example.from()))));
        source(entry);
        line("");
        line("```sh");
        line(new LawExample(entry.id(), entry).command());
        line("```");
    }

    private void variables(Entry entry) {
        line("| column | meaning | unit | published for |");
        line("|---|---|---|---|");
        for (Variable variable : entry.law().variables()) {
            var range = entry.ranges().get(variable.name());
            line("| `%s` | %s | %s | %s |"
                    .formatted(
                            variable.name(),
                            cell(variable.meaning()),
                            cell(variable.unit()),
                            range == null
                                    ? ""
                                    : Figures.range(variable.name(), range.low(), range.high())
                                            .replace(Page.TIE, ' ')));
        }
    }

    private void parameters(Entry entry) {
        List<Parameter> parameters = entry.law().parameters();
        if (parameters.isEmpty()) {
            return;
        }
        List<Coefficients> sets = entry.coefficients();
        line("");
        line("| parameter | meaning |"
                + sets.stream().map(set -> " " + set.name() + " |").collect(Collectors.joining()));
        line("|---|---|" + "---|".repeat(sets.size()));
        for (Parameter parameter : parameters) {
            line("| `%s` | %s |".formatted(parameter.name(), cell(parameter.meaning()))
                    + sets.stream()
                            .map(set -> " " + CoefficientTable.value(set, parameter.name()) + " |")
                            .collect(Collectors.joining()));
        }
    }

    private void source(Entry entry) {
        String arxiv = entry.source().arxiv();
        line("- Source: %s%s."
                .formatted(
                        escaped(entry.source().citation()),
                        arxiv.isEmpty() ? "" : ", [arXiv:%s](https://arxiv.org/abs/%s)".formatted(arxiv, arxiv)));
        if (!entry.source().checkedAgainst().isEmpty()) {
            line("- Checked against: " + escaped(entry.source().checkedAgainst()) + ".");
        }
    }

    /** Text in which Markdown would otherwise find emphasis or HTML. */
    private static String escaped(String text) {
        return text.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;");
    }

    private static String cell(String text) {
        return escaped(text).replace("|", "\\|");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
