package org.isoflop.charts.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.isoflop.charts.Chart;
import org.isoflop.charts.draw.Size;
import org.isoflop.charts.draw.Svg;
import org.isoflop.charts.draw.Theme;

/**
 * A report as Markdown, with its pictures beside it.
 *
 * @param text the text
 * @param pictures each SVG by its name, as the text names it
 */
public record Markdown(String text, Map<String, String> pictures) {

    /**
     * The text and its pictures.
     *
     * @param name how a picture is called, given the kind of its chart
     */
    public static Markdown of(Report report, UnaryOperator<String> name) {
        var pictures = new LinkedHashMap<String, String>();
        var text = new StringBuilder("# ")
                .append(report.title())
                .append("\n\n")
                .append(escaped(report.lead()))
                .append("\n\n");
        for (Report.Section section : report.sections()) {
            text.append("## ").append(section.title()).append("\n\n");
            section.blocks()
                    .forEach(block -> text.append(block(block, name, pictures)).append("\n\n"));
        }
        return new Markdown(text.toString().stripTrailing() + "\n", pictures);
    }

    private static String block(Report.Block block, UnaryOperator<String> name, Map<String, String> pictures) {
        return switch (block) {
            case Report.Block.Text(var text) -> escaped(text);
            case Report.Block.Formula(var latex, var _) -> "$$" + latex + "$$";
            case Report.Block.Table table -> table(table);
            case Report.Block.Picture(var chart) -> picture(chart, name.apply(chart.kind()), pictures);
            case Report.Block.Command(var text) -> "```\n" + text + "\n```";
            case Report.Block.Warning(var code, var text, var advice) ->
                "> **%s** %s%s".formatted(code, escaped(text), advice.isEmpty() ? "" : " *" + escaped(advice) + "*");
        };
    }

    /** What would be read as markup. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("<", "&lt;")
                .replace("|", "\\|");
    }

    private static String table(Report.Block.Table table) {
        var lines = new ArrayList<String>();
        lines.add(line(table.heads()));
        lines.add("|" + "---|".repeat(table.heads().size()));
        table.rows().forEach(row -> lines.add(line(row)));
        return String.join("\n", lines);
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells.stream().map(Markdown::escaped).toList()) + " |";
    }

    private static String picture(Chart chart, String file, Map<String, String> pictures) {
        pictures.put(file, Svg.of(chart, Size.of(chart), Theme.LIGHT));
        return "![%s](%s)\n\n*%s*"
                .formatted(chart.title().replace("[", "\\[").replace("]", "\\]"), file, escaped(chart.description()));
    }
}
