package org.isoflop.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.architecture.Attention;
import org.isoflop.architecture.Embedding;
import org.isoflop.architecture.Experts;
import org.isoflop.architecture.FeedForward;
import org.isoflop.architecture.Transformer;
import org.isoflop.architecture.Trimmings;

/**
 * A published model by its shape.
 *
 * @param id the name of its file
 * @param name as its authors call it
 * @param transformer the shape
 * @param published what its authors say of its parameters, by {@code total} and {@code active}; may be empty
 * @param notes what to mind
 * @param source paper or model card, and where the shape was seen
 */
public record KnownModel(
        String id,
        String name,
        Transformer transformer,
        Map<String, Double> published,
        List<String> notes,
        Source source) {
    public KnownModel {
        published = Map.copyOf(published);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a file.
     *
     * @throws InputException with file and key, if it is not quite right
     */
    static KnownModel read(String id, String file, String text) {
        Section top = Section.of(file, text)
                .only(
                        "name",
                        "layers",
                        "width",
                        "heads",
                        "kv_heads",
                        "head_width",
                        "feed_forward",
                        "gated",
                        "vocabulary",
                        "tied",
                        "positions",
                        "context",
                        "norms",
                        "norm",
                        "biases",
                        "notes",
                        "latent",
                        "experts",
                        "published",
                        "source");
        try {
            return new KnownModel(
                    id,
                    top.text("name"),
                    transformer(top),
                    top.numbers("published"),
                    top.texts("notes"),
                    Source.read(top.section("source"), true));
        } catch (IllegalArgumentException e) {
            throw new InputException("%s: %s".formatted(file, e.getMessage()), "");
        }
    }

    private static Transformer transformer(Section top) {
        return new Transformer(
                top.whole("layers"),
                top.whole("width"),
                attention(top),
                new FeedForward(top.whole("feed_forward"), top.truth("gated")),
                top.has("experts") ? Optional.of(experts(top.section("experts"))) : Optional.empty(),
                new Embedding(top.whole("vocabulary"), top.truth("tied"), top.wholeOr("positions", 0)),
                new Trimmings(
                        top.wholeOr("norms", 2),
                        top.choice("norm", "rms", "layer").equals("layer"),
                        biases(top)),
                top.whole("context"));
    }

    private static Attention attention(Section top) {
        int heads = top.whole("heads");
        if (top.has("latent")) {
            Section latent =
                    top.section("latent").only("query_rank", "cache_rank", "rotary_width", "head_width", "value_width");
            return new Attention.Latent(
                    heads,
                    latent.wholeOr("query_rank", 0),
                    latent.whole("cache_rank"),
                    latent.whole("rotary_width"),
                    latent.whole("head_width"),
                    latent.whole("value_width"));
        }
        return new Attention.Grouped(
                heads, top.wholeOr("kv_heads", heads), top.wholeOr("head_width", top.whole("width") / heads));
    }

    private static Experts experts(Section table) {
        table.only("layers", "count", "active", "shared", "width");
        return new Experts(
                table.whole("layers"),
                table.whole("count"),
                table.whole("active"),
                table.wholeOr("shared", 0),
                table.whole("width"));
    }

    private static Trimmings.Biases biases(Section top) {
        return switch (top.choice("biases", "none", "qkv", "all")) {
            case "none" -> Trimmings.Biases.NONE;
            case "qkv" -> Trimmings.Biases.QKV;
            default -> Trimmings.Biases.ALL;
        };
    }
}
