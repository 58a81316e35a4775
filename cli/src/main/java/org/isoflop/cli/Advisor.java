package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isoflop.catalogue.Advice;
import org.isoflop.catalogue.Entry;
import org.isoflop.forecast.Objection;
import org.isoflop.runs.Magnitude;

/**
 * All recipes of the catalogue at one place, and the one to take.
 *
 * <p>The one to take names both a learning rate and a batch, for the optimizer that is asked for, and of those its runs
 * are the nearest: N, D or C lie the fewest orders of magnitude beyond them. Its learning rate and batch then stand in
 * for those that other recipes ask to be told.
 *
 * @param place what was asked, with what follows from it
 * @param answers of the recipes that say something, the one to take first, then by distance
 * @param taken the one to take; empty if none names both
 * @param silent laws that would say more, with the names that they need
 * @param optimizer that was asked for
 */
record Advisor(
        Map<String, Double> place,
        List<Recipe.Answer> answers,
        Optional<Recipe.Answer> taken,
        Map<Entry, List<String>> silent,
        String optimizer) {
    /** A place may be so many decades beyond the runs of a law before it should be said. */
    private static final double FAR = 1;

    /** What has to be set before a run can start. */
    private static final List<Advice.Output> SETTINGS = List.of(
            Advice.Output.LEARNING_RATE,
            Advice.Output.BATCH,
            Advice.Output.WEIGHT_DECAY,
            Advice.Output.BETA,
            Advice.Output.EPSILON);

    private static final List<Advice.Output> BOTH = List.of(Advice.Output.LEARNING_RATE, Advice.Output.BATCH);

    /**
     * Asks all recipes.
     *
     * @param given values by the names of variables
     * @param optimizer that will be used, as people call it
     * @param sequence tokens of a sequence
     */
    static Advisor of(List<Recipe> recipes, Map<String, Double> given, String optimizer, double sequence) {
        Map<String, Double> place = completed(given);
        Optional<Recipe.Answer> taken = recipes.stream()
                .filter(recipe -> recipe.advice().task().equals(Advice.PRETRAINING) && suits(recipe, optimizer))
                .map(recipe -> recipe.at(place, sequence))
                .filter(answer -> BOTH.stream().allMatch(answer::gives))
                .min(Comparator.comparingDouble(Recipe.Answer::distance)
                        .thenComparing(answer -> answer.recipe().name()));
        var lent = new LinkedHashMap<>(place);
        taken.ifPresent(answer -> {
            lent.putIfAbsent("lr", value(answer, Advice.Output.LEARNING_RATE));
            lent.putIfAbsent("batch_tokens", value(answer, Advice.Output.BATCH));
            lent.putIfAbsent("batch", value(answer, Advice.Output.BATCH));
        });
        List<Recipe.Answer> all =
                recipes.stream().map(recipe -> recipe.at(lent, sequence)).toList();
        String first = taken.map(answer -> answer.recipe().name()).orElse("");
        List<Recipe.Answer> speaking = all.stream()
                .filter(answer -> !answer.given().isEmpty())
                .sorted(Comparator.comparingInt(
                                (Recipe.Answer answer) -> answer.recipe().name().equals(first) ? 0 : 1)
                        .thenComparingInt(answer -> answer.gives(Advice.Output.LEARNING_RATE) ? 0 : 1)
                        .thenComparingDouble(Recipe.Answer::distance)
                        .thenComparing(answer -> answer.recipe().name()))
                .toList();
        var silent = new TreeMap<Entry, List<String>>(Comparator.comparing(Entry::id));
        all.forEach(answer -> answer.missing().forEach((entry, names) -> silent.put(entry, List.copyOf(names))));
        return new Advisor(
                place,
                speaking,
                speaking.stream().filter(a -> a.recipe().name().equals(first)).findFirst(),
                silent,
                optimizer);
    }

    /** Adam's rules are AdamW's, too. */
    private static boolean suits(Recipe recipe, String optimizer) {
        String asked = optimizer.toLowerCase(Locale.ROOT);
        String has = recipe.advice().optimizer().toLowerCase(Locale.ROOT);
        return has.equals("any")
                || has.contains(asked)
                || Stream.of(has.split("[^a-z0-9]+")).anyMatch(word -> word.equals("adam") && asked.startsWith(word));
    }

    /** The optimizers for which recipes speak here. */
    List<String> optimizers() {
        return answers.stream()
                .filter(answer -> answer.gives(Advice.Output.LEARNING_RATE))
                .map(answer -> answer.recipe().advice().optimizer().split(",", 2)[0])
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether a recipe is for the optimizer that was asked for. */
    boolean suits(Recipe.Answer answer) {
        return suits(answer.recipe(), optimizer);
    }

    private static double value(Recipe.Answer answer, Advice.Output output) {
        return answer.of(output).value();
    }

    /** With compute from size and data, and a batch under both of its names. */
    private static Map<String, Double> completed(Map<String, Double> given) {
        var place = new LinkedHashMap<>(given);
        if (given.containsKey("N") && given.containsKey("D")) {
            place.putIfAbsent("C", 6 * given.get("N") * given.get("D"));
        }
        if (given.containsKey("batch")) {
            place.putIfAbsent("batch_tokens", given.get("batch"));
        } else if (given.containsKey("batch_tokens")) {
            place.put("batch", given.get("batch_tokens"));
        }
        return place;
    }

    /** The recipe that is nearest though it names no batch, if it is nearer than the one to take. */
    Optional<Recipe.Answer> nearer() {
        double distance = taken.map(Recipe.Answer::distance).orElse(Double.POSITIVE_INFINITY);
        return answers.stream()
                .filter(answer -> answer.gives(Advice.Output.LEARNING_RATE)
                        && !answer.gives(Advice.Output.BATCH)
                        && !answer.outside().isEmpty()
                        && answer.distance() < distance)
                .min(Comparator.comparingDouble(Recipe.Answer::distance));
    }

    /**
     * What a run starts with, as far as it is known: from the recipe to take, and what that does not name from the
     * nearest other one for this optimizer.
     */
    Map<Advice.Output, Recipe.Answer> chosen() {
        List<Recipe.Answer> others = answers.stream()
                .filter(answer -> answer.recipe().advice().task().equals(Advice.PRETRAINING) && suits(answer))
                .sorted(Comparator.comparingDouble(Recipe.Answer::distance))
                .toList();
        var chosen = new EnumMap<Advice.Output, Recipe.Answer>(Advice.Output.class);
        for (Advice.Output output : SETTINGS) {
            Stream.concat(taken.stream(), others.stream())
                    .filter(answer -> answer.gives(output))
                    .findFirst()
                    .ifPresent(answer -> chosen.put(output, answer));
        }
        return chosen;
    }

    /** What a run starts with and no law names, for a person. */
    String unnamed() {
        Map<Advice.Output, Recipe.Answer> chosen = chosen();
        return Stream.concat(
                        Stream.of("warm-up"),
                        SETTINGS.stream()
                                .filter(output -> !chosen.containsKey(output))
                                .map(Advice.Output::text))
                .collect(Collectors.joining(", "));
    }

    /** By what factor the largest and the smallest value of an output differ; 1 where fewer than two recipes give it. */
    double spread(Advice.Output output) {
        double[] values = answers.stream()
                .filter(answer ->
                        answer.gives(output) && answer.recipe().advice().task().equals(Advice.PRETRAINING))
                .mapToDouble(answer -> value(answer, output))
                .sorted()
                .toArray();
        return values.length < 2 ? 1 : values[values.length - 1] / values[0];
    }

    /** What there is to hold against the answer. */
    List<Objection> objections() {
        var objections = new ArrayList<Objection>();
        taken.filter(answer -> answer.distance() > FAR)
                .ifPresent(answer -> objections.add(new Objection(
                        "beyond-runs",
                        "even the nearest recipe, %s, is used %s beyond its runs: tune on a smaller model and carry over with isoflop transfer, or fit your own sweep with isoflop hyper fit"
                                .formatted(answer.recipe().name(), decades(answer.distance())))));
        if (taken.isEmpty()) {
            objections.add(new Objection(
                    "no-recipe", "no published recipe for this optimizer names learning rate and batch at this place"));
        }
        return objections;
    }

    /** Orders of magnitude as a factor. */
    static String decades(double decades) {
        return "%s times".formatted(Magnitude.digits(Math.pow(10, decades), 2));
    }
}
