package org.isoflop.cli;

import java.util.List;
import java.util.Map;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;
import org.isoflop.transfer.Shape;

/** Reads {@code width=4096,depth=32}, and writes it for a person. */
final class ShapeText {
    private static final List<String> NAMES =
            List.of("width", "depth", "head_dim", "heads", "ffn", "vocab", "batch", "tokens", "rank");

    private ShapeText() {}

    /**
     * A shape from its sizes.
     *
     * @param option that gives them, for messages
     * @param like what stands in for a size that is not given and does not follow from the width; null for usual ones
     */
    static Shape parse(String option, List<String> texts, @org.jspecify.annotations.Nullable Shape like) {
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
                        "%s: %s=%s is not above zero".formatted(option, entry.getKey(), entry.getValue()), "");
            }
        }
        for (String name : List.of("width", "depth")) {
            if (!given.containsKey(name)) {
                throw new InputException("%s lacks %s".formatted(option, name), "Write %s width=1024,depth=12.".formatted(option));
            }
        }
        double width = given.get("width");
        double headDim = given.containsKey("heads") && !given.containsKey("head_dim")
                ? width / given.get("heads")
                : given.getOrDefault("head_dim", like == null ? Math.min(64, width) : like.headDim());
        return new Shape(
                width,
                given.get("depth"),
                headDim,
                given.getOrDefault("ffn", like == null ? 4 * width : width * like.ffn() / like.width()),
                given.getOrDefault("vocab", like == null ? 50257 : like.vocab()),
                given.getOrDefault("batch", like == null ? 1e6 : like.batch()),
                given.getOrDefault("tokens", like == null ? 1e10 : like.tokens()),
                given.getOrDefault("rank", like == null ? 16 : like.rank()));
    }

    /** The sizes, those of training only where the models differ in them. */
    static List<String> facts(Shape shape, Shape other) {
        var facts = new java.util.ArrayList<String>();
        shape.sizes().forEach((name, value) -> {
            boolean always = List.of("width", "depth", "head_dim", "ffn").contains(name);
            if (always || !value.equals(other.sizes().get(name))) {
                facts.add("%s %s".formatted(name.replace('_', ' '), value < 1e6 ? "%,d".formatted(Math.round(value)) : Figures.value(name, value)));
            }
        });
        return facts;
    }
}
