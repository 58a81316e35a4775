package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.isoflop.InputException;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;

/** The files of a test, in a folder of its own, and what reading them gives. */
record Given(Path folder) {

    /** Writes a file as it stands. */
    Path file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reading read(String name, String text) {
        return read(file(name, text));
    }

    Reading csv(String text) {
        return read("runs.csv", text);
    }

    static Reading read(Path... files) {
        return RunsReader.read(Arrays.stream(files).map(Path::toString).toList(), Optional.empty());
    }

    static Reading glob(String... inputs) {
        return RunsReader.read(List.of(inputs), Optional.empty());
    }

    static Reading sql(String sql, Path... files) {
        return RunsReader.read(Arrays.stream(files).map(Path::toString).toList(), Optional.of(sql));
    }

    static double[] numbers(Reading reading, String column) {
        return reading.runs().numbers(column);
    }

    static List<String> labels(Reading reading, String column) {
        return labels(reading.runs(), column);
    }

    static List<String> labels(Runs runs, String column) {
        var labels = (Column.Labels) runs.column(column).orElseThrow();
        return IntStream.range(0, runs.size()).mapToObj(labels::text).toList();
    }

    static List<String> names(Reading reading) {
        return reading.runs().columns().stream().map(Column::name).toList();
    }

    /** Both halves of what is said, with the test's folder left out. */
    String complaint(ThrowingCallable work) {
        var e = catchThrowableOfType(InputException.class, work);
        assertThat(e).as("an InputException").isNotNull();
        return (e.getMessage() + "\n" + e.wayOut()).replace(folder + "/", "").replace(folder.toString(), "FOLDER");
    }
}
