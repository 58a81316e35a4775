package org.isoflop.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts the text of a formula into tokens. */
final class Lexer {
    private static final List<String> SYMBOLS = List.of(
            "<=", ">=", "==", "!=", "&&", "||", "..", "**", "+", "-", "*", "/", "^", "(", ")", "[", "]", "{", "}", ",",
            ";", "=", "<", ">", "~", "!");

    /** Words of the language: as names they need backquotes. */
    static final Set<String> WORDS = Set.of("and", "or", "not", "where", "in", "start", "inf");

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        var lexer = new Lexer(text);
        var tokens = new ArrayList<Token>();
        do {
            tokens.add(lexer.next());
        } while (tokens.getLast().kind() != Token.Kind.END);
        return tokens;
    }

    /** Whether a name needs no backquotes. */
    static boolean isPlainName(String name) {
        return !name.isEmpty()
                && startsName(name.charAt(0))
                && new Lexer(name).name().text().equals(name)
                && !WORDS.contains(name);
    }

    private static boolean startsName(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private Token next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Token.Kind.END, "", at, Double.NaN);
        }
        char c = text.charAt(at);
        if (isDigit(at) || c == '.' && isDigit(at + 1)) {
            return number();
        }
        if (startsName(c)) {
            return name();
        }
        if (c == '`') {
            return quoted(Token.Kind.QUOTED, c);
        }
        if (c == '\'' || c == '"') {
            return quoted(Token.Kind.TEXT, c);
        }
        return symbol();
    }

    private Token number() {
        int from = at;
        digits();
        if (at < text.length() && text.charAt(at) == '.' && !text.startsWith("..", at)) {
            at++;
            digits();
        }
        exponent();
        int power = at < text.length() && !isNamePart(at + 1) ? Numeral.powerOfTen(text.charAt(at)) : 0;
        double value = Numeral.read(text.substring(from, at), power).orElseThrow();
        if (power > 0) {
            at++;
        }
        if (isNamePart(at)) {
            throw error(at, "a number runs into '" + text.charAt(at) + "'", "Write * between factors, as in 2*N.");
        }
        if (Double.isInfinite(value)) {
            throw error(from, text.substring(from, at) + " is too large", "Numbers end at 1.7e308.");
        }
        return new Token(Token.Kind.NUMBER, text.substring(from, at), from, value);
    }

    private void digits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private void exponent() {
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int sign = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
            if (isDigit(at + 1 + sign)) {
                at += 1 + sign;
                digits();
            }
        }
    }

    /** Letters, digits and underscores; a dot joins the parts of a column name such as {@code h.web}. */
    private Token name() {
        int from = at;
        while (isNamePart(at) || at < text.length() && text.charAt(at) == '.' && isNamePart(at + 1)) {
            at++;
        }
        String name = text.substring(from, at);
        return new Token(Token.Kind.NAME, name, from, Double.NaN);
    }

    private Token quoted(Token.Kind kind, char quote) {
        int from = at;
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw error(from, "this " + quote + " is never closed", "Add the closing " + quote + ".");
        }
        if (kind == Token.Kind.QUOTED && end == from + 1) {
            throw error(from, "there is no name between these backquotes", "");
        }
        at = end + 1;
        return new Token(kind, text.substring(from + 1, end), from, Double.NaN);
    }

    private Token symbol() {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                int from = at;
                at += symbol.length();
                return new Token(Token.Kind.SYMBOL, symbol, from, Double.NaN);
            }
        }
        throw error(
                at,
                "'" + text.charAt(at) + "' has no meaning in a formula",
                "Names with other signs go in `backquotes`.");
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private boolean isNamePart(int index) {
        return index < text.length() && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == '_');
    }

    private FormulaException error(int position, String reason, String wayOut) {
        return new FormulaException(text, position, reason, wayOut);
    }
}
