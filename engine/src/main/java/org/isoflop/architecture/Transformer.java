package org.isoflop.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A decoder-only transformer.
 *
 * <pre>{@code
 * Transformer gpt3 = Transformer.gpt(96, 12288, 96, 50257, 2048);
 * long n = gpt3.parameters().total();                       // 174.6e9
 * double flop = FlopCount.EXACT.trainingPerToken(gpt3);      // forward and backward
 * }</pre>
 *
 * @param layers {@code l}
 * @param width {@code h}, the length of a token's vector
 * @param attention of every layer
 * @param feedForward of every layer without experts
 * @param experts if some layers have them
 * @param embedding the tables
 * @param trimmings norms and biases
 * @param context {@code s}, tokens in a sequence
 */
public record Transformer(
        int layers,
        int width,
        Attention attention,
        FeedForward feedForward,
        Optional<Experts> experts,
        Embedding embedding,
        Trimmings trimmings,
        int context) {

    public Transformer {
        Positive.require("layers", layers);
        Positive.require("width", width);
        Positive.require("context", context);
        if (experts.isPresent() && experts.get().layers() > layers) {
            throw new IllegalArgumentException("%d layers with experts in a model of %d layers"
                    .formatted(experts.get().layers(), layers));
        }
        if (embedding.positions() > 0 && embedding.positions() < context) {
            throw new IllegalArgumentException(
                    "%d learned positions are too few for a context of %d".formatted(embedding.positions(), context));
        }
    }

    /** As GPT-3: feed-forward of four times the width, tied embeddings, learned positions, all biases. */
    public static Transformer gpt(int layers, int width, int heads, int vocabulary, int context) {
        if (width % Math.max(heads, 1) != 0) {
            throw new IllegalArgumentException("a width of %d cannot be cut into %d heads".formatted(width, heads));
        }
        return new Transformer(
                layers,
                width,
                new Attention.Grouped(heads, heads, width / heads),
                new FeedForward(4 * width, false),
                Optional.empty(),
                new Embedding(vocabulary, true, context),
                Trimmings.GPT,
                context);
    }

    /** The same model on longer or shorter sequences; learned positions grow with it. */
    public Transformer withContext(int tokens) {
        Embedding tables = embedding.positions() == 0 || embedding.positions() >= tokens
                ? embedding
                : new Embedding(embedding.vocabulary(), embedding.tied(), tokens);
        return new Transformer(layers, width, attention, feedForward, experts, tables, trimmings, tokens);
    }

    /** The same model with other tables. */
    public Transformer withEmbedding(Embedding tables) {
        return new Transformer(layers, width, attention, feedForward, experts, tables, trimmings, context);
    }

    /** Layers whose feed-forward block is the plain one. */
    public int plainLayers() {
        return layers - experts.map(Experts::layers).orElse(0);
    }

    /** What it stores, exactly. */
    public ParameterCount parameters() {
        long plain = feedForward.weights(width);
        long inAll = plainLayers() * plain;
        long idle = 0;
        long routers = 0;
        if (experts.isPresent()) {
            Experts chosen = experts.get();
            long one = expert(chosen).weights(width);
            inAll += chosen.layers() * ((long) chosen.count() + chosen.shared()) * one;
            idle = chosen.layers() * (chosen.count() - (long) chosen.active()) * one;
            routers = (long) chosen.layers() * chosen.count() * width;
        }
        long table = (long) embedding.vocabulary() * width;
        return new ParameterCount(
                layers * attention.weights(width),
                inAll,
                idle,
                routers,
                trimmingParameters(),
                table,
                (long) embedding.positions() * width,
                embedding.tied() ? 0 : table);
    }

    /** Every matrix that it stores, by kind; norms, biases and positions are none. */
    public List<Matrix> matrices() {
        var all = new ArrayList<Matrix>();
        attention.matrices(width).forEach(matrix -> all.add(matrix.times(layers)));
        if (plainLayers() > 0) {
            feedForward.matrices(width).forEach(matrix -> all.add(matrix.times(plainLayers())));
        }
        experts.ifPresent(chosen -> {
            long copies = chosen.layers() * ((long) chosen.count() + chosen.shared());
            expert(chosen).matrices(width).forEach(matrix -> all.add(matrix.times(copies)));
            all.add(new Matrix("router", width, chosen.count(), chosen.layers()));
        });
        all.add(new Matrix("embedding", embedding.vocabulary(), width, 1));
        if (!embedding.tied()) {
            all.add(new Matrix("output", width, embedding.vocabulary(), 1));
        }
        return List.copyOf(all);
    }

    /** One expert as a block. */
    public FeedForward expert(Experts chosen) {
        return new FeedForward(chosen.width(), feedForward.gated());
    }

    private long trimmingParameters() {
        long perLayer = trimmings.norms() * trimmings.norm(width) + attention.gains();
        return layers * perLayer + trimmings.norm(width) + biases();
    }

    /** Experts are taken to have none. */
    private long biases() {
        return switch (trimmings.biases()) {
            case NONE -> 0;
            case QKV -> layers * attention.projected();
            case ALL -> layers * (attention.projected() + width) + plainLayers() * feedForward.biases(width);
        };
    }

    /** Multiply-adds per token in all matrices of the layers, routers included; attention over the context apart. */
    public double matrixWeights() {
        ParameterCount count = parameters();
        return (double) count.attention() + count.feedForward() - count.idleExperts() + count.routers();
    }

    /** Multiply-adds per token and token looked at, over all layers. */
    public double reach() {
        return (double) layers * attention.reach();
    }

    /**
     * Bytes kept per token of context for later tokens, {@code 2 l k d b} with {@code k} key-value heads of width
     * {@code d} (and less with latent attention).
     *
     * @param bytesPerNumber 2 for 16 bits
     */
    public double cacheBytesPerToken(double bytesPerNumber) {
        return layers * attention.cached() * bytesPerNumber;
    }
}
