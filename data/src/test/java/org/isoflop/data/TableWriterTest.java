package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterTest {
    @TempDir
    Path folder;

    private Given given;

    @BeforeEach
    void given() {
        given = new Given(folder);
    }

    private static Runs table(Column... columns) {
        return Runs.of(List.of(columns), Origin.of("here"));
    }

    private Runs writtenAndRead(Runs runs, String name) {
        Path target = folder.resolve(name);
        TableWriter.write(runs, target);
        return Given.read(target).runs();
    }

    @Test
    void whatAFileLooksLike() throws IOException {
        var runs = table(
                new Column.Numbers("N", new double[] {70e9, Double.NaN}),
                Column.Labels.of("recipe, long", List.of("a \"b\"", "plain")));
        TableWriter.write(runs, folder.resolve("t.csv"));
        assertThat(folder.resolve("t.csv")).hasContent("N,\"recipe, long\"\n70000000000,\"a \"\"b\"\"\"\n,plain\n");
        TableWriter.write(runs, folder.resolve("t.tsv"));
        assertThat(folder.resolve("t.tsv")).hasContent("N\t\"recipe, long\"\n70000000000\t\"a \"\"b\"\"\"\n\tplain\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("no part is left behind").hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.csv", "t.tsv"})
    void numbersToTheBit(String name) {
        var random = new SplittableRandom(1);
        double[] values = DoubleStream.concat(
                        DoubleStream.of(
                                1e-300,
                                0.1,
                                123456789012345680.0,
                                -0.0,
                                0,
                                Double.MIN_VALUE,
                                Double.MAX_VALUE,
                                1e15,
                                1e22,
                                1e23,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                1 / 3.0),
                        DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong()))
                                .limit(20_000))
                .map(x -> Double.isNaN(x) ? Double.NaN : x)
                .toArray();
        var other = new Column.Numbers("other", new double[values.length]);
        var back = writtenAndRead(table(new Column.Numbers("x", values), other), name);
        assertThat(bits(back.numbers("x"))).containsExactly(bits(values));
        assertThat(bits(writtenAndRead(table(new Column.Numbers("x", values)), name)
                        .numbers("x")))
                .as("alone on its line")
                .containsExactly(bits(values));
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    @Test
    void labels() {
        var texts = List.of("plain", "", " blank ", "a,b", "a;b", "a\tb", "a\r\nb", "\"", "größer 🙂", "12");
        var back = writtenAndRead(table(Column.Labels.of("a;b;c", texts)), "t.csv");
        assertThat(Given.labels(back, "a;b;c")).isEqualTo(texts);
    }

    @Test
    void anOldFileIsReplaced() {
        given.file("t.csv", "old\n");
        TableWriter.write(table(new Column.Numbers("x", new double[] {1})), folder.resolve("t.csv"));
        assertThat(folder.resolve("t.csv")).hasContent("x\n1\n");
    }

    @Test
    void whatCannotBeWritten() {
        given.file("t.csv", "old\n");
        assertThat(given.complaint(() -> TableWriter.checkWritable(folder.resolve("t.csv"), false)))
                .isEqualTo("t.csv is there already\n--force overwrites it.");
        assertThat(given.complaint(() -> TableWriter.checkWritable(folder, true)))
                .isEqualTo("FOLDER is a folder; the name of a file was expected\n"
                        + "Name a file in it, for instance output.");
        assertThat(given.complaint(() -> TableWriter.checkWritable(folder.resolve("no/t.csv"), true)))
                .isEqualTo("no/t.csv cannot be written: there is no folder no\nMake it first: mkdir -p no");
        assertThat(given.complaint(() -> TableWriter.write(
                        table(new Column.Numbers("x", new double[] {1})), folder.resolve("no/t.csv"))))
                .startsWith("no/t.csv cannot be written: ");
        TableWriter.checkWritable(folder.resolve("t.csv"), true);
        TableWriter.checkWritable(folder.resolve("new.csv"), false);
        TableWriter.checkWritable(Path.of("a-name-without-folder.csv"), false);
    }
}
