package org.isoflop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Assumptions;

/** Real runs beside the project, which it does not ship: tests that need them are skipped, aloud, without them. */
public final class SharedData {
    private SharedData() {}

    /** A table of plain numbers and labels; the engine itself knows no files. */
    public static Runs read(String name) {
        Path file = path(name);
        try {
            List<String> lines = Files.readAllLines(file);
            List<String[]> rows =
                    lines.stream().skip(1).map(l -> l.split(",", -1)).toList();
            String[] header = lines.getFirst().split(",", -1);
            var columns = new ArrayList<Column>();
            for (int c = 0; c < header.length; c++) {
                int column = c;
                columns.add(column(header[c], rows.stream().map(r -> r[column]).toList()));
            }
            return Runs.of(columns, Origin.of(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of that name; skips the test where it is not there. */
    public static Path path(String name) {
        for (String folder : List.of("../../shared/data", "../shared/data")) {
            Path file = Path.of(folder, name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return Assumptions.abort("skipped: shared/data/" + name + " is not beside the project");
    }

    private static Column column(String name, List<String> texts) {
        try {
            return new Column.Numbers(
                    name,
                    texts.stream()
                            .mapToDouble(t -> t.isEmpty() ? Double.NaN : Double.parseDouble(t))
                            .toArray());
        } catch (NumberFormatException e) {
            return Column.Labels.of(name, texts);
        }
    }

    /** The 240 runs of Hoffmann et al. that Besiroglu et al. kept. */
    public static Runs chinchilla() {
        return where(read("chinchilla_epoch.csv"), "dropped_by_besiroglu == 0");
    }

    /** The rows that meet a condition. */
    public static Runs where(Runs runs, String condition) {
        return runs.where(Formula.parse(condition).body());
    }
}
