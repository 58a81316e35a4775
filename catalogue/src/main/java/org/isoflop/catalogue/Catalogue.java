package org.isoflop.catalogue;

import java.net.URL;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Parameter;
import org.isoflop.law.Variable;

/**
 * The published laws that Isoflop knows.
 *
 * <pre>{@code
 * Entry entry = Catalogue.builtIn().entry("chinchilla-besiroglu-2024");
 * Model model = Model.of(entry.law(), Set.of("N", "D", "loss"));
 * double[] theta = entry.chosen().orElseThrow().theta(model);
 * }</pre>
 *
 * <p>Nothing is read before it is asked for, and {@link #entry} reads one file only: a command that needs one law
 * should not wait for the others. Nothing is kept either, so ask once. Safe for use by many threads.
 */
public final class Catalogue {
    private final Shelf shelf;

    Catalogue(Shelf shelf) {
        this.shelf = shelf;
    }

    /** The laws that come with Isoflop. */
    public static Catalogue builtIn() {
        URL folder = Catalogue.class.getResource("laws/");
        if (folder == null) {
            throw new IllegalStateException("this build of Isoflop has no entry for its folder of laws");
        }
        return new Catalogue(new Shelf(folder));
    }

    /** The ids of all laws, sorted; no law is read. */
    public List<String> ids() {
        return shelf.names().stream()
                .filter(name -> name.endsWith(EntryReader.SUFFIX))
                .map(name -> name.substring(0, name.length() - EntryReader.SUFFIX.length()))
                .filter(EntryReader::isId)
                .sorted()
                .toList();
    }

    /**
     * One law.
     *
     * @param id its id; {@code parscale-2025:pile} chooses one of several sets of coefficients
     * @throws InputException if there is no such law or no such set
     */
    public Entry entry(String id) {
        int colon = id.indexOf(':');
        String law = colon < 0 ? id : id.substring(0, colon);
        Entry entry = read(law).orElseThrow(() -> unknown(law));
        return colon < 0 ? entry : entry.choosing(id.substring(colon + 1));
    }

    private Optional<Entry> read(String id) {
        // What is no id never reaches the file system.
        if (!EntryReader.isId(id)) {
            return Optional.empty();
        }
        String file = id + EntryReader.SUFFIX;
        return shelf.text(file).map(text -> EntryReader.read(file, text));
    }

    private InputException unknown(String id) {
        List<String> ids = ids();
        String suggestion = Spelling.nearest(id, ids)
                .or(() -> partOfOne(id, ids))
                .map(near -> "Did you mean " + near + "? ")
                .orElse("");
        return new InputException(
                "there is no law '" + id + "' in the catalogue", suggestion + "'isoflop laws' lists them.");
    }

    /** An author's name alone is too far from any id for a spelling mistake, and yet clear enough. */
    private static Optional<String> partOfOne(String text, List<String> ids) {
        String folded = text.toLowerCase(Locale.ROOT).strip();
        return folded.isEmpty()
                ? Optional.empty()
                : ids.stream().filter(id -> id.contains(folded)).findFirst();
    }

    /** All laws, in the order of their ids. */
    public List<Entry> entries() {
        return ids().stream().map(this::entry).toList();
    }

    /**
     * The laws in which every word of {@code text} occurs, whatever its case: in id, kind, title, formula, the meanings
     * of names, notes or citation. What has a word in its id or title comes before what has it in a note. No words, all
     * laws.
     */
    public List<Entry> search(String text) {
        List<String> words = Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        record Found(Entry entry, int worth) {}
        return entries().stream()
                .map(entry -> new Found(entry, worth(entry, words)))
                .filter(found -> found.worth > 0 || words.isEmpty())
                .sorted(Comparator.comparingInt((Found found) -> -found.worth).thenComparing(found -> found.entry.id()))
                .map(Found::entry)
                .toList();
    }

    /** How well a law answers a search; 0 if a word is missing. */
    private static int worth(Entry entry, List<String> words) {
        List<String> places = places(entry);
        int worth = 0;
        for (String word : words) {
            int best = 0;
            for (int i = 0; i < places.size() && best == 0; i++) {
                best = places.get(i).contains(word) ? 1 << (places.size() - i) : 0;
            }
            if (best == 0) {
                return 0;
            }
            worth += best;
        }
        return worth;
    }

    /** Where words are looked for, the place that tells most first. */
    private static List<String> places(Entry entry) {
        Stream<String> meanings = Stream.concat(
                entry.law().variables().stream().map(Variable::meaning),
                entry.law().parameters().stream().map(Parameter::meaning));
        return Stream.of(
                        Stream.of(entry.id(), entry.kind().text()),
                        Stream.of(entry.title()),
                        meanings,
                        Stream.of(
                                entry.kind().title(),
                                entry.law().formula().text(),
                                entry.source().citation(),
                                entry.source().arxiv()),
                        entry.notes().stream())
                .map(texts -> texts.collect(Collectors.joining("\n")).toLowerCase(Locale.ROOT))
                .toList();
    }
}
