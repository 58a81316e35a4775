package org.isoflop.data;

/** What stands between the fields of a text. */
final class Delimiter {
    private Delimiter() {}

    /** A tab for {@code .tsv}; else whichever of comma, semicolon and tab the header has most of. */
    static char of(String fileName, CharSequence text) {
        return Format.ending(fileName).equals("tsv") ? '\t' : mostFrequent(text);
    }

    private static char mostFrequent(CharSequence text) {
        int commas = count(text, ',');
        int semicolons = count(text, ';');
        int tabs = count(text, '\t');
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    /** How often {@code c} stands outside quotes in the first line that is not blank. */
    private static int count(CharSequence text, char c) {
        int count = 0;
        boolean quoted = false;
        boolean blank = true;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (!quoted && !blank && (next == '\n' || next == '\r')) {
                break;
            }
            quoted ^= next == '"';
            blank &= next <= ' ' && next != '\t';
            count += !quoted && next == c ? 1 : 0;
        }
        return count;
    }
}
