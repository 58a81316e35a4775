package org.isoflop.architecture;

/**
 * Feed-forward blocks of which each token passes a few.
 *
 * @param layers how many layers have experts; the others have the model's plain block
 * @param count experts to choose from
 * @param active experts that a token passes
 * @param shared experts that every token passes besides
 * @param width hidden width of one expert
 */
public record Experts(int layers, int count, int active, int shared, int width) {
    public Experts {
        Positive.require("layers with experts", layers);
        Positive.require("experts", count);
        Positive.require("active experts", active);
        Positive.require("width of an expert", width);
        if (shared < 0) {
            throw new IllegalArgumentException("shared experts: 0 or more, not " + shared);
        }
        if (active > count) {
            throw new IllegalArgumentException("a token cannot pass %d of %d experts".formatted(active, count));
        }
    }
}
