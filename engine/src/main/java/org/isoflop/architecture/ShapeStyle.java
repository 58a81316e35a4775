package org.isoflop.architecture;

import java.util.Optional;
import org.isoflop.InputException;

/**
 * How models of some family are cut, so that a number of parameters can be given a shape.
 *
 * <p>A shape is proposed as practice has it: the width is {@code min(128, 128 (N / 7e9)^(1/6))} times the number of
 * layers (GPT-3, Brown et al. 2020, table 2.1, has 64 at 125M, 85 at 1.3B and 128 from 6.7B on; Llama 1 to 3 have 102 to
 * 130 from 7B to 405B), a multiple of 64 that grows coarser with it until heads can be shared by eight; heads are 64 wide up to a width of 1024 and 128
 * beyond; the hidden vector of a gated feed-forward block has 8/3 of the width (Shazeer 2020) and of a plain one four
 * times it, and is then moved in steps of 16 to 256 until the count is as near as these steps allow: among such shapes the
 * most usual is proposed, not that which happens to come nearest.
 *
 * @param vocabulary tokens
 * @param context tokens in a sequence
 * @param gated whether feed-forward blocks are gated
 * @param kvHeads at most so many key-value heads
 * @param tied whether the output matrix is the input table; empty: below {@value #TIED_BELOW} parameters, as Llama 3.2 has it
 * @param experts how many there are, how many a token passes, and how many all pass; of its layers and width only the
 *     proposal knows; empty for a dense model
 */
