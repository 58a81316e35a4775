package org.isoflop.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.isoflop.InputException;

/**
 * Decodes UTF-8, without its byte order mark, and refuses what is not text.
 *
 * <p>The JDK's own reader either replaces bad bytes or does not say where they are; this one names the line.
 */
final class Utf8Reader extends Reader {
    private static final int BLOCK = 1 << 16;

    private final String name;
    private final InputStream stream;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK).flip();
    private final CharBuffer block = CharBuffer.allocate(BLOCK).flip();
    private boolean ended;
    private int line = 1;
    private char last;

    /**
     * @param name the file, for messages
     * @throws InputException here and on reading, if the stream is not UTF-8 or holds NUL characters
     */
    Utf8Reader(String name, InputStream stream) throws IOException {
        this.name = name;
        this.stream = stream;
        if (decodeBlock() && block.get(0) == '\uFEFF') {
            block.get();
        }
    }

    /** What comes next, up to a block of 65,536 characters, without reading it. */
    CharSequence ahead() {
        return block.asReadOnlyBuffer();
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (!block.hasRemaining() && !decodeBlock()) {
            return -1;
        }
        int count = Math.min(length, block.remaining());
        block.get(buffer, offset, count);
        return count;
    }

    /** Decodes the next characters into the empty block; false if there are none left. */
    private boolean decodeBlock() throws IOException {
        block.clear();
        CoderResult result = decoder.decode(bytes, block, ended);
        while (result.isUnderflow() && !ended) {
            fill();
            result = decoder.decode(bytes, block, ended);
        }
        block.flip();
        check();
        if (result.isError()) {
            throw new InputException(
                    "%s:%d: is not UTF-8 text (byte 0x%02x)".formatted(name, line, bytes.get(bytes.position())),
                    "Save it as UTF-8, for instance with: iconv -f latin1 -t utf-8 " + name);
        }
        return block.hasRemaining();
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = stream.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
    }

    /** Counts the lines of a block, for messages; a line ends with LF, CR, or both. */
    private void check() {
        char[] chars = block.array();
        int length = block.limit();
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            if (c <= '\r') {
                if (c == '\r' || (c == '\n' && last != '\r')) {
                    line++;
                } else if (c == 0) {
                    throw new InputException(
                            "%s:%d: is not a text file (it has NUL bytes)".formatted(name, line),
                            "Parquet files must end in .parquet and compressed ones in .gz; save others as CSV.");
                }
            }
            last = c;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
