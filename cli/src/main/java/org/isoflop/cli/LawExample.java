package org.isoflop.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.isoflop.catalogue.Entry;
import org.isoflop.catalogue.Example;
import org.isoflop.catalogue.Kind;
import org.isoflop.catalogue.Validity;
import org.isoflop.law.Variable;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;

/**
 * A command that shows what can be done with a law: a prediction where it has coefficients, else a fit. Where the
 * catalogue holds a published number within the published ranges, the command gives that number again.
 *
 * @param id as the user typed it; it may choose among sets of coefficients
 * @param entry the law, with the coefficients that are chosen in front
 */
record LawExample(String id, Entry entry) {
    private static final double USUAL = 1e9;

    /** What a law reads of a schedule, which no person would type. */
    private static final Set<String> OF_SCHEDULE = Set.of("S1", "S2", "dlr", "lr", "S");

    private static final String SCHEDULE = " --schedule \"cosine: peak=3e-4 end=3e-5 warmup=2000 total=24000\"";

    String command() {
        return entry.chosen().isEmpty() ? "isoflop fit runs.csv --law " + id : "isoflop predict " + id + place();
    }

    private String place() {
        boolean alongSchedule = isAlongSchedule(entry);
        Map<String, Double> place = alongSchedule ? middle() : published().orElseGet(this::middle);
        return (alongSchedule ? SCHEDULE : "") + values(place, alongSchedule ? OF_SCHEDULE : Set.of());
    }

    /** Whether a law reads what became of a whole schedule, and not only a rate. */
    static boolean isAlongSchedule(Entry entry) {
        return entry.kind() == Kind.SCHEDULE
                && entry.law().variables().stream().map(Variable::name).anyMatch(OF_SCHEDULE::contains);
    }

    private static String values(Map<String, Double> place, Set<String> without) {
        return place.entrySet().stream()
                .filter(value -> !without.contains(value.getKey()))
                .map(value -> " " + value.getKey() + "=" + Figures.value(value.getKey(), value.getValue()))
                .collect(Collectors.joining());
    }

    private Optional<Map<String, Double>> published() {
        String set = entry.chosen().orElseThrow().name();
        return entry.examples().stream()
                .filter(example -> example.set().equals(set))
                .map(Example::at)
                .filter(at -> at.entrySet().stream()
                        .allMatch(value -> Optional.ofNullable(entry.ranges().get(value.getKey()))
                                .map(range -> range.contains(value.getValue()))
                                .orElse(true)))
                .findFirst();
    }

    /** Round values in the middle of the published ranges. */
    private Map<String, Double> middle() {
        var place = new LinkedHashMap<String, Double>();
        List<String> response =
                List.of(entry.law().formula().response().map(Object::toString).orElse(""));
        for (Variable variable : entry.law().variables()) {
            if (!response.contains(variable.name())) {
                place.put(variable.name(), middle(entry.ranges().get(variable.name())));
            }
        }
        return place;
    }

    private static double middle(@Nullable Validity range) {
        if (range == null) {
            return USUAL;
        }
        double middle = range.low() > 0 ? Math.sqrt(range.low() * range.high()) : (range.low() + range.high()) / 2;
        double round = Double.parseDouble(Magnitude.digits(middle, 1));
        return range.contains(round) ? round : middle;
    }
}