public record ShapeStyle(
        int vocabulary, int context, boolean gated, int kvHeads, Optional<Boolean> tied, Optional<Choice> experts) {
    /** Llama 3.2 ties its tables at 1B and 3B parameters, Llama 3 does not at 8B. */
    public static final double TIED_BELOW = 4e9;

    private static final double WIDEST_ASPECT = 128;
    private static final double WIDE_FROM = 7e9;
    private static final double ASPECT_EXPONENT = 1.0 / 6;

    /** Aspect and feed-forward ratio may move so far from what practice has. */
    private static final double SLACK = 1.5;

    /** A count is right within this share; among right ones the usual shape wins. */
    private static final double RIGHT = 0.003;

    /** Where half a step of the feed-forward width is more than that, a count is right within the half step, up to this. */
    private static final double COARSE = 0.006;

    /** A count further away than this share is that of another model. */
    private static final double FURTHEST = 0.02;

    private static final int WIDEST = 1 << 17;

    /**
     * Experts before they have a width.
     *
     * @param count experts to choose from in each layer
     * @param active that a token passes
     * @param shared that every token passes besides
     */
    public record Choice(int count, int active, int shared) {
        public Choice {
            // The checks are those of experts with a width.
            var _ = new Experts(1, count, active, shared, 1);
        }
    }

    /** As Llama 3: gated, eight key-value heads; a vocabulary of 50,304 and a context of 4096. */
    public static ShapeStyle usual() {
        return new ShapeStyle(50_304, 4096, true, 8, Optional.empty(), Optional.empty());
    }

    public ShapeStyle {
        Positive.require("vocabulary", vocabulary);
        Positive.require("context", context);
        Positive.require("kv heads", kvHeads);
    }

    /** The same with another vocabulary. */
    public ShapeStyle withVocabulary(int tokens) {
        return new ShapeStyle(tokens, context, gated, kvHeads, tied, experts);
    }

    /** The same with another context. */
    public ShapeStyle withContext(int tokens) {
        return new ShapeStyle(vocabulary, tokens, gated, kvHeads, tied, experts);
    }

    /** The same with experts. */
    public ShapeStyle withExperts(Choice choice) {
        return new ShapeStyle(vocabulary, context, gated, kvHeads, tied, Optional.of(choice));
    }

    /**
     * A model of about so many parameters: within 0.3 %, or half a step of its feed-forward width, where a shape allows it.
     *
     * @param parameters N, from 1e5 on
     * @param counted what N counts
     * @throws InputException if there is none, as when the tables alone have more parameters
     */
    public Transformer propose(double parameters, Counted counted) {
        if (!(parameters >= 1e5 && parameters <= 1e14)) {
            throw new InputException(
                    "a shape can be proposed from 1e5 to 1e14 parameters, not for %.3g".formatted(parameters),
                    "Give another N or, where N follows from a budget, another budget.");
        }
        double aspect = aspect(parameters * shareOfExperts(counted));
        Transformer best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int width = 64; width <= WIDEST; width += step(width)) {
            int fewest = Math.max(1, (int) Math.floor(width / (aspect * SLACK)));
            int most = Math.max(1, (int) Math.ceil(width * SLACK / aspect));
            if (least(fewest, width, parameters, counted) > parameters * (1 + FURTHEST)) {
                // Wider models have more parameters still.
                break;
            }
            for (int layers = fewest; layers <= most; layers++) {
                Transformer model = fitted(layers, width, parameters, counted);
                double badness = badness(model, parameters, counted, aspect);
                if (badness < least) {
                    least = badness;
                    best = model;
                }
            }
        }
        if (best == null || least > 100) {
            throw new InputException(
                    "no usual shape has %.3g %s with a vocabulary of %,d"
                            .formatted(parameters, counted.description(), vocabulary),
                    "Take a smaller vocabulary, more parameters, or count them without embeddings.");
        }
        return best;
    }

    /** Layers and width follow what a token passes. */
    private double shareOfExperts(Counted counted) {
        return experts.filter(c -> counted != Counted.ACTIVE)
                .map(c -> (c.active() + c.shared()) / (double) (c.count() + c.shared()))
                .orElse(1.0);
    }

    private static double aspect(double parameters) {
        return Math.min(WIDEST_ASPECT, WIDEST_ASPECT * Math.pow(parameters / WIDE_FROM, ASPECT_EXPONENT));
    }

    private static int step(int width) {
        return width < 1024 ? 64 : width < 2048 ? 128 : width < 4096 ? 512 : width < 16_384 ? 1024 : 2048;
    }

    /** Steps of the feed-forward width. */
    private static int grain(int width) {
        return width < 512 ? 16 : width < 2048 ? 64 : width < 8192 ? 128 : 256;
    }

    /** Parameters with hardly any feed-forward blocks: no shape of these layers and this width has fewer. */
    private double least(int layers, int width, double parameters, Counted counted) {
        return counted.of(shape(layers, width, grain(width), parameters).parameters());
    }

    /** With the feed-forward width that comes nearest to the count. */
    private Transformer fitted(int layers, int width, double parameters, Counted counted) {
        int grain = grain(width);
        double without = counted.of(shape(layers, width, grain, parameters).parameters());
        double perGrain = counted.of(shape(layers, width, 2 * grain, parameters).parameters()) - without;
        long steps = Math.clamp(1 + Math.round((parameters - without) / perGrain), 1, 1 << 12);
        return shape(layers, width, Math.toIntExact(steps * grain), parameters);
    }

    private Transformer shape(int layers, int width, int hidden, double parameters) {
        int headWidth = width <= 1024 ? 64 : 128;
        int heads = width / headWidth;
        return new Transformer(
                layers,
                width,
                new Attention.Grouped(heads, largestDivisor(heads, kvHeads), headWidth),
                new FeedForward(hidden, gated),
                experts.map(c -> new Experts(layers, c.count(), c.active(), c.shared(), hidden)),
                new Embedding(vocabulary, tied.orElse(parameters < TIED_BELOW), 0),
                Trimmings.LLAMA,
                context);
    }

    private static int largestDivisor(int number, int atMost) {
        int divisor = Math.min(number, atMost);
        while (number % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    /** How far from the count, where it is not right, and how unusual; above 100 where it is no usual shape at all. */
    private double badness(Transformer model, double parameters, Counted counted, double aspect) {
        double count = Math.abs(Math.log(counted.of(model.parameters()) / parameters));
        double passed = experts.map(c -> (double) c.active() + c.shared()).orElse(1.0);
        double usual = gated ? 8.0 / 3 : 4;
        double ratio = Math.abs(Math.log(passed * model.feedForward().width() / (usual * model.width())));
        double slender = Math.abs(Math.log(model.width() / (aspect * model.layers())));
        // Pipelines are cut in two more often than not.
        double odd = model.layers() % 2 == 1 && model.layers() > 8 ? 0.1 : 0;
        double right = Math.clamp(halfAStep(model, parameters, counted), RIGHT, COARSE);
        double wrong = count <= right ? 0 : 100 * count;
        return ratio > Math.log(SLACK) || count > FURTHEST ? 1000 : wrong + ratio + slender + odd;
    }

    /** As a share of the parameters. */
    private double halfAStep(Transformer model, double parameters, Counted counted) {
        int grain = grain(model.width());
        int hidden = model.feedForward().width();
        Transformer wider = shape(model.layers(), model.width(), hidden + grain, parameters);
        return (counted.of(wider.parameters()) - counted.of(model.parameters())) / (2 * parameters);
    }
}
