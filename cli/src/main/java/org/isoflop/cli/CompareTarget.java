package org.isoflop.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Path;
import org.isoflop.law.Model;

/**
 * Where and along which path recipes are compared, as far as the call says it and the laws allow.
 *
 * @param question for the engine
 * @param given whether the user named the place
 */
record CompareTarget(Comparison.Question question, boolean given) {
    /** Without a target the question is what comes next. */
    private static final double FURTHER = 10;

    /** A usual ratio of tokens to parameters, where laws know no best one. */
    private static final double USUAL_RATIO = 20;

    /**
     * What the options ask of some laws.
     *
     * @param largest the scale of the largest run
     * @throws InputException if the place does not suit the laws
     */
    static CompareTarget of(CompareOptions options, List<Model> models, double largest) {
        boolean split = models.stream().anyMatch(m -> m.variables().containsAll(List.of("N", "D")));
        return split ? ofCompute(options, models, largest) : ofOneVariable(options, models, largest);
    }

    private static CompareTarget ofCompute(CompareOptions options, List<Model> models, double largest) {
        Map<String, Double> place = new LinkedHashMap<>(options.place());
        Double c = place.remove("C");
        Double n = place.remove("N");
        Double d = place.remove("D");
        refuseUnread(place, models);
        if (c != null && n != null && d != null) {
            throw new InputException(
                    "--at gives C, N and D, and two of them tell the third: C = 6 N D", "Leave one of them out.");
        }
        if (c == null && (n == null) != (d == null)) {
            throw new InputException(
                    "--at gives %s alone, which does not say how large the run is".formatted(n == null ? "D" : "N"),
                    "Give C too, or both N and D.");
        }
        double scale = c != null ? c : n == null || d == null ? FURTHER * largest : Path.FLOPS * n * d;
        Optional<Path> asked = options.path();
        Path path = asked.orElseGet(() -> usual(models, scale, n, d));
        return new CompareTarget(
                new Comparison.Question(path, scale, place, options.higherIsBetter(), options.level()),
                c != null || n != null);
    }

    private static Path usual(
            List<Model> models,
            double scale,
            @org.jspecify.annotations.Nullable Double n,
            @org.jspecify.annotations.Nullable Double d) {
        if (n != null) {
            return new Path.Ratio(scale / Path.FLOPS / n / n);
        }
        if (d != null) {
            return new Path.Ratio(d * d * Path.FLOPS / scale);
        }
        boolean optimal = models.stream()
                .allMatch(m -> Path.Optimal.suits(m) || m.variables().equals(List.of("C")));
        return optimal ? new Path.Optimal() : new Path.Ratio(USUAL_RATIO);
    }

    /** Laws in C, D, N or something else alone. */
    private static CompareTarget ofOneVariable(CompareOptions options, List<Model> models, double largest) {
        Set<String> axes = new LinkedHashSet<>();
        models.forEach(m -> axes.add(Contest.axis(m).expression()));
        if (axes.size() > 1) {
            throw new InputException(
                    "the laws read %s: they have no scale in common".formatted(String.join(" and ", axes)),
                    "Fit one law to both.");
        }
        String axis = axes.iterator().next();
        Map<String, Double> place = new LinkedHashMap<>(options.place());
        Double scale = place.remove(axis);
        refuseUnread(place, models);
        options.path().ifPresent(path -> {
            throw new InputException(
                    "--path says how N and D grow with C, and the law reads %s alone".formatted(axis), "Leave it out.");
        });
        return new CompareTarget(
                new Comparison.Question(
                        new Path.Along(axis),
                        scale == null ? FURTHER * largest : scale,
                        place,
                        options.higherIsBetter(),
                        options.level()),
                scale != null);
    }

    private static void refuseUnread(Map<String, Double> place, List<Model> models) {
        place.keySet().stream()
                .filter(name -> models.stream().noneMatch(m -> m.variables().contains(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new InputException(
                            "--at names %s, which the law does not read; it reads %s"
                                    .formatted(
                                            name,
                                            String.join(", ", models.getFirst().variables())),
                            "Leave it out.");
                });
    }
}
