package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.isoflop.data.Given.labels;
import static org.isoflop.data.Given.names;
import static org.isoflop.data.Given.numbers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.isoflop.runs.Column;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table of text becomes. */
class TextFilesTest {
    private static final double NAN = Double.NaN;

    @TempDir
    Path folder;

    private Given given;

    @BeforeEach
    void given() {
        given = new Given(folder);
    }

    @Test
    void numbersAndLabels() {
        var reading = given.csv("N,recipe,loss\n70B,base,2.5\n1e9,wide,3.25\n");
        assertThat(names(reading)).containsExactly("N", "recipe", "loss");
        assertThat(numbers(reading, "N")).containsExactly(70e9, 1e9);
        assertThat(labels(reading, "recipe")).containsExactly("base", "wide");
        assertThat(numbers(reading, "loss")).containsExactly(2.5, 3.25);
        assertThat(reading.badCells()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    12 | 12
                    -0.5 | -0.5
                    +3 | 3
                    .5 | 0.5
                    5. | 5
                    3e-4 | 3e-4
                    5.76E+23 | 5.76e23
                    1e-300 | 1e-300
                    70B | 7e10
                    1.4 T | 1.4e12
                    57.1m | 57.1e6
                    1_000_000 | 1e6
                    45% | 0.45
                    inf | Infinity
                    -Infinity | -Infinity
                    123456789012345680 | 123456789012345680
                    12345678901234567890123 | 12345678901234567890123
                    0.12345678901234567891 | 0.12345678901234567891
                    """)
    void kindsOfNumbers(String text, double value) {
        assertThat(numbers(given.csv("x,y\n" + text + ",1\n"), "x")).containsExactly(value);
    }

    @Test
    void thousandsSeparatorsInQuotes() {
        assertThat(numbers(given.csv("x,y\n\"1,234,567\",1\n"), "x")).containsExactly(1234567);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-05",
                "1.2.3",
                "7b-base",
                "1e",
                "e5",
                "--1",
                "0x1p3",
                "1d",
                "12 34",
                "infinite",
                "+",
                "-+1"
            })
    void textsThatLookLikeNumbersAreLabels(String text) {
        assertThat(labels(given.csv("x,y\n" + text + ",1\n"), "x")).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "na", "N/A", "null", "NULL", "None", "-", "nan", "NaN", "\"\"", " "})
    void missing(String text) {
        var reading = given.csv("x,recipe,y\n1,a,1\n" + text + "," + text + ",2\n");
        assertThat(numbers(reading, "x")).containsExactly(1, NAN);
        assertThat(labels(reading, "recipe")).containsExactly("a", "");
        assertThat(reading.badCells()).isEmpty();
    }

    @Test
    void aColumnWithoutAnythingIsOneOfMissingNumbers() {
        assertThat(numbers(given.csv("x,y\n,1\nNA,2\n"), "x")).containsExactly(NAN, NAN);
    }

    @Test
    void textAmongNumbersIsReported() {
        var reading = given.csv("loss,y\n2.5,1\ndiverged,2\n2.4,3\noops é,4\n,5\n");
        assertThat(numbers(reading, "loss")).containsExactly(2.5, NAN, 2.4, NAN, NAN);
        assertThat(reading.badCells())
                .containsExactly(new BadCell(1, "loss", "diverged"), new BadCell(3, "loss", "oops é"));
        assertThat(reading.runs().origin().place(reading.badCells().getFirst().row()))
                .isEqualTo(folder + "/runs.csv:3");
    }

    @Test
    void numbersAmongTextKeepTheirSpelling() {
        var reading = given.csv("size,y\n007,1\nlarge,2\n7B,3\nsmall,4\nmedium,5\n");
        assertThat(labels(reading, "size")).containsExactly("007", "large", "7B", "small", "medium");
        assertThat(reading.badCells()).isEmpty();
    }

    @Test
    void manyLabels() {
        String[] texts =
                IntStream.range(0, 50_000).mapToObj(i -> "rün " + i % 1000).toArray(String[]::new);
        var reading = given.csv("run,y\n" + String.join(",1\n", texts) + ",1\n");
        assertThat(labels(reading, "run")).containsExactly(texts);
        assertThat(((Column.Labels) reading.runs().column("run").orElseThrow()).levels())
                .hasSize(1000);
    }

    @Test
    void byteOrderMarkAndWindowsLines() {
        var reading = given.csv("\uFEFFN,loss\r\n1,2\r\n\r\n3,4\r\n");
        assertThat(numbers(reading, "N")).containsExactly(1, 3);
        assertThat(reading.runs().origin().lines()).containsExactly(2, 4);
    }

    @Test
    void quotedFieldsOverSeveralLines() {
        var reading = given.csv("note,\"x\n(unit)\"\n\"first, \"\"quoted\"\"\",1\n\"a\r\nb\nc\",2\n\n   \nlast,3\n");
        assertThat(names(reading)).containsExactly("note", "x\n(unit)");
        assertThat(labels(reading, "note")).containsExactly("first, \"quoted\"", "a\r\nb\nc", "last");
        assertThat(reading.runs().origin().lines()).containsExactly(3, 4, 9);
    }

    @Test
    void blanksAroundUnquotedFieldsDoNotCount() {
        var reading = given.csv("N , recipe\n 1 , wide \n 2 ,\" wide \"\n");
        assertThat(names(reading)).containsExactly("N", "recipe");
        assertThat(labels(reading, "recipe")).containsExactly("wide", " wide ");
    }

    @Test
    void aColumnWithoutAName() {
        assertThat(names(given.csv("N,,loss,\n1,2,3,4\n"))).containsExactly("N", "column2", "loss", "column4");
        assertThat(names(given.csv(",N\n0,1\n"))).containsExactly("column1", "N");
    }

    @Test
    void aRowOfMissingValuesIsARow() {
        assertThat(given.csv("N,loss\n,\n1,2\n").runs().size()).isEqualTo(2);
    }

    @Test
    void noLineFeedAtTheEnd() {
        assertThat(numbers(given.csv("N,loss\n1,2\n3,4"), "loss")).containsExactly(2, 4);
        assertThat(numbers(given.csv("N,loss\n1,2\n3,"), "loss")).containsExactly(2, NAN);
    }

    @Test
    void oneColumn() {
        var reading = given.csv("loss\n1\n\n\"\"\n2\n");
        assertThat(numbers(reading, "loss")).containsExactly(1, NAN, 2);
        assertThat(reading.runs().origin().lines()).containsExactly(2, 4, 5);
    }

    @Test
    void otherDelimiters() {
        assertThat(numbers(given.read("a.tsv", "N\tnote, or so\n1\tx,y\n"), "N"))
                .containsExactly(1);
        assertThat(numbers(given.read("a.txt", "\nN\tloss\n1\t2\n"), "loss")).containsExactly(2);
        assertThat(numbers(given.read("a.csv", "N;loss;\"a,b,c,d\"\n1;2,5;3\n"), "N"))
                .containsExactly(1);
        assertThat(numbers(given.read("noending", "N,loss\n1,2\n"), "loss")).containsExactly(2);
    }

    @Test
    void gzip() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("N\tloss\n1\t2\n".getBytes(StandardCharsets.UTF_8));
        }
        var reading = Given.read(given.file("runs.tsv.gz", packed.toByteArray()));
        assertThat(numbers(reading, "loss")).containsExactly(2);
        assertThat(reading.sha256()).contains(sha256(packed.toByteArray()));
    }

    @Test
    void severalFilesAreUnitedByName() {
        Path a = given.file("a.csv", "N,loss\n1,2\n3,4\n");
        Path b = given.file("b.csv", "\nloss,recipe\n5,wide\n");
        var reading = Given.read(a, b);
        assertThat(names(reading)).containsExactly("N", "loss", "recipe");
        assertThat(numbers(reading, "N")).containsExactly(1, 3, NAN);
        assertThat(numbers(reading, "loss")).containsExactly(2, 4, 5);
        assertThat(labels(reading, "recipe")).containsExactly("", "", "wide");
        assertThat(reading.runs().origin().place(1)).isEqualTo(a + ":3");
        assertThat(reading.runs().origin().place(2)).isEqualTo(b + ":3");
    }

    @Test
    void globsGoInTheOrderOfNames() throws IOException {
        Files.createDirectories(folder.resolve("sub/deep"));
        given.file("b.csv", "N\n2\n");
        given.file("a.csv", "N\n1\n");
        given.file("c.tsv", "N\n3\n");
        given.file("sub/d.csv", "N\n4\n");
        given.file("sub/deep/e.csv", "N\n5\n");
        assertThat(numbers(Given.glob(folder + "/*.csv"), "N")).containsExactly(1, 2);
        assertThat(numbers(Given.glob(folder + "/[ac].?sv"), "N")).containsExactly(1, 3);
        assertThat(numbers(Given.glob(folder + "/{b,c}.*"), "N")).containsExactly(2, 3);
        assertThat(numbers(Given.glob(folder + "/*/*.csv"), "N")).containsExactly(4);
        assertThat(numbers(Given.glob(folder + "/sub/**.csv"), "N")).containsExactly(4, 5);
        assertThat(numbers(Given.glob(folder + "/./*.csv"), "N")).containsExactly(1, 2);
    }

    @Test
    void aFileMayHaveANameLikeAGlob() {
        assertThat(numbers(given.read("runs[1].csv", "N\n7\n"), "N")).containsExactly(7);
    }

    @Test
    void fingerprintOfAllBytes() {
        Path a = given.file("a.csv", "N\n1\n");
        Path b = given.file("b.csv", "\uFEFFN\r\n2\r\n");
        assertThat(Given.read(a, b).sha256())
                .contains(sha256("N\n1\n\uFEFFN\r\n2\r\n".getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
