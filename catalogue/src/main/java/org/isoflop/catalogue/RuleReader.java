package org.isoflop.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;
import org.isoflop.transfer.Quantity;
import org.isoflop.transfer.Rule;
import org.isoflop.transfer.RuleSet;
import org.isoflop.transfer.TensorClass;

/** The schema of a file of transfer rules; {@code docs/transfer.md} tells it to people. */
final class RuleReader {
    private static final List<String> PROMISES = List.of("width", "depth", "batch", "tokens");

    private RuleReader() {}

    /**
     * Reads one file of rules.
     *
     * @param fileName the name of the file without its folder; it gives the rule set its id
     * @throws InputException with file and key, if anything in it is not as it should be
     */
    static RuleSet read(String fileName, String toml) {
        Section file = Section.of(fileName, toml)
                .only("title", "optimizer", "promises", "residual", "attention", "notes", "tensors", "source");
        List<String> promises = file.texts("promises");
        promises.stream().filter(word -> !PROMISES.contains(word)).findFirst().ifPresent(word -> {
            throw file.wrong("promises", "has '" + word + "'", "It may have " + String.join(", ", PROMISES) + ".");
        });
        Section source = file.section("source").only("citation", "arxiv", "checked");
        return new RuleSet(
                fileName.substring(0, fileName.length() - EntryReader.SUFFIX.length()),
                file.text("title"),
                file.text("optimizer"),
                promises,
                tensors(file),
                rule(file, "residual"),
                rule(file, "attention"),
                file.texts("notes"),
                new RuleSet.Source(source.text("citation"), source.textOr("arxiv", ""), source.text("checked")));
    }

    /** What a file says of a group, such as {@code hidden}, holds for each class in it that does not say otherwise. */
    private static Map<TensorClass, Map<Quantity, Rule>> tensors(Section file) {
        Map<String, Section> sections = file.sections("tensors");
        var known = new ArrayList<String>();
        Stream.of(TensorClass.values()).forEach(tensor -> known.addAll(tensor.names()));
        sections.forEach((name, section) -> {
            if (!known.contains(name)) {
                throw file.wrong(
                        "tensors." + name,
                        "is no class of tensors",
                        Spelling.nearest(name, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("The classes are "
                                        + String.join(
                                                ", ", known.stream().distinct().toList()) + "."));
            }
            section.only(Stream.of(Quantity.values()).map(Quantity::text).toArray(String[]::new));
        });
        var tensors = new EnumMap<TensorClass, Map<Quantity, Rule>>(TensorClass.class);
        for (TensorClass tensor : TensorClass.values()) {
            var rules = new LinkedHashMap<Quantity, Rule>();
            for (String name : tensor.names()) {
                Section section = sections.get(name);
                for (Quantity quantity : Quantity.values()) {
                    if (section != null && section.has(quantity.text())) {
                        rule(section, quantity.text()).ifPresent(rule -> rules.putIfAbsent(quantity, rule));
                    }
                }
            }
            if (!rules.isEmpty()) {
                tensors.put(tensor, rules);
            }
        }
        return tensors;
    }

    private static Optional<Rule> rule(Section section, String key) {
        if (!section.has(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Rule.parse(section.text(key)));
        } catch (InputException e) {
            throw section.wrong(key, "cannot be used: " + e.getMessage(), e.wayOut());
        }
    }
}
