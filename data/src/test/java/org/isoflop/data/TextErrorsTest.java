package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when a file cannot be read, word by word. */
class TextErrorsTest {
    @TempDir
    Path folder;

    private Given given;

    @BeforeEach
    void given() {
        given = new Given(folder);
    }

    private String complaintAbout(String text) {
        return given.complaint(() -> given.csv(text));
    }

    private String complaintAbout(Path file) {
        return given.complaint(() -> Given.read(file));
    }

    private String complaintAboutGlob(String pattern) {
        return given.complaint(() -> Given.glob(folder + "/" + pattern));
    }

    @Test
    void nothingToRead() {
        assertThat(given.complaint(() -> RunsReader.read(List.of(), Optional.empty())))
                .isEqualTo("no runs were given; a file, a glob or SQL was expected\nName a file of runs.");
    }

    @Test
    void missingFile() {
        given.file("runs.csv", "N\n1\n");
        assertThat(complaintAbout(folder.resolve("rums.csv")))
                .isEqualTo("rums.csv: there is no such file\nDid you mean runs.csv?");
        assertThat(complaintAbout(folder.resolve("sweep-of-may.csv")))
                .isEqualTo("sweep-of-may.csv: there is no such file\nIn FOLDER there is runs.csv.");
        assertThat(complaintAbout(folder.resolve("nowhere/runs.csv")))
                .isEqualTo("nowhere/runs.csv: there is no such file\nThere is no folder nowhere.");
    }

    @Test
    void emptyFolder() {
        assertThat(complaintAbout(folder.resolve("runs.csv")))
                .isEqualTo("runs.csv: there is no such file\nThere is nothing in FOLDER: is it the right folder?");
    }

    @Test
    void globWithoutMatch() {
        given.file("runs.tsv", "N\n1\n");
        assertThat(complaintAboutGlob("*.csv")).isEqualTo("'*.csv' matches no file\nIn FOLDER there is runs.tsv.");
        assertThat(complaintAboutGlob("nowhere/*.csv"))
                .isEqualTo("'nowhere/*.csv' matches no file\nThere is no folder nowhere.");
        assertThat(complaintAboutGlob("[a.csv")).startsWith("'[a.csv' is not a pattern of file names: ");
    }

    @Test
    void fileGivenTwice() {
        Path file = given.file("runs.csv", "N\n1\n");
        assertThat(given.complaint(() -> Given.glob(file.toString(), folder + "/*.csv")))
                .isEqualTo("runs.csv is given twice, so that its rows would count twice\n"
                        + "Name it once, or let the globs not overlap.");
    }

    @Test
    void folderInsteadOfFile() {
        assertThat(complaintAbout(folder))
                .isEqualTo("FOLDER is a folder; a file was expected\nName its files, for instance '*.csv'.");
    }

    @Test
    void unreadableFile() throws IOException {
        Path file = given.file("runs.csv", "N\n1\n");
        Files.setPosixFilePermissions(file, Set.of());
        assumeFalse(Files.isReadable(file), "the superuser may read everything");
        assertThat(complaintAbout(file))
                .isEqualTo("runs.csv may not be read by you\nGive yourself the right to: chmod u+r runs.csv");
    }

    @Test
    void emptyFile() {
        String expected = "runs.csv is empty; a header line with the names of the columns was expected\n"
                + "Check that the program which writes it has finished.";
        assertThat(complaintAbout("")).isEqualTo(expected);
        assertThat(complaintAbout("\uFEFF")).isEqualTo(expected);
        assertThat(complaintAbout("\r\n\n  \n")).isEqualTo(expected);
    }

    @Test
    void headerOnly() {
        assertThat(complaintAbout("N,D,loss\n\n"))
                .isEqualTo("runs.csv has a header but no rows\nLeave it out, or check what should be in it.");
    }

    @Test
    void oneFileOfSeveralWithoutRows() {
        Path a = given.file("a.csv", "N\n1\n");
        Path b = given.file("b.csv", "N\n");
        assertThat(given.complaint(() -> Given.read(a, b))).startsWith("b.csv has a header but no rows\n");
    }

