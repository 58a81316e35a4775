package org.isoflop.data;

import org.isoflop.runs.Magnitude;

/** What the text of a cell means: nothing, a number, or a text. */
final class CellText {
    private static final String[] MISSING = {"-", "na", "n/a", "nan", "null", "none"};
    private static final int LONGEST_WORD = "-infinity".length();

    private CellText() {}

    /** Whether {@code text[from, to)} says that nothing is known. */
    static boolean isMissing(char[] text, int from, int to) {
        int start = start(text, from, to);
        int length = end(text, start, to) - start;
        if (length == 0) {
            return true;
        }
        char first = text[start];
        if (length > 4 || (first != 'n' && first != 'N' && first != '-')) {
            return false;
        }
        for (String word : MISSING) {
            if (word.length() == length && startsWith(text, start, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(char[] text, int start, String lowerCaseWord) {
        for (int i = 0; i < lowerCaseWord.length(); i++) {
            if (Character.toLowerCase(text[start + i]) != lowerCaseWord.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The number that {@code text[from, to)} says, as {@link Magnitude} reads it; NaN if it is none. */
    static double number(char[] text, int from, int to) {
        int start = start(text, from, to);
        int end = end(text, start, to);
        double value = Decimal.parse(text, start, end);
        if (!Double.isNaN(value) || !looksLikeNumber(text, start, end)) {
            return value;
        }
        return Magnitude.parse(new String(text, start, end - start)).orElse(Double.NaN);
    }

    /** Keeps dates, names and the like from the slow reader, which would find out by an exception. */
    private static boolean looksLikeNumber(char[] text, int from, int to) {
        if (from == to) {
            return false;
        }
        int i = text[from] == '+' || text[from] == '-' ? from + 1 : from;
        if (i == to) {
            return false;
        }
        char first = text[i];
        if (first == 'i' || first == 'I') {
            return to - from <= LONGEST_WORD;
        }
        if (!isDigit(first) && first != '.') {
            return false;
        }
        while (i < to && isInner(text, i)) {
            i++;
        }
        while (i < to && text[i] <= ' ') {
            i++;
        }
        return i == to || (i == to - 1 && "kmbgtKMBGT%".indexOf(text[i]) >= 0);
    }

    private static boolean isInner(char[] text, int i) {
        char c = text[i];
        return switch (c) {
            case ',', '.', '_', 'e', 'E' -> true;
            case '+', '-' -> text[i - 1] == 'e' || text[i - 1] == 'E';
            default -> isDigit(c);
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int start(char[] text, int from, int to) {
        int start = from;
        while (start < to && text[start] <= ' ') {
            start++;
        }
        return start;
    }

    private static int end(char[] text, int from, int to) {
        int end = to;
        while (end > from && text[end - 1] <= ' ') {
            end--;
        }
        return end;
    }
}
