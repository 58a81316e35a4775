package org.isoflop.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.architecture.Attention;
import org.isoflop.architecture.Counted;
import org.isoflop.architecture.Embedding;
import org.isoflop.architecture.Experts;
import org.isoflop.architecture.FeedForward;
import org.isoflop.architecture.ShapeStyle;
import org.isoflop.architecture.Transformer;
import org.isoflop.architecture.Trimmings;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.KnownModel;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A model: one of the catalogue, a shape, or a shape to be proposed for a number of parameters. */
@Command(optionListHeading = "%nThe model:%n")
final class ModelOptions {
    /** A shape without a word about its head has heads as wide as that. */
    private static final int USUAL_HEAD = 128;

    /** A hundred times what anybody has built; beyond lies a slip of the hand. */
    private static final int MOST_LAYERS = 100_000;

    private static final int WIDEST = 10_000_000;

    @Option(
            names = "--model",
            paramLabel = "ID",
            description =
                    "A published model, as isoflop models lists it. Or N=70B for a shape as practice has it, or a "
                            + "shape by the options below.")
    private @Nullable String id;

    @Option(names = "--layers", paramLabel = "K", description = "Transformer layers.")
    private @Nullable Integer layers;

    @Option(names = "--width", paramLabel = "K", description = "Hidden size.")
    private @Nullable Integer width;

    @Option(names = "--heads", paramLabel = "K", description = "Query heads (default: as wide as 128 each).")
    private @Nullable Integer heads;

    @Option(names = "--kv-heads", paramLabel = "K", description = "Key-value heads (default: as many as heads).")
    private @Nullable Integer kvHeads;

    @Option(names = "--head-width", paramLabel = "K", description = "Numbers per head (default: width / heads).")
    private @Nullable Integer headWidth;

    @Option(
            names = "--feed-forward",
            paramLabel = "K",
            description = "Hidden width of the feed-forward block (default: 8/3 of the width, of a plain block 4).")
    private @Nullable Integer feedForward;

    @Option(names = "--plain", description = "A feed-forward block of two matrices, without a gate.")
    private boolean plain;

    @Option(
            names = "--experts",
            paramLabel = "COUNT/ACTIVE[/SHARED]",
            description = "In every layer so many experts of the feed-forward width, of which a token passes some.")
    private @Nullable String experts;

    @Option(names = "--vocabulary", paramLabel = "V", description = "Tokens (default: 50,304).")
    private @Nullable Integer vocabulary;

    @Option(
            names = "--tied",
            negatable = true,
            description = "The output matrix is the input table (default: below 4B parameters).")
    private @Nullable Boolean tied;

    @Option(
            names = "--context",
            paramLabel = "TOKENS",
            description = "Tokens in a sequence (default: that of the model, or 4096).")
    private @Nullable Integer context;

    @Option(
            names = "--counted",
            paramLabel = "HOW",
            defaultValue = "total",
            description = "What N=… counts: total, without-embeddings, active (default: ${DEFAULT-VALUE}).")
    private String counted = "total";

    /** Whether the options describe a model by themselves. */
    boolean isGiven() {
        return id != null || layers != null || width != null;
    }

    /** A published model that the call names outside of the options. */
    Described named(String published) {
        if (isGiven()) {
            throw new InputException("the model is described in more than one way", "Give one of them.");
        }
        id = published;
        return described(Optional.empty());
    }

    /**
     * The model.
     *
     * @param parameters N, where the call gives it
     * @throws InputException if it is described twice or not at all
     */
    Described described(Optional<Double> parameters) {
        boolean shaped = layers != null || width != null;
        int ways = (id == null ? 0 : 1) + (shaped ? 1 : 0) + (parameters.isPresent() ? 1 : 0);
        if (ways != 1) {
            throw new InputException(
                    ways == 0 ? "no model is described" : "the model is described in more than one way",
                    "Give one of --model ID, N=70B, or --layers 80 --width 8192.");
        }
        if (id != null) {
            requireNoShape();
            KnownModel known = Catalogue.builtIn().model(id);
            return new Described(known.name(), known.source().citation(), sized(known.transformer()));
        }
        return shaped ? typed() : proposed(parameters.orElseThrow());
    }

