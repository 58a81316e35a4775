package org.isoflop.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;

/**
 * A folder of the catalogue whose files are called by their ids.
 *
 * @param shelf the folder
 * @param what one of its files describes, for messages: "law"
 * @param listing what lists them, as a full sentence
 */
record Drawer(Shelf shelf, String what, String listing) {
    /** So many names that hold a text are suggested at most. */
    private static final int MOST = 4;

    /** All ids, sorted; no file is read. */
    List<String> ids() {
        return shelf.names().stream()
                .flatMap(name -> id(name).stream())
                .sorted()
                .toList();
    }

    /** The texts of all files by their ids, sorted. */
    SortedMap<String, String> texts() {
        var texts = new TreeMap<String, String>();
        shelf.texts().forEach((name, text) -> id(name).ifPresent(id -> texts.put(id, text)));
        return texts;
    }

    private static Optional<String> id(String name) {
        return Optional.of(name)
                .filter(file -> file.endsWith(EntryReader.SUFFIX))
                .map(file -> file.substring(0, file.length() - EntryReader.SUFFIX.length()))
                .filter(EntryReader::isId);
    }

    /**
     * The text of a file.
     *
     * @throws InputException with names that may be meant, if there is none for that id
     */
    String text(String id) {
        // What is no id never reaches the file system.
        Optional<String> text = EntryReader.isId(id) ? shelf.text(file(id)) : Optional.empty();
        return text.orElseThrow(() -> unknown(id));
    }

    static String file(String id) {
        return id + EntryReader.SUFFIX;
    }

    private InputException unknown(String id) {
        List<String> ids = ids();
        // "h100" is the beginning of two names, and only then one letter from h200.
        String suggestion = parts(id, ids)
                .or(() -> Spelling.nearest(id, ids))
                .map(near -> "Did you mean " + near + "? ")
                .orElse("");
        return new InputException("there is no %s '%s' in the catalogue".formatted(what, id), suggestion + listing);
    }

    /** A part of a name is too far from any id for a spelling mistake, and yet clear enough. */
    private static Optional<String> parts(String text, List<String> ids) {
        String folded = text.toLowerCase(Locale.ROOT).strip();
        List<String> holding = folded.isEmpty()
                ? List.of()
                : ids.stream().filter(id -> id.contains(folded)).limit(MOST).toList();
        return holding.isEmpty()
                ? Optional.empty()
                : Optional.of(holding.stream().collect(Collectors.joining(", ")).replaceAll(", ([^,]*)$", " or $1"));
    }
}
