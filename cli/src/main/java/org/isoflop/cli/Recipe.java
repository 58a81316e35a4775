package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.isoflop.catalogue.Advice;
import org.isoflop.catalogue.Coefficients;
import org.isoflop.catalogue.Entry;
import org.isoflop.catalogue.Validity;
import org.isoflop.law.Model;
import org.isoflop.law.Variable;

/**
 * The laws of the catalogue that belong to one recommendation.
 *
 * @param name that they share
 * @param entries the laws
 */
record Recipe(String name, List<Entry> entries) {
    /** The names that what a law gives has in other laws. */
    private static final Map<Advice.Output, List<String>> NAMES = Map.of(
            Advice.Output.LEARNING_RATE, List.of("lr"),
            Advice.Output.BATCH, List.of("batch_tokens", "batch"),
            Advice.Output.WEIGHT_DECAY, List.of("weight_decay"));

    Recipe {
        entries = List.copyOf(entries);
    }

    /** All recipes among some laws, by name. */
    static List<Recipe> of(Collection<Entry> all) {
        var byName = new LinkedHashMap<String, List<Entry>>();
        all.forEach(entry -> entry.advice()
                .ifPresent(advice -> byName.computeIfAbsent(advice.recipe(), name -> new ArrayList<>())
                        .add(entry)));
        return byName.entrySet().stream()
                .map(e -> new Recipe(e.getKey(), e.getValue()))
                .toList();
    }

    /** What is said of all its laws. */
    Advice advice() {
        return entries.getFirst().advice().orElseThrow();
    }

    /**
     * What a law says.
     *
     * @param entry the law
     * @param value its value, batches in tokens
     * @param low the least over its published sets of coefficients
     * @param high the largest
     */
    record Given(Entry entry, double value, double low, double high) {
        /** Whether it is a number of tokens, now. */
        boolean isInTokens() {
            return unit(entry).equals("tokens") || isInSequences(entry);
        }
    }

    /**
     * What the recipe says at a place.
     *
     * @param recipe whose answer it is
     * @param given for each output that can be had what its law says
     * @param missing for each law that says nothing the names that it would need
     * @param outside for N, D and C the number of decades that the place lies beyond the published ranges
     */
    record Answer(
            Recipe recipe,
            Map<Advice.Output, Given> given,
            Map<Entry, Set<String>> missing,
            Map<String, Double> outside) {
        /** How far outside its runs the place lies, in decades, all variables together. */
        double distance() {
            return outside.values().stream().mapToDouble(d -> d).sum();
        }

        boolean gives(Advice.Output output) {
            return given.containsKey(output);
        }

        /** What it gives for an output that it {@linkplain #gives gives}. */
        Given of(Advice.Output output) {
            return Optional.ofNullable(given.get(output)).orElseThrow();
        }
    }

    /**
     * Asks every law whose variables are known or follow from the others.
     *
     * @param known values by the names of variables
     * @param sequence tokens of a sequence, where a law does not say how many it means
     */
    Answer at(Map<String, Double> known, double sequence) {
        var values = new LinkedHashMap<>(known);
        var given = new LinkedHashMap<Advice.Output, Given>();
        var asked = new LinkedHashSet<Entry>();
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Entry entry : entries) {
                if (!asked.contains(entry)
                        && entry.chosen().isPresent()
                        && needs(entry, values).isEmpty()) {
                    asked.add(entry);
                    progress = true;
                    Given one = ask(entry, values, sequence);
                    Advice.Output output = entry.advice().orElseThrow().gives();
                    given.putIfAbsent(output, one);
                    NAMES.getOrDefault(output, List.of()).forEach(name -> values.putIfAbsent(name, one.value()));
                }
            }
        }
        var missing = new LinkedHashMap<Entry, Set<String>>();
        entries.stream()
                .filter(entry -> !asked.contains(entry))
                .forEach(entry -> missing.put(entry, needs(entry, values)));
        return new Answer(this, given, missing, outside(asked, values));
    }

    private static Set<String> needs(Entry entry, Map<String, Double> values) {
        var needs = new TreeSet<>(inputs(entry));
        needs.removeAll(values.keySet());
        return needs;
    }

    private static List<String> inputs(Entry entry) {
        String response = entry.law().formula().response().orElseThrow().toString();
        return entry.law().variables().stream()
                .map(Variable::name)
                .filter(name -> !name.equals(response))
                .toList();
    }

    private static Given ask(Entry entry, Map<String, Double> values, double sequence) {
        var columns = new LinkedHashSet<String>();
        entry.law().variables().forEach(v -> columns.add(v.name()));
        Model model = Model.of(entry.law(), columns);
        double[] row =
                model.variables().stream().mapToDouble(name -> values.get(name)).toArray();
        double unit =
                isInSequences(entry) ? entry.advice().orElseThrow().sequence().orElse(sequence) : 1;
        List<Coefficients> sets =
                entry.coefficients().isEmpty() ? List.of(entry.chosen().orElseThrow()) : entry.coefficients();
        double[] all = sets.stream()
                .mapToDouble(set -> unit * model.predict(row, set.theta(model)))
                .toArray();
        return new Given(
                entry,
                all[0],
                java.util.Arrays.stream(all).min().orElseThrow(),
                java.util.Arrays.stream(all).max().orElseThrow());
    }

    private static boolean isInSequences(Entry entry) {
        return unit(entry).equals("sequences");
    }

    /** What a law counts its response in; empty for a pure number. */
    private static String unit(Entry entry) {
        String response = entry.law().formula().response().orElseThrow().toString();
        return entry.law().variables().stream()
                .filter(v -> v.name().equals(response))
                .map(Variable::unit)
                .findFirst()
                .orElse("");
    }

    private static Map<String, Double> outside(Collection<Entry> asked, Map<String, Double> values) {
        var outside = new LinkedHashMap<String, Double>();
        for (String name : List.of("N", "D", "C")) {
            Double value = values.get(name);
            if (value == null) {
                continue;
            }
            asked.stream()
                    .flatMap(entry -> range(entry, name).stream())
                    .mapToDouble(range -> decades(range, value))
                    .max()
                    .ifPresent(decades -> outside.put(name, decades));
        }
        return outside;
    }

    private static Optional<Validity> range(Entry entry, String name) {
        return inputs(entry).contains(name)
                ? Optional.ofNullable(entry.ranges().get(name))
                : Optional.ofNullable(entry.advice().orElseThrow().runs().get(name));
    }

    private static double decades(Validity range, double value) {
        return Math.log10(Math.max(1, Math.max(value / range.high(), range.low() / value)));
    }
}
