package org.isoflop.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;

/**
 * One table of a law file. It hands out values by their key, and says file and key when a value is not what it should
 * be.
 */
final class Section {
    private final String file;
    private final String path;
    private final Map<String, Toml> values;

    private Section(String file, String path, Toml.Table table) {
        this.file = file;
        this.path = path;
        this.values = table.values();
    }

    /** The whole document. */
    static Section of(String file, String document) {
        return new Section(file, "", Toml.parse(file, document));
    }

    /** This section, if it has no key but these: a misspelt key would otherwise be a value that silently is not there. */
    Section only(String... keys) {
        List<String> known = List.of(keys);
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw new InputException(
                        "%s: unknown key '%s'".formatted(file, full(key)),
                        Spelling.nearest(key, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("The keys here are " + String.join(", ", known) + "."));
            }
        }
        return this;
    }

    /** Its keys, in the order of the file. */
    Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        if (value(key) instanceof Toml.Text(var text) && !text.isBlank()) {
            return text.strip();
        }
        throw unexpected(key, "a text that is not empty");
    }

    String textOr(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** Texts in a list, which may be left out. */
    List<String> texts(String key) {
        return items(key, "a list of texts").stream()
                .map(item -> {
                    if (item instanceof Toml.Text(var text) && !text.isBlank()) {
                        return text.strip();
                    }
                    throw unexpected(key, "a list of texts");
                })
                .toList();
    }

    /** A number, which may be infinite or left out. */
    double numberOr(String key, double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    /** A number, which may be infinite. */
    double number(String key) {
        if (!(value(key) instanceof Toml.Num(var number))) {
            throw unexpected(key, "a number");
        }
        if (Double.isNaN(number)) {
            throw wrong(key, "is not a number", "");
        }
        return number;
    }

    /** A whole number. */
    int whole(String key) {
        double number = number(key);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw wrong(key, "is not a whole number", "");
        }
        return (int) number;
    }

    int wholeOr(String key, int otherwise) {
        return has(key) ? whole(key) : otherwise;
    }

    boolean truth(String key) {
        if (value(key) instanceof Toml.Truth(var truth)) {
            return truth;
        }
        throw unexpected(key, "true or false");
    }

    /** One of some texts. */
    String choice(String key, String... choices) {
        String text = text(key);
        if (!List.of(choices).contains(text)) {
            throw wrong(key, "is '%s', and should be one of %s".formatted(text, String.join(", ", choices)), "");
        }
        return text;
    }

    /** All keys of a table and their finite numbers; the table may be left out. */
    Map<String, Double> numbers(String key) {
        var numbers = new LinkedHashMap<String, Double>();
        if (has(key)) {
            Section table = section(key);
            for (String name : table.values.keySet()) {
                double number = table.number(name);
                if (Double.isInfinite(number)) {
                    throw table.wrong(name, "is infinite", "Leave it out if it is not known.");
                }
                numbers.put(name, number);
            }
        }
        return numbers;
    }

    /** Two finite numbers in a list, the smaller one first; the list may be left out. */
    Optional<Validity> range(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (value(key) instanceof Toml.Items(var ends)
                && ends.size() == 2
                && ends.getFirst() instanceof Toml.Num(var low)
                && ends.getLast() instanceof Toml.Num(var high)
                && Double.isFinite(low)
                && Double.isFinite(high)
                && low <= high) {
            return Optional.of(new Validity(low, high));
        }
        throw unexpected(key, "two finite numbers, the smaller first, as in [1, 10]");
    }

    Section section(String key) {
        if (value(key) instanceof Toml.Table table) {
            return new Section(file, full(key), table);
        }
        throw unexpected(key, "a table");
    }

    /** The tables inside a table, by their names. */
    Map<String, Section> sections(String key) {
        Section outer = section(key);
        var inner = new LinkedHashMap<String, Section>();
        outer.values.keySet().forEach(name -> inner.put(name, outer.section(name)));
        return inner;
    }

    /** Tables in a list, {@code [[key]]}, which may be left out; messages count them from 1. */
    List<Section> list(String key) {
        List<Toml> items = items(key, "tables, each under [[" + key + "]]");
        return IntStream.range(0, items.size())
                .mapToObj(i -> {
                    if (items.get(i) instanceof Toml.Table table) {
                        return new Section(file, full(key) + "[" + (i + 1) + "]", table);
                    }
                    throw unexpected(key, "tables, each under [[" + key + "]]");
                })
                .toList();
    }

    private List<Toml> items(String key, String expected) {
        if (!has(key)) {
            return List.of();
        }
        if (value(key) instanceof Toml.Items(var items)) {
            return items;
        }
        throw unexpected(key, expected);
    }

    private Toml value(String key) {
        Toml value = values.get(key);
        if (value == null) {
            throw wrong(key, "is missing", "");
        }
        return value;
    }

    private InputException unexpected(String key, String expected) {
        return wrong(key, "is " + value(key).kind() + ", and should be " + expected, "");
    }

    /**
     * The exception for a value that cannot be right.
     *
     * @param what the rest of a sentence that begins with the key
     * @param wayOut a full sentence, or empty
     */
    InputException wrong(String key, String what, String wayOut) {
        return new InputException("%s: '%s' %s".formatted(file, full(key), what), wayOut);
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
