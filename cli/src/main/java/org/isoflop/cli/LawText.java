package org.isoflop.cli;

import java.util.List;
import java.util.Locale;
import org.isoflop.catalogue.Coefficients;
import org.isoflop.catalogue.Entry;
import org.isoflop.law.Parameter;
import org.isoflop.law.Variable;
import org.isoflop.runs.Magnitude;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Laws of the catalogue as text and as JSON. */
final class LawText {
    private static final int INDENT = 14;

    private final Page page;
    private final Style style;

    LawText(Style style) {
        this.style = style;
        page = new Page(style);
    }

    /** One line each, by kind. */
    String table(List<Entry> entries) {
        if (entries.isEmpty()) {
            return "no law has all these words\n";
        }
        int width = entries.stream().mapToInt(e -> e.id().length()).max().orElse(0) + 2;
        entries.stream().map(Entry::kind).distinct().sorted().forEach(kind -> {
            page.line(style.bold(kind));
            entries.stream().filter(e -> e.kind().equals(kind)).forEach(e -> {
                String line = "  " + Page.pad(e.id(), width) + e.title();
                page.line(line.length() <= Page.WIDTH ? line : line.substring(0, Page.WIDTH - 1) + "…");
            });
        });
        return page.toString();
    }

    String show(Entry entry) {
        page.spread(style.bold(entry.id()), confidence(entry));
        page.paragraph("", 0, entry.title()).blank();
        page.line("  " + entry.law().formula().equation()).blank();
        for (Variable variable : entry.law().variables()) {
            String unit = variable.unit().isEmpty() || variable.unit().equals(variable.meaning())
                    ? ""
                    : ", " + variable.unit();
            var range = entry.ranges().get(variable.name());
            String published = range == null
                    ? ""
                    : "; published for %s … %s".formatted(Magnitude.count(range.low()), Magnitude.count(range.high()));
            page.paragraph("  " + variable.name(), INDENT, variable.meaning() + unit + published);
        }
        page.blank();
        for (Parameter parameter : entry.law().parameters()) {
            parameter(entry, parameter);
        }
        if (!entry.source().citation().isEmpty()) {
            String arxiv = entry.source().arxiv().isEmpty() ? "" : ", arXiv:" + entry.source().arxiv();
            page.blank().paragraph("  source", INDENT, entry.source().citation() + arxiv);
            page.paragraph("", INDENT, entry.source().checkedAgainst());
        }
        String head = "note";
        for (String note : entry.notes()) {
            page.paragraph("  " + head, INDENT, note);
            head = "";
        }
        page.blank().line("  use         " + example(entry));
        return page.toString();
    }

    private void parameter(Entry entry, Parameter parameter) {
        var values = new StringBuilder();
        for (Coefficients set : entry.coefficients()) {
            Double value = set.values().get(parameter.name());
            Double error = set.errors().get(parameter.name());
            if (value != null) {
                values.append(values.isEmpty() ? "" : ", ").append(Magnitude.digits(value, 6));
                values.append(error == null ? "" : " ± " + Magnitude.digits(error, 3));
                values.append(entry.coefficients().size() > 1 ? " (" + set.name() + ")" : "");
            }
        }
        String meaning = parameter.meaning();
        String text = values.isEmpty() ? meaning : meaning.isEmpty() ? values.toString() : values + "   " + meaning;
        page.paragraph("  " + parameter.name(), INDENT, text);
    }

    private static String example(Entry entry) {
        if (entry.coefficients().isEmpty()) {
            return "isoflop fit RUNS --law " + entry.id();
        }
        var line = new StringBuilder("isoflop predict ").append(entry.id());
        String response = entry.law().formula().response().map(Object::toString).orElse("");
        for (Variable variable : entry.law().variables()) {
            if (variable.name().equals(response)) {
                continue;
            }
            var range = entry.ranges().get(variable.name());
            double value = range == null ? 1e9 : Math.sqrt(range.low() * range.high());
            line.append(' ').append(variable.name()).append('=').append(Magnitude.count(rounded(value)));
        }
        return line.toString();
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.0e", value));
    }

    private static String confidence(Entry entry) {
        return entry.confidence().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static ObjectNode node(Entry entry) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", entry.id())
                .put("kind", entry.kind())
                .put("title", entry.title())
                .put("formula", entry.law().formula().equation())
                .put("confidence", confidence(entry));
    }

    static ObjectNode list(List<Entry> entries) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode laws = node.putArray("laws");
        entries.forEach(e -> laws.add(node(e)));
        node.putArray("warnings");
        return node.put("version", Version.current());
    }
}
