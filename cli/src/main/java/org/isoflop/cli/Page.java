package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.isoflop.forecast.Objection;

/** Lines of text for a person, {@value #WIDTH} columns wide where that is possible; colours take no room. */
final class Page {
    static final int WIDTH = 80;

    /** Where the text behind a short head begins: {@code "  fit      median error …"}. */
    static final int INDENT = 11;

    /** A blank at which no line is broken. */
    static final char TIE = '\u00a0';

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private final StringBuilder text = new StringBuilder();
    private final Style style;

    Page(Style style) {
        this.style = style;
    }

    Style style() {
        return style;
    }

    Page line(String line) {
        text.append(line.replace(TIE, ' ').stripTrailing()).append('\n');
        return this;
    }

    Page blank() {
        text.append('\n');
        return this;
    }

    /** A head and a paragraph behind it. */
    Page fact(String head, String paragraph) {
        return paragraph("  " + head, INDENT, paragraph, UnaryOperator.identity());
    }

    /** What there is to hold against an answer. */
    Page warnings(List<Objection> warnings) {
        String head = "  mind";
        for (Objection warning : warnings) {
            paragraph(head, INDENT, warning.message(), style::warning);
            head = "";
        }
        return this;
    }

    /** An objection with its severity, its code, the evidence and the advice. */
    Page objection(Objection objection) {
        String severity = objection.severity().label();
        String head = Page.pad("  " + severity, INDENT);
        line(switch (objection.severity()) {
                    case NOTE -> head;
                    case CAUTION, GRAVE -> style.warning(head);
                }
                + objection.code());
        paragraph("", INDENT, objection.message(), UnaryOperator.identity());
        return objection.advice().isEmpty() ? this : paragraph("", INDENT, "→ " + objection.advice(), style::dim);
    }

    /** A head and a paragraph from the column {@code indent} on. */
    Page paragraph(String head, int indent, String paragraph) {
        return paragraph(head, indent, paragraph, UnaryOperator.identity());
    }

    private Page paragraph(String head, int indent, String paragraph, UnaryOperator<String> look) {
        String start = pad(head, indent);
        for (String line : wrap(paragraph.split(" ", -1), " ", WIDTH - indent)) {
            line(start + look.apply(line));
            start = " ".repeat(indent);
        }
        return this;
    }

    /** A head and pieces behind it, which stay whole. */
    Page pieces(String head, String separator, List<String> pieces) {
        String start = pad(head, INDENT);
        for (String line : wrap(pieces.toArray(String[]::new), separator, WIDTH - INDENT)) {
            line(start + line);
            start = " ".repeat(INDENT);
        }
        return this;
    }

    private static List<String> wrap(String[] pieces, String separator, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String piece : pieces) {
            if (!line.isEmpty() && line.length() + separator.length() + piece.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder();
            }
            line.append(line.isEmpty() ? "" : separator).append(piece);
        }
        lines.add(line.toString());
        return lines;
    }

    /** A formula on the left and its name at the right margin; the formula is broken where it must be. */
    Page spread(String left, String right) {
        List<String> lines = wrap(left.split(" ", -1), " ", WIDTH - 2);
        for (String line : lines.subList(0, lines.size() - 1)) {
            line("  " + style.bold(line));
        }
        String last = "  " + style.bold(lines.getLast());
        int gap = WIDTH - length(last) - length(right);
        return gap >= 2 || right.isEmpty()
                ? line(last + " ".repeat(Math.max(0, gap)) + right)
                : line(last).line(padLeft(right, WIDTH));
    }

    /** How many columns a text takes. */
    private static int length(String text) {
        return COLOUR.matcher(text).replaceAll("").length();
    }

    /** The text and blanks after it, at least one if there is a text at all. */
    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(text.isEmpty() ? 0 : 1, width - length(text)));
    }

    static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - length(text))) + text;
    }

    /** {@code text} without the folders of a path. */
    static String fileName(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** One of something, or more: {@code 1 run}, {@code 1,024 runs}. */
    static String count(long n, String one, String more) {
        return "%,d %s".formatted(n, n == 1 ? one : more);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
