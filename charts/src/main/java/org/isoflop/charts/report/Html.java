package org.isoflop.charts.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Ink;
import org.isoflop.charts.draw.Size;
import org.isoflop.charts.draw.Svg;
import org.isoflop.charts.draw.Theme;
import org.isoflop.charts.draw.VegaLite;
import tools.jackson.databind.json.JsonMapper;

/**
 * A report as one file of HTML that asks for nothing from anywhere: pictures, fonts and scripts are in it. Without scripts
 * its pictures are there as SVG, wide and narrow; with scripts the wide ones give way to charts that answer the pointer.
 */
public final class Html {
    /** As wide as the text, and as a telephone. */
    private static final int NARROW_WIDTH = 420;

    private static final int NARROW_HEIGHT = 400;

    private final StringBuilder page = new StringBuilder();
    private final Map<String, String> darkInks = new TreeMap<>();
    private int pictures;

    private Html() {}

    /** The file. */
    public static String of(Report report) {
        return new Html().written(report);
    }

    private String written(Report report) {
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .append("<link rel=\"icon\" href=\"data:,\">\n");
        element("title", report.title());
        page.append("<style>\n")
                .append(Assets.katexStyle())
                .append('\n')
                .append(Assets.own("report.css"))
                .append("</style>\n</head>\n<body>\n");
        page.append("<main>\n<header>\n");
        element("h1", report.title());
        page.append("<p class=\"lead\">").append(escaped(report.lead())).append("</p>\n");
        contents(report);
        page.append("</header>\n");
        report.sections().forEach(this::section);
        page.append("</main>\n");
        scripts();
        return page.append("</body>\n</html>\n").toString();
    }

    private void element(String name, String text) {
        page.append('<')
                .append(name)
                .append('>')
                .append(escaped(text))
                .append("</")
                .append(name)
                .append(">\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void contents(Report report) {
        page.append("<nav aria-label=\"Contents\"><ul>\n");
        for (Report.Section section : report.sections()) {
            page.append("<li><a href=\"#")
                    .append(escaped(section.id()))
                    .append("\">")
                    .append(escaped(section.title()))
                    .append("</a></li>\n");
        }
        page.append("</ul></nav>\n");
    }

    private void section(Report.Section section) {
        String id = escaped(section.id());
        page.append("<section aria-labelledby=\"")
                .append(id)
                .append("\">\n<h2 id=\"")
                .append(id)
                .append("\">")
                .append(escaped(section.title()))
                .append("</h2>\n");
        section.blocks().forEach(this::block);
        page.append("</section>\n");
    }

    private void block(Report.Block block) {
        switch (block) {
            case Report.Block.Text(var text) -> element("p", text);
            case Report.Block.Formula(var latex, var plain) ->
                page.append("<div class=\"formula\" role=\"math\" aria-label=\"")
                        .append(escaped(plain))
                        .append("\" data-latex=\"")
                        .append(escaped(latex))
                        .append("\">")
                        .append(escaped(plain))
                        .append("</div>\n");
            case Report.Block.Table table -> table(table);
            case Report.Block.Picture(var chart) -> picture(chart);
            case Report.Block.Command(var text) ->
                page.append("<pre><code>").append(escaped(text)).append("</code></pre>\n");
            case Report.Block.Warning(var name, var text, var advice) -> {
                page.append("<div class=\"warning\"><strong>")
                        .append(escaped(name))
                        .append("</strong> ")
                        .append(escaped(text));
                page.append(advice.isEmpty() ? "" : " <em>" + escaped(advice) + "</em>")
                        .append("</div>\n");
            }
        }
    }

    private void table(Report.Block.Table table) {
        page.append("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(escaped(table.caption()))
                .append("\"><table>\n");
        element("caption", table.caption());
        page.append("<thead><tr>");
        table.heads()
                .forEach(head ->
                        page.append("<th scope=\"col\">").append(escaped(head)).append("</th>"));
        page.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            page.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                String cell = escaped(row.get(i));
                page.append(i == 0 ? "<th scope=\"row\">" + cell + "</th>" : "<td>" + cell + "</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</tbody></table></div>\n");
    }

    private void picture(Chart chart) {
        String id = "chart" + ++pictures;
        chart.layers().forEach(layer -> remember(layer.look().ink()));
        page.append("<figure id=\"")
                .append(id)
                .append("\" data-label=\"")
                .append(escaped(chart.title() + ". " + chart.description()))
                .append("\">\n");
        page.append("<div class=\"wide\">")
                .append(Svg.of(chart, Size.of(chart), Theme.PAGE, id + "w"))
                .append("</div>\n");
        page.append("<div class=\"narrow\">")
                .append(Svg.of(chart, narrow(chart), Theme.PAGE, id + "n"))
                .append("</div>\n");
        page.append("<div class=\"vega\"></div>\n");
        String specification =
                JsonMapper.builder().build().writeValueAsString(VegaLite.of(chart, Size.of(chart), Theme.LIGHT));
        page.append("<script type=\"application/json\">")
                .append(inScript(specification))
                .append("</script>\n");
        Report.Block.Table numbers = Numbers.of(chart);
        if (!numbers.rows().isEmpty()) {
            page.append("<details><summary>").append(escaped(numbers.caption())).append("</summary>\n");
            table(numbers);
            page.append("</details>\n");
        }
        page.append("</figure>\n");
    }

    private static Size narrow(Chart chart) {
        return new Size(
                NARROW_WIDTH, chart.rows().size() > 1 ? 130 * chart.rows().size() + 130 : NARROW_HEIGHT);
    }

    /** JSON that cannot end the script it stands in. */
    private static String inScript(String json) {
        return json.replace("<", "\\u003c");
    }

    private void remember(Ink ink) {
        darkInks.put(ink.light(), ink.dark());
    }

    private void scripts() {
        for (Ink ink : List.of(Ink.TEXT, Ink.MUTED, Ink.GRID, Ink.PAPER)) {
            remember(ink);
        }
        page.append("<script type=\"application/json\" id=\"dark-inks\">")
                .append(JsonMapper.builder().build().writeValueAsString(darkInks))
                .append("</script>\n");
        for (String script : List.of(
                Assets.katex(), Assets.vega(), Assets.vegaLite(), Assets.vegaEmbed(), Assets.own("report.js"))) {
            page.append("<script>").append(script).append("</script>\n");
        }
    }
}