    /** What is told about a published model's shape would go unheard. */
    private void requireNoShape() {
        Map<String, Optional<?>> told = Map.of(
                "--heads", Optional.ofNullable(heads),
                "--kv-heads", Optional.ofNullable(kvHeads),
                "--head-width", Optional.ofNullable(headWidth),
                "--feed-forward", Optional.ofNullable(feedForward),
                "--experts", Optional.ofNullable(experts),
                "--vocabulary", Optional.ofNullable(vocabulary),
                "--tied", Optional.ofNullable(tied));
        told.entrySet().stream()
                .filter(e -> e.getValue().isPresent())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .ifPresent(option -> {
                    throw new InputException(
                            "--model has its own shape, and %s would change it".formatted(option),
                            "Leave out one of them; --context may stand beside --model.");
                });
    }

    private Transformer sized(Transformer model) {
        return context == null ? model : model.withContext(context);
    }

    private Described typed() {
        if (layers == null || width == null) {
            throw new InputException(
                    "a shape has --layers and --width, and " + (layers == null ? "--layers" : "--width")
                            + " is missing",
                    "Or give N=70B for a shape as practice has it.");
        }
        int deep = Call.requireAtMost("--layers", MOST_LAYERS, layers);
        int wide = Call.requireAtMost("--width", WIDEST, width);
        int queries = heads != null ? Call.requireAtMost("--heads", WIDEST, heads) : Math.max(1, wide / usualHead());
        int head = headWidth != null ? Call.requireAtMost("--head-width", WIDEST, headWidth) : wide / queries;
        if (headWidth == null && wide % queries != 0) {
            throw new InputException(
                    "a width of %d cannot be cut into %d heads".formatted(wide, queries),
                    "Give --head-width, if heads are not width / heads wide.");
        }
        int hidden = feedForward != null ? feedForward : plain ? 4 * wide : (int) Math.round(wide * 8 / 3.0 / 64) * 64;
        Optional<Experts> chosen = choice().map(c -> new Experts(deep, c.count(), c.active(), c.shared(), hidden));
        ShapeStyle usual = ShapeStyle.usual();
        Transformer model = new Transformer(
                deep,
                wide,
                new Attention.Grouped(queries, kvHeads != null ? kvHeads : queries, head),
                new FeedForward(hidden, !plain),
                chosen,
                new Embedding(vocabulary != null ? vocabulary : usual.vocabulary(), tied != null && tied, 0),
                Trimmings.LLAMA,
                context != null ? context : usual.context());
        if (tied == null && model.parameters().total() < ShapeStyle.TIED_BELOW) {
            model = model.withEmbedding(new Embedding(model.embedding().vocabulary(), true, 0));
        }
        return new Described(
                Magnitude.count((double) model.parameters().total()) + " model", "the shape of the call", model);
    }

    private int usualHead() {
        return headWidth != null ? Call.requireAtMost("--head-width", WIDEST, headWidth) : USUAL_HEAD;
    }

    private Described proposed(double parameters) {
        if (heads != null || kvHeads != null || headWidth != null || feedForward != null) {
            throw new InputException(
                    "N=… asks for a proposed shape, and the call gives part of one",
                    "Give --layers and --width instead of N.");
        }
        Counted how = Call.choice("--counted", Counted.values(), Counted::id, counted);
        Transformer model = style().propose(parameters, how);
        return new Described(
                Magnitude.count(parameters) + " model",
                "a shape as practice has it, %s".formatted(how.description()),
                model);
    }

    /** How a proposed shape is cut. */
    ShapeStyle style() {
        ShapeStyle usual = ShapeStyle.usual();
        return new ShapeStyle(
                vocabulary != null ? vocabulary : usual.vocabulary(),
                context != null ? context : usual.context(),
                !plain,
                usual.kvHeads(),
                Optional.ofNullable(tied),
                choice());
    }

    private Optional<ShapeStyle.Choice> choice() {
        if (experts == null) {
            return Optional.empty();
        }
        List<String> parts = List.of(experts.split("/", -1));
        if (parts.size() < 2 || parts.size() > 3 || !parts.stream().allMatch(p -> p.matches("\\d{1,6}"))) {
            throw new InputException(
                    "--experts is COUNT/ACTIVE or COUNT/ACTIVE/SHARED, not '%s'".formatted(experts),
                    "Write --experts 64/8 for 64 experts of which a token passes 8.");
        }
        return Optional.of(new ShapeStyle.Choice(
                Integer.parseInt(parts.get(0)),
                Integer.parseInt(parts.get(1)),
                parts.size() == 3 ? Integer.parseInt(parts.get(2)) : 0));
    }
}
