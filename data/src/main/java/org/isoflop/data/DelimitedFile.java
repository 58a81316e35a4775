package org.isoflop.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.isoflop.InputException;

/** Reads a file of delimited text, plain or gzipped, into a table. */
final class DelimitedFile {
    private static final int BUFFER = 1 << 16;

    private DelimitedFile() {}

    /** @throws InputException if the file is not such a text, has no rows, or has rows of unequal length */
    static void read(InputFile file, TableBuilder table, Fingerprint fingerprint) {
        try (InputStream bytes = fingerprint.following(Files.newInputStream(file.path()));
                var text =
                        new Utf8Reader(file.name(), Format.isGzip(file.fileName()) ? unzipped(file, bytes) : bytes)) {
            parse(file, text, table);
            // What follows the end of the compressed data belongs to the fingerprint too.
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException e) {
            throw new InputException(
                    file.name() + " ends in the middle of its compressed data", "Copy it anew, or compress it anew.");
        } catch (ZipException e) {
            throw new InputException(
                    file.name() + " is damaged: " + e.getMessage(), "Copy it anew, or compress it anew.");
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static InputStream unzipped(InputFile file, InputStream bytes) throws IOException {
        try {
            return new GZIPInputStream(bytes, BUFFER);
        } catch (ZipException e) {
            throw new InputException(
                    file.name() + " is not compressed with gzip, as its ending says",
                    "Give it the ending of what it is, for instance .csv.");
        }
    }

    @SuppressWarnings("resource") // whoever opened the text closes it
    private static void parse(InputFile file, Utf8Reader text, TableBuilder table) throws IOException {
        var records = new RecordHandler(file.name(), table);
        var csv = CsvReader.builder()
                .fieldSeparator(Delimiter.of(file.fileName(), text.ahead()))
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(records, text);
        try {
            // The handler makes no record objects, so the first step runs through the whole file.
            while (csv.iterator().hasNext()) {
                csv.iterator().next();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            // FastCSV wraps whatever is thrown under its hands.
            throw e.getCause() instanceof InputException ours ? ours : records.malformed(e);
        }
        records.finish();
    }
}
