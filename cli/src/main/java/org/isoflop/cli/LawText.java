package org.isoflop.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.isoflop.catalogue.Coefficients;
import org.isoflop.catalogue.Entry;
import org.isoflop.law.Parameter;
import org.isoflop.law.Variable;
import org.isoflop.runs.Magnitude;

/** Laws of the catalogue for a person. */
final class LawText {
    private final Page page;

    LawText(Style style) {
        page = new Page(style);
    }

    /** One line each, by kind. */
    String table(List<Entry> entries) {
        if (entries.isEmpty()) {
            return "no law has all these words; isoflop laws lists them all\n";
        }
        int width = entries.stream().mapToInt(e -> e.id().length()).max().orElse(0);
        entries.stream().map(Entry::kind).distinct().sorted().forEach(kind -> {
            List<Entry> ofKind =
                    entries.stream().filter(e -> e.kind().equals(kind)).toList();
            page.line(page.style().bold(kind));
            new TextTable()
                    .left(
                            "",
                            ofKind.stream()
                                    .map(e -> Page.pad(e.id(), width + 1))
                                    .toList())
                    .elastic("", ofKind.stream().map(Entry::title).toList())
                    .print(page);
        });
        return page.toString();
    }

    /** @param id as the user typed it; it may choose among sets of coefficients */
    String show(String id, Entry entry) {
        page.spread(entry.id(), confidence(entry));
        page.paragraph("", 2, entry.title()).blank();
        page.spread(entry.law().formula().equation(), "").blank();
        variables(entry);
        page.blank();
        parameters(entry);
        page.blank();
        source(entry);
        notes(entry);
        page.blank().fact("use", example(id, entry));
        return page.toString();
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
    private static String unit(Variable variable) {
        return variable.unit().isEmpty() || variable.meaning().contains(variable.unit()) ? "" : ", " + variable.unit();
    }

    /** Each parameter with its meaning and a column for every published set of coefficients. */
    private void parameters(Entry entry) {
        List<Parameter> parameters = entry.law().parameters();
        var table = new TextTable()
                .left("", parameters.stream().map(Parameter::name).toList());
        for (Coefficients set : entry.coefficients()) {
            String head = entry.coefficients().size() > 1 ? set.name() : "";
            table.point(head, parameters.stream().map(p -> value(set, p.name())).toList());
        }
        table.elastic("", parameters.stream().map(Parameter::meaning).toList()).print(page);
    }

    private static String value(Coefficients set, String name) {
        Double value = set.values().get(name);
        Double error = set.errors().get(name);
        String text = value == null ? "" : Magnitude.digits(value, 6);
        return error == null ? text : text + " ± " + Magnitude.digits(error, 3);
    }

    private void source(Entry entry) {
        if (!entry.source().citation().isEmpty()) {
            String arxiv = entry.source().arxiv().isEmpty()
                    ? ""
                    : ", arXiv:" + entry.source().arxiv();
            page.fact("source", entry.source().citation() + arxiv);
        }
        if (!entry.source().checkedAgainst().isEmpty()) {
            page.fact("checked", entry.source().checkedAgainst());
        }
    }

    private void notes(Entry entry) {
        String head = "note";
        for (String note : entry.notes()) {
            page.fact(head, note);
            head = "";
        }
    }

    private static String example(String id, Entry entry) {
        if (entry.coefficients().isEmpty()) {
            return "isoflop fit RUNS --law " + id;
        }
        String response = entry.law().formula().response().map(Object::toString).orElse("");
        return entry.law().variables().stream()
                .filter(variable -> !variable.name().equals(response))
                .map(variable -> " " + variable.name() + "=" + middle(entry, variable))
                .collect(Collectors.joining("", "isoflop predict " + id, ""));
    }

    /** A round value in the middle of the published range. */
    private static String middle(Entry entry, Variable variable) {
        var range = entry.ranges().get(variable.name());
        double value = range == null ? 1e9 : Math.sqrt(range.low() * range.high());
        return Figures.value(variable.name(), Double.parseDouble(Magnitude.digits(value, 1)));
    }

    static String confidence(Entry entry) {
        return entry.confidence().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
