package org.isoflop.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts of a column's cells in a few large blocks of UTF-8 instead of a million small strings.
 *
 * <p>Each text ends with a byte that UTF-8 never contains; another such byte stands for the text of a number that never
 * was a text.
 */
final class CellTexts {
    private static final byte END = (byte) 0xFE;
    private static final byte NUMBER = (byte) 0xFF;
    private static final int BLOCK = 1 << 16;

    private final List<byte[]> full = new ArrayList<>();
    private final IntList fullSizes = new IntList();
    private byte[] block = new byte[256];
    private int size;

    void add(char[] buffer, int from, int to) {
        reserve(to - from);
        int start = size;
        for (int i = from; i < to; i++) {
            char c = buffer[i];
            if (c >= 0x80) {
                size = start;
                addBytes(new String(buffer, from, to - from).getBytes(StandardCharsets.UTF_8));
                return;
            }
            block[size++] = (byte) c;
        }
        block[size++] = END;
    }

    void addEmpty() {
        reserve(0);
        block[size++] = END;
    }

    /** The text of a cell that was given as a number. */
    void addOfNumber() {
        reserve(1);
        block[size++] = NUMBER;
        block[size++] = END;
    }

    private void addBytes(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, block, size, text.length);
        size += text.length;
        block[size++] = END;
    }

    /** Makes room for a text of that many bytes and its end. */
    private void reserve(int length) {
        if (size + length < block.length) {
            return;
        }
        full.add(block);
        fullSizes.add(size);
        block = new byte[Math.max(BLOCK, length + 1)];
        size = 0;
    }

    /** One of the texts, to be looked at while {@link #forEach} is at it. */
    static final class Text {
        private final byte[] block;
        private final int from;
        private final int to;

        private Text(byte[] block, int from, int to) {
            this.block = block;
            this.from = from;
            this.to = to;
        }

        boolean isOfNumber() {
            return to - from == 1 && block[from] == NUMBER;
        }

        String get() {
            return new String(block, from, to - from, StandardCharsets.UTF_8);
        }
    }

    /** Does something with each cell's text. */
    interface Visitor {
        void visit(int cell, Text text);
    }

    /** Goes through all texts in the order of the cells. */
    void forEach(Visitor visitor) {
        int cell = 0;
        int[] sizes = fullSizes.toArray();
        for (int i = 0; i <= sizes.length; i++) {
            byte[] bytes = i < sizes.length ? full.get(i) : block;
            int end = i < sizes.length ? sizes[i] : size;
            int from = 0;
            for (int to = 0; to < end; to++) {
                if (bytes[to] == END) {
                    visitor.visit(cell++, new Text(bytes, from, to));
                    from = to + 1;
                }
            }
        }
    }
}
