package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Runs;

/** What {@code check} says to a person. */
final class CheckText {
    private static final List<String> SHOWN = List.of("N", "D", "C", "loss");

    private final Page page;

    CheckText(Style style) {
        page = new Page(style);
    }

    String of(CheckCommand.Reviewed reviewed) {
        reviewed.groupedBy().ifPresentOrElse(column -> groups(column, reviewed.groups()), () -> {
            CheckCommand.Checked all = reviewed.groups().getFirst();
            one(all);
            page.blank().line("  " + summary(all.objections()));
        });
        return page.toString();
    }

    private void groups(String column, List<CheckCommand.Checked> groups) {
        for (CheckCommand.Checked checked : groups) {
            page.line(page.style().bold("%s = %s".formatted(column, checked.group())));
            one(checked);
            page.blank();
        }
        page.line("  %s: %s"
                .formatted(
                        Page.count(groups.size(), "group", "groups"),
                        summary(groups.stream()
                                .flatMap(checked -> checked.objections().stream())
                                .toList())));
    }

    private void one(CheckCommand.Checked checked) {
        UsableRows rows = checked.rows();
        if (rows != null) {
            new RunsText(rows).print(page);
        } else {
            table(checked.runs());
        }
        page.blank();
        Search search = checked.search();
        if (search != null) {
            String id = search.fit().model().law().id();
            page.spread(search.fit().model().law().formula().equation(), id.equals("formula") ? "" : id);
            if (checked.among() > 0) {
                page.line(Page.padLeft(
                        "chosen by back-test among " + Page.count(checked.among(), "law", "laws"), Page.WIDTH));
            }
        } else {
            page.paragraph(
                    "",
                    2,
                    "No law was fitted, so only the table was read: "
                            + checked.without().replaceFirst("; .*", "") + ".");
        }
        for (Objection objection : checked.objections()) {
            page.blank().objection(objection);
        }
    }

    private void table(Runs runs) {
        var facts = new ArrayList<String>();
        facts.add(Page.count(runs.size(), "row", "rows"));
        for (String name : SHOWN) {
            if (runs.numberNames().contains(name)) {
                double[] finite = Arrays.stream(runs.numbers(name))
                        .filter(Double::isFinite)
                        .toArray();
                if (finite.length > 0) {
                    facts.add(name + " "
                            + Figures.range(
                                    name,
                                    Arrays.stream(finite).min().orElseThrow(),
                                    Arrays.stream(finite).max().orElseThrow()));
                }
            }
        }
        page.line(Page.fileName(runs.origin().summary())).pieces("", "   ", facts);
    }

    private static String summary(List<Objection> objections) {
        if (objections.isEmpty()) {
            return "Nothing to object to.";
        }
        var parts = new ArrayList<String>();
        for (Severity severity : List.of(Severity.GRAVE, Severity.CAUTION, Severity.NOTE)) {
            long count =
                    objections.stream().filter(o -> o.severity() == severity).count();
            if (count > 0) {
                parts.add(count + " " + (severity == Severity.NOTE && count > 1 ? "notes" : severity.label()));
            }
        }
        return String.join(", ", parts) + "; docs/checks.md explains each.";
    }
}