    @Test
    void raggedRows() {
        assertThat(complaintAbout("N,D,loss\n1,2,3\n\n4,5\n"))
                .isEqualTo("runs.csv:4: has 2 fields, 3 were expected, as in the header\n"
                        + "Mend that line; a missing value still needs its delimiter.");
        assertThat(complaintAbout("N,D,loss\n1,2,\"a\nb\"\n4,5,6,7\n"))
                .isEqualTo("runs.csv:4: has 4 fields, 3 were expected, as in the header\n"
                        + "Quote a field that contains the delimiter, or mend that line.");
        assertThat(complaintAbout("N,D\n1\n"))
                .startsWith("runs.csv:2: has 1 field, 2 were expected, as in the header\n");
    }

    @Test
    void sameNameTwice() {
        assertThat(complaintAbout("N,loss,D, loss\n1,2,3,4\n"))
                .isEqualTo("runs.csv:1: columns 2 and 4 are both called 'loss'\nRename one of them in the file.");
        assertThat(complaintAbout("column2,\n1,2\n"))
                .startsWith("runs.csv:1: columns 1 and 2 are both called 'column2'\n");
    }

    @Test
    void noHeader() {
        assertThat(complaintAbout("1e9,2e10,2.5\n1e9,4e10,2.4\n"))
                .isEqualTo("runs.csv:1: has no names; a header line with the names of the columns was expected\n"
                        + "Put one on top of the file, such as N,D,loss.");
    }

    @Test
    void notText() {
        assertThat(complaintAbout("N,loss\n1,2\n3,\u0000\n"))
                .isEqualTo("runs.csv:3: is not a text file (it has NUL bytes)\n"
                        + "Parquet files must end in .parquet and compressed ones in .gz; save others as CSV.");
    }

    @Test
    void notUtf8() {
        byte[] latin = "N,recipe\r\n1,a\r\n2,größer\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(complaintAbout(given.file("runs.csv", latin)))
                .isEqualTo("runs.csv:3: is not UTF-8 text (byte 0xf6)\n"
                        + "Save it as UTF-8, for instance with: iconv -f latin1 -t utf-8 runs.csv");
    }

    @Test
    void badByteFarDownTheFile() {
        byte[] bytes = ("x\n" + "1234567\n".repeat(40_000) + "?\n").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 2] = (byte) 0xC3;
        assertThat(complaintAbout(given.file("runs.csv", bytes)))
                .startsWith("runs.csv:40002: is not UTF-8 text (byte 0xc3)\n");
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        assertThat(complaintAbout(given.file("runs.csv", cut)))
                .startsWith("runs.csv:40002: is not UTF-8 text (byte 0xc3)\n");
    }

    @Test
    void openQuote() {
        assertThat(complaintAbout("N,note\n1,a\n2,\"b\n3,c\n"))
                .isEqualTo("runs.csv:3: has a quote that is never closed\n"
                        + "Close it, or write a quote inside a quoted field twice (\"\").");
        assertThat(complaintAbout("N,note\n1,\"" + "a,b\n".repeat(5_000_000)))
                .startsWith("runs.csv:2: has a quote that is never closed\n");
    }

    @Test
    void textAfterAQuote() {
        assertThat(complaintAbout("N,note\n1,\"wide\" model\n"))
                .isEqualTo("runs.csv:2: has text after a closing quote; a delimiter was expected there\n"
                        + "Write a quote inside a quoted field twice (\"\").");
    }

    @Test
    void notGzip() {
        assertThat(complaintAbout(given.file("runs.csv.gz", "N\n1\n")))
                .isEqualTo("runs.csv.gz is not compressed with gzip, as its ending says\n"
                        + "Give it the ending of what it is, for instance .csv.");
    }

    @Test
    void cutGzip() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("N,loss\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 9);
        assertThat(complaintAbout(given.file("runs.csv.gz", cut)))
                .isEqualTo("runs.csv.gz ends in the middle of its compressed data\n"
                        + "Copy it anew, or compress it anew.");
        assertThat(complaintAbout(given.file("runs.csv.gz", Arrays.copyOf(cut, 3))))
                .startsWith("runs.csv.gz ends in the middle of its compressed data\n");
    }

    @Test
    void damagedGzip() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("N,loss\n1,2\n3,4\n".repeat(100).getBytes(StandardCharsets.UTF_8));
        }
        byte[] damaged = packed.toByteArray();
        damaged[damaged.length - 6] ^= 1;
        assertThat(complaintAbout(given.file("runs.csv.gz", damaged))).startsWith("runs.csv.gz is damaged: ");
    }
}
