package org.isoflop.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.architecture.Transformer;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.formula.Spelling;
import org.isoflop.runs.Magnitude;
import org.isoflop.transfer.Shape;
import org.jspecify.annotations.Nullable;

/** Reads {@code width=4096,depth=32}, and writes it for a person. */
final class ShapeText {
    private static final List<String> NAMES =
            List.of("width", "depth", "head_dim", "heads", "ffn", "vocab", "batch", "tokens", "rank");

    private ShapeText() {}

    /**
     * A shape from its sizes, or from a model of the catalogue and sizes that differ.
     *
     * @param option that gives them, for messages
     * @param like what stands in for a size that is not given and does not follow from the width; null for usual ones
     */
    static Shape parse(String option, List<String> texts, @Nullable Shape like) {
        List<String> parts = texts.stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .toList();
        List<String> names = parts.stream().filter(part -> !part.contains("=")).toList();
        Map<String, Double> given =
                sizes(option, parts.stream().filter(part -> part.contains("=")).toList());
        if (names.size() > 1) {
            throw new InputException("%s names two models, %s".formatted(option, String.join(" and ", names)), "");
        }
        if (names.size() == 1) {
            Transformer model = Catalogue.builtIn().model(names.getFirst()).transformer();
            return changed(Shape.of(model, batch(like), tokens(like), rank(like)), given);
        }
        double width = required(option, "width", given);
        double depth = required(option, "depth", given);
        Shape base = like == null
                ? new Shape(width, depth, Math.min(64, width), 4 * width, 50257, 1e6, 1e10, 16)
                : new Shape(
                        width,
                        depth,
                        like.headDim(),
                        width * like.ffn() / like.width(),
                        like.vocab(),
                        like.batch(),
                        like.tokens(),
                        like.rank());
        return changed(base, given);
    }

    private static double batch(@Nullable Shape like) {
        return like == null ? 1e6 : like.batch();
    }

    private static double tokens(@Nullable Shape like) {
        return like == null ? 1e10 : like.tokens();
    }

    private static double rank(@Nullable Shape like) {
        return like == null ? 16 : like.rank();
    }

    private static double required(String option, String name, Map<String, Double> given) {
        Double size = given.get(name);
        if (size == null) {
            throw new InputException(
                    "%s lacks %s".formatted(option, name),
                    "Write %s width=1024,depth=12, or a model of isoflop models.".formatted(option));
        }
        return size;
    }

    private static Map<String, Double> sizes(String option, List<String> texts) {
        Map<String, Double> given = Assignments.numbers(option, texts);
        for (var entry : given.entrySet()) {
            if (!NAMES.contains(entry.getKey())) {
                throw new InputException(
                        "%s: '%s' is no size of a model".formatted(option, entry.getKey()),
                        Spelling.nearest(entry.getKey(), NAMES)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("It has " + String.join(", ", NAMES) + "."));
            }
            if (!(entry.getValue() > 0 && Double.isFinite(entry.getValue()))) {
                throw new InputException(
                        "%s: %s=%s is not a positive number"
                                .formatted(option, entry.getKey(), Magnitude.exact(entry.getValue())),
                        "");
            }
        }
        return given;
    }

    /** A shape with other sizes; heads are so many pieces of the width. */
    private static Shape changed(Shape shape, Map<String, Double> given) {
        double width = given.getOrDefault("width", shape.width());
        double headDim = given.containsKey("heads") ? width / given.get("heads") : shape.headDim();
        return new Shape(
                width,
                given.getOrDefault("depth", shape.depth()),
                given.getOrDefault("head_dim", headDim),
                given.getOrDefault("ffn", shape.ffn()),
                given.getOrDefault("vocab", shape.vocab()),
                given.getOrDefault("batch", shape.batch()),
                given.getOrDefault("tokens", shape.tokens()),
                given.getOrDefault("rank", shape.rank()));
    }

    /** The sizes, those of training only where the models differ in them. */
    static List<String> facts(Shape shape, Shape other) {
        var facts = new java.util.ArrayList<String>();
        shape.sizes().forEach((name, value) -> {
            boolean always = List.of("width", "depth", "head_dim", "ffn").contains(name);
            if (always || !value.equals(other.sizes().get(name))) {
                facts.add("%s %s"
                        .formatted(
                                name.replace('_', ' '),
                                value < 1e6 ? "%,d".formatted(Math.round(value)) : Figures.value(name, value)));
            }
        });
        return facts;
    }
}
