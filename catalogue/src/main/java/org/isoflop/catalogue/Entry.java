package org.isoflop.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.isoflop.InputException;
import org.isoflop.fit.Objective;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Law;
import org.isoflop.law.Variable;

/**
 * A law of the catalogue and all that is known of it.
 *
 * @param id the name of its file without {@code .toml}
 * @param kind what it is about
 * @param title a line for people
 * @param law its formula, its parameters with bounds and start ranges, and its variables with the response among them
 * @param confidence whether its coefficients can be used
 * @param objective what its authors minimised, where that differs from the usual objective
 * @param coefficients the published sets, the one to use first; empty if only the form is known, or if there are no
 *     parameters
 * @param ranges for each variable where one was published, the values over which the law was found
 * @param monotone for each variable where that is known, where the response goes over its published range
 * @param examples numbers that the law must give
 * @param source where it comes from
 * @param notes what to mind, one thought each
 * @param related the ids of laws that belong to this one
 * @param advice what it is good for, if it sets a hyperparameter
 */
public record Entry(
        String id,
        Kind kind,
        String title,
        Law law,
        Confidence confidence,
        Optional<Objective> objective,
        List<Coefficients> coefficients,
        Map<String, Validity> ranges,
        Map<String, Direction> monotone,
        List<Example> examples,
        Source source,
        List<String> notes,
        List<String> related,
        Optional<Advice> advice) {

    public Entry {
        coefficients = List.copyOf(coefficients);
        ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
        monotone = Collections.unmodifiableMap(new LinkedHashMap<>(monotone));
        examples = List.copyOf(examples);
        notes = List.copyOf(notes);
        related = List.copyOf(related);
    }

    /** What a table of losses over size, data and compute has; a law of anything else shows it by another column. */
    private static final Set<String> USUAL = Set.of("loss", "N", "D", "C");

    /**
     * Whether it can be fitted to a table: it has parameters, reads nothing but its columns and describes one of them.
     * A law of another kind that reads no column of its own would suit every table, and is meant for few.
     */
    boolean suits(Set<String> columns) {
        Set<String> variables = law.variables().stream().map(Variable::name).collect(Collectors.toSet());
        return columns.containsAll(variables)
                && !law.parameters().isEmpty()
                && (kind == Kind.LOSS || !USUAL.containsAll(variables));
    }

    /**
     * The coefficients to use: the first set, unless {@link #choosing(String) another} was chosen. A law without
     * parameters needs none, and has a set without values.
     */
    public Optional<Coefficients> chosen() {
        return law.parameters().isEmpty()
                ? Optional.of(Coefficients.NONE)
                : coefficients.stream().findFirst();
    }

    /**
     * The same entry with one set of coefficients moved to the front.
     *
     * @throws InputException if no set has that name
     */
    public Entry choosing(String set) {
        var reordered = new ArrayList<>(coefficients);
        Coefficients wanted =
                reordered.stream().filter(c -> c.name().equals(set)).findFirst().orElseThrow(() -> noSuchSet(set));
        reordered.remove(wanted);
        reordered.addFirst(wanted);
        return new Entry(
                id,
                kind,
                title,
                law,
                confidence,
                objective,
                reordered,
                ranges,
                monotone,
                examples,
                source,
                notes,
                related,
                advice);
    }

    private InputException noSuchSet(String set) {
        List<String> names = coefficients.stream().map(Coefficients::name).toList();
        if (law.parameters().isEmpty()) {
            return new InputException(
                    "the law %s has no parameters, so there are no coefficients called '%s'".formatted(id, set),
                    "Use " + id + ".");
        }
        if (names.isEmpty()) {
            return new InputException(
                    "the law %s has no published coefficients, so there are none called '%s'".formatted(id, set),
                    "Fit it to your runs: isoflop fit RUNS --law " + id);
        }
        return new InputException(
                "the law %s has no coefficients called '%s'; it has %s".formatted(id, set, String.join(", ", names)),
                "Use " + id + ":" + Spelling.nearest(set, names).orElse(names.getFirst()) + ".");
    }
}
