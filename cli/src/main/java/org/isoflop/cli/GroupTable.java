package org.isoflop.cli;

import java.util.List;
import java.util.function.Function;
import org.isoflop.data.FitDocument;
import org.isoflop.data.FitFile;
import org.isoflop.forecast.Objection;

/**
 * The fits to the groups of a table, a line each, and what there is to say about them as a whole.
 *
 * @param column whose values are the groups
 * @param shared the parameters that are the same in all
 * @param documents the fits
 */
record GroupTable(String column, List<String> shared, List<FitDocument> documents) {
    private static final int MAX_GROUPS = 200;
    private static final int MAX_PARAMETERS = 5;
    private static final int DIGITS = 3;

    void print(Page page) {
        List<FitDocument> shown = documents.subList(0, Math.min(MAX_GROUPS, documents.size()));
        var table = new TextTable()
                .elastic(column, each(shown, GroupTable::name))
                .right("runs", each(shown, d -> Integer.toString(d.fit().rows())));
        for (String name : parameters()) {
            table.point(name, each(shown, d -> Figures.estimate(d.fit().parameter(name), DIGITS)));
        }
        table.point("rms residual", each(shown, GroupTable::rms)).print(page);
        if (!shared.isEmpty()) {
            common(page);
        }
        if (documents.size() > MAX_GROUPS) {
            page.line("  and %,d more: see --json".formatted(documents.size() - MAX_GROUPS));
        }
        page.blank();
        long converged = documents.stream()
                .filter(d -> d.fit().diagnostics().stop().converged())
                .count();
        page.fact(
                "fit",
                shared.isEmpty()
                        ? "%d of %d groups converged".formatted(converged, documents.size())
                        : "all groups together, %s"
                                .formatted(documents
                                        .getFirst()
                                        .fit()
                                        .diagnostics()
                                        .stop()
                                        .describe()));
        page.warnings(warnings());
    }

    /** What all groups have in common. */
    private void common(Page page) {
        FitDocument first = documents.getFirst();
        page.blank();
        String head = "shared";
        for (String name : first.fit().model().names()) {
            if (FitFile.isAmong(shared, name)) {
                double value = first.fit().parameter(name);
                page.fact(
                        head,
                        name + " "
                                + (first.draws().isEmpty()
                                        ? Figures.estimate(value, DIGITS)
                                        : Figures.estimate(
                                                value,
                                                first.draws()
                                                        .interval(
                                                                t -> first.fit()
                                                                        .model()
                                                                        .value(name, t),
                                                                first.level()),
                                                DIGITS)));
                head = "";
            }
        }
    }

    private List<String> parameters() {
        List<String> names = documents.getFirst().fit().model().names().stream()
                .filter(name -> !FitFile.isAmong(shared, name))
                .toList();
        return names.subList(0, Math.min(MAX_PARAMETERS, names.size()));
    }

    private static List<String> each(List<FitDocument> documents, Function<FitDocument, String> cell) {
        return documents.stream().map(cell).toList();
    }

    static String name(FitDocument document) {
        return document.group().orElse("");
    }

    private static String rms(FitDocument document) {
        Misfit misfit = Misfit.of(document.fit());
        return misfit.text(misfit.rms());
    }

    /** For each kind of objection how many groups it concerns, and what it says of the first of them. */
    private List<Objection> warnings() {
        return documents.stream()
                .flatMap(d -> d.warnings().stream().map(Objection::code))
                .distinct()
                .filter(code -> !code.equals(UsableRows.SKIPPED))
                .map(this::warning)
                .toList();
    }

    private Objection warning(String code) {
        List<FitDocument> concerned = documents.stream()
                .filter(d -> d.warnings().stream().anyMatch(w -> w.code().equals(code)))
                .toList();
        FitDocument first = concerned.getFirst();
        String message = first.warnings().stream()
                .filter(w -> w.code().equals(code))
                .findFirst()
                .orElseThrow()
                .message();
        return new Objection(
                code,
                "%s, such as %s: %s".formatted(Page.count(concerned.size(), "group", "groups"), name(first), message));
    }
}
