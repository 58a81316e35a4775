package org.isoflop.bench.nist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.isoflop.bench.nist.NistSet.Certified;
import org.isoflop.data.RunsReader;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;

/**
 * Reads a folder of sets: either {@code certified.csv}, one row per parameter, with a CSV file of observations per set,
 * or NIST's own {@code .dat} files.
 */
public final class NistFolder {
    private NistFolder() {}

    /** All sets of a folder. */
    public static List<NistSet> read(Path folder) {
        Path certified = folder.resolve("certified.csv");
        return Files.exists(certified) ? readCertified(folder, certified) : readOriginals(folder);
    }

    private static List<NistSet> readOriginals(Path folder) {
        var sets = new ArrayList<NistSet>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.dat")) {
            for (Path file : files) {
                sets.add(NistFile.read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sets.sort(java.util.Comparator.comparing(NistSet::name));
        return sets;
    }

    private static List<NistSet> readCertified(Path folder, Path certified) {
        Runs table = table(certified);
        var rowsOf = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < table.size(); i++) {
            rowsOf.computeIfAbsent(text(table, "dataset", i), _ -> new ArrayList<>())
                    .add(i);
        }
        var sets = new ArrayList<NistSet>();
        rowsOf.forEach((name, rows) -> {
            int first = rows.getFirst();
            sets.add(new NistSet(
                    name,
                    text(table, "difficulty", first),
                    text(table, "response", first) + " = " + text(table, "model", first),
                    table(folder.resolve(name + ".csv")),
                    rows.stream().map(row -> parameter(table, row)).toList(),
                    table.numbers("residual_sum_of_squares")[first],
                    table.numbers("residual_sd")[first]));
        });
        return sets;
    }

    private static Certified parameter(Runs table, int row) {
        return new Certified(
                text(table, "parameter", row),
                table.numbers("start1")[row],
                table.numbers("start2")[row],
                table.numbers("certified_value")[row],
                table.numbers("certified_sd")[row]);
    }

    private static Runs table(Path file) {
        return RunsReader.read(List.of(file.toString()), Optional.empty()).runs();
    }

    private static String text(Runs table, String column, int row) {
        return table.column(column).orElseThrow() instanceof Column.Labels labels ? labels.text(row) : "";
    }
}
