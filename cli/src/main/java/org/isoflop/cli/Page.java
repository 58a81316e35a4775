package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of text for a person, {@value #WIDTH} columns wide. */
final class Page {
    static final int WIDTH = 80;

    private final StringBuilder text = new StringBuilder();
    private final Style style;

    Page(Style style) {
        this.style = style;
    }

    Style style() {
        return style;
    }

    Page line(String line) {
        text.append(line.stripTrailing()).append('\n');
        return this;
    }

    Page blank() {
        text.append('\n');
        return this;
    }

    /** A heading of its own and pieces after it, broken between pieces where the line is full. */
    Page pieces(String head, int indent, String separator, List<String> pieces) {
        var line = new StringBuilder(pad(head, indent));
        boolean first = true;
        for (String piece : pieces) {
            if (!first && line.length() + separator.length() + piece.length() > WIDTH) {
                line(line.toString());
                line = new StringBuilder(" ".repeat(indent));
                first = true;
            }
            line.append(first ? "" : separator).append(piece);
            first = false;
        }
        return line(line.toString());
    }

    /** A heading and a paragraph, broken between words. */
    Page paragraph(String head, int indent, String paragraph) {
        return paragraph(head, indent, paragraph, s -> s);
    }

    Page paragraph(String head, int indent, String paragraph, java.util.function.UnaryOperator<String> look) {
        List<String> lines = wrap(paragraph, WIDTH - indent);
        for (int i = 0; i < lines.size(); i++) {
            String start = i == 0 ? pad(head, indent) : " ".repeat(indent);
            line(start + look.apply(lines.get(i)));
        }
        return this;
    }

    private static List<String> wrap(String paragraph, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : paragraph.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder();
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Left text and right text on one line, the right one at the right margin; below it if there is no room. */
    Page spread(String left, String right) {
        int gap = WIDTH - left.length() - right.length();
        if (gap < 2) {
            line(left);
            return line(" ".repeat(Math.max(0, WIDTH - right.length())) + right);
        }
        return line(left + " ".repeat(gap) + right);
    }

    static String pad(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }

    static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** {@code text} without a path's folders, shortened in the middle if need be. */
    static String fileName(String text) {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? text : text.substring(slash + 1);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
