package org.isoflop.catalogue;

import java.net.URL;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.law.Law;
import org.isoflop.law.Parameter;
import org.isoflop.law.Variable;
import org.isoflop.transfer.RuleSet;

/**
 * The published laws, models and accelerators that Isoflop knows.
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
    /** What it tells that a word stands in an id; every further place tells half of the one before. */
    private static final int MOST = 64;

    /** That of a title. */
    private static final int TELLING = MOST / 2;

    /** It forecasts best where it applies, on many tables; docs/trust.md has the numbers. */
    private static final String SOUND = "chinchilla-joint";

    private final Drawer laws;
    private final Shelf priors;
    private final Drawer rules;
    private final Drawer models;
    private final Drawer accelerators;

    Catalogue(Shelf shelf) {
        laws = new Drawer(shelf, "law", "'isoflop laws' lists them.");
        priors = new Shelf(folder("priors/"));
        rules = new Drawer(
                new Shelf(folder("rules/")), "set of transfer rules", "'isoflop transfer --list' lists them.");
        models = new Drawer(new Shelf(folder("models/")), "model", "'isoflop models' lists them.");
        accelerators =
                new Drawer(new Shelf(folder("accelerators/")), "accelerator", "'isoflop accelerators' lists them.");
    }

    /** The laws that come with Isoflop. */
    public static Catalogue builtIn() {
        return new Catalogue(new Shelf(folder("laws/")));
    }

    private static URL folder(String name) {
        URL folder = Catalogue.class.getResource(name);
        if (folder == null) {
            throw new IllegalStateException("this build of Isoflop has no entry for its folder " + name);
        }
        return folder;
    }

    /** What the literature lets one believe of the parameters of the law with that id, if anything. */
    public Optional<Literature> literature(String id) {
        String file = id + EntryReader.SUFFIX;
        return EntryReader.isId(id) ? priors.text(file).map(text -> Literature.read(file, text)) : Optional.empty();
    }

    /**
     * The forms that can be fitted to a table, each with what the literature lets one believe of it: those that read
     * nothing but its columns and describe one of them. The one to prefer until something else proves better is the
     * first; the others follow by the number of their parameters.
     *
     * @param columns the names of the columns of numbers
     */
    public List<Law> formsFor(Set<String> columns) {
        // To read a file takes longer than to see that it does not say so.
        return laws.texts().entrySet().stream()
                .filter(file -> file.getValue().contains(Confidence.FORM_ONLY.text()))
                .map(file -> EntryReader.read(Drawer.file(file.getKey()), file.getValue()))
                .filter(entry -> entry.confidence() == Confidence.FORM_ONLY && entry.suits(columns))
                .map(entry -> literature(entry.id())
                        .map(known -> entry.law().believing(known.priors()))
                        .orElse(entry.law()))
                .sorted(Comparator.<Law>comparingInt(law -> law.id().equals(SOUND) ? 0 : 1)
                        .thenComparingInt(law -> law.parameters().size())
                        .thenComparing(Law::id))
                .toList();
    }

    /** The ids of all sets of transfer rules, sorted. */
    public List<String> ruleIds() {
        return rules.ids();
    }

    /**
     * A set of transfer rules.
     *
     * @throws InputException if there is none of that name
     */
    public RuleSet rules(String id) {
        String folded = id.toLowerCase(Locale.ROOT);
        return RuleReader.read(Drawer.file(folded), rules.text(folded));
    }

    /** The ids of all laws, sorted; no law is read. */
    public List<String> ids() {
        return laws.ids();
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
        Entry entry = EntryReader.read(Drawer.file(law), laws.text(law));
        return colon < 0 ? entry : entry.choosing(id.substring(colon + 1));
    }

    /** The ids of all models, sorted; none is read. */
    public List<String> models() {
        return models.ids();
    }

    /**
     * One published model.
     *
     * @param id its id, such as {@code llama-3-70b}, in any case
     * @throws InputException if there is none, with names that may be meant
     */
    public KnownModel model(String id) {
        String folded = id.toLowerCase(Locale.ROOT);
        return KnownModel.read(folded, Drawer.file(folded), models.text(folded));
    }

    /** The ids of all accelerators, sorted; none is read. */
    public List<String> accelerators() {
        return accelerators.ids();
    }

    /**
     * One accelerator.
     *
     * @param id its id, such as {@code h100-sxm}, in any case
     * @throws InputException if there is none, with names that may be meant
     */
    public KnownAccelerator accelerator(String id) {
        String folded = id.toLowerCase(Locale.ROOT);
        return KnownAccelerator.read(folded, Drawer.file(folded), accelerators.text(folded));
    }

    /** All laws, in the order of their ids. */
    public List<Entry> entries() {
        return laws.texts().entrySet().stream()
                .map(file -> EntryReader.read(Drawer.file(file.getKey()), file.getValue()))
                .toList();
    }

    /**
     * The laws in which every word of {@code text} occurs, whatever its case: in id, kind, title, formula, the meanings
     * of names, notes or citation. The word that is rarest in the catalogue is enough where it stands in id, kind or
     * title: who looks for "batch size" means what is called a batch too. What has a word in its id comes before what has
     * it in a note. No words, all laws.
     */
    public List<Entry> search(String text) {
        List<String> words = Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        record Found(Entry entry, List<Integer> worths) {
            int worth() {
                return worths.stream().mapToInt(Integer::intValue).sum();
            }
        }
        List<Found> all = entries().stream()
                .map(entry -> new Found(entry, worths(entry, words)))
                .toList();
        int rarest = IntStream.range(0, words.size())
                .boxed()
                .min(Comparator.comparingLong(i ->
                        all.stream().filter(found -> found.worths.get(i) > 0).count()))
                .orElse(0);
        return all.stream()
                .filter(found -> !found.worths.contains(0) || found.worths.get(rarest) >= TELLING)
                .sorted(Comparator.comparingInt((Found found) -> -found.worth())
                        .thenComparing(found -> found.entry.id()))
                .map(Found::entry)
                .toList();
    }

    /** For each word what its best place tells; 0 if it is missing. */
    private static List<Integer> worths(Entry entry, List<String> words) {
        List<String> places = places(entry);
        return words.stream()
                .map(word -> {
                    int place = IntStream.range(0, places.size())
                            .filter(i -> places.get(i).contains(word))
                            .findFirst()
                            .orElse(-1);
                    return place < 0 ? 0 : MOST >> place;
                })
                .toList();
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
