package org.isoflop.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.InputException;
import org.isoflop.architecture.Transformer;

/**
 * The sizes of a model and of its training, as far as rules ask for them.
 *
 * @param width of the residual stream
 * @param depth blocks, each of an attention and an MLP branch
 * @param headDim size of an attention head
 * @param ffn hidden size of the MLP
 * @param vocab tokens that there are
 * @param batch tokens per step
 * @param tokens of the whole run
 * @param rank of an adapter, or of the factors of structured matrices
 */
public record Shape(
        double width,
        double depth,
        double headDim,
        double ffn,
        double vocab,
        double batch,
        double tokens,
        double rank) {
    public Shape {
        for (double size : new double[] {width, depth, headDim, ffn, vocab, batch, tokens, rank}) {
            if (!(size > 0 && Double.isFinite(size))) {
                throw new InputException("a size of a model is " + size + ", and must be above zero", "");
            }
        }
    }

    /** The sizes of a described model. */
    public static Shape of(Transformer model, double batch, double tokens, double rank) {
        return new Shape(
                model.width(),
                model.layers(),
                (double) model.attention().queryWidth() / model.attention().heads(),
                model.feedForward().width(),
                model.embedding().vocabulary(),
                batch,
                tokens,
                rank);
    }

    /** The sizes by the names that rules use. */
    public Map<String, Double> sizes() {
        var sizes = new LinkedHashMap<String, Double>();
        sizes.put("width", width);
        sizes.put("depth", depth);
        sizes.put("head_dim", headDim);
        sizes.put("ffn", ffn);
        sizes.put("vocab", vocab);
        sizes.put("batch", batch);
        sizes.put("tokens", tokens);
        sizes.put("rank", rank);
        return sizes;
    }
}
