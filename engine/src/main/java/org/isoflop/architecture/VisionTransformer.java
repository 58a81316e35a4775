package org.isoflop.architecture;

/**
 * A transformer over patches of an image (Dosovitskiy et al. 2020, arXiv:2010.11929), with a class token and a linear
 * classifier.
 *
 * @param layers {@code l}
 * @param width {@code h}
 * @param hidden width of the feed-forward block
 * @param heads of attention
 * @param patch pixels on the side of a patch
 * @param side pixels on the side of an image, a multiple of the patch
 * @param classes of the classifier
 */
public record VisionTransformer(int layers, int width, int hidden, int heads, int patch, int side, int classes) {
    private static final int CHANNELS = 3;

    public VisionTransformer {
        Positive.require("layers", layers);
        Positive.require("width", width);
        Positive.require("feed-forward width", hidden);
        Positive.require("heads", heads);
        Positive.require("patch", patch);
        Positive.require("side", side);
        Positive.require("classes", classes);
        if (side % patch != 0) {
            throw new IllegalArgumentException(
                    "images of %d pixels cannot be cut into patches of %d".formatted(side, patch));
        }
    }

    /** ViT-B: 12 layers of 768 with 12 heads, 1000 classes. */
    public static VisionTransformer base(int patch, int side) {
        return new VisionTransformer(12, 768, 3072, 12, patch, side, 1000);
    }

    /** Patches and the class token. */
    public long tokens() {
        long along = side / patch;
        return along * along + 1;
    }

    /** All of them: patches, positions, layers with biases, norms and classifier. */
    public long parameters() {
        long h = width;
        long embedding = (long) CHANNELS * patch * patch * h + h + h + tokens() * h;
        long attention = 4 * h * h + 4 * h;
        long block = 2 * h * hidden + hidden + h;
        return embedding + layers * (attention + block + 4 * h) + 2 * h + h * classes + classes;
    }

    /** Operations of one forward pass over an image, two per multiply-add. */
    public double operations() {
        double h = width;
        double n = tokens();
        double patches = 2 * (n - 1) * CHANNELS * patch * patch * h;
        double layer = 2 * n * (4 * h * h + 2 * h * hidden) + 4 * n * n * h;
        return patches + layers * layer + 2 * h * classes;
    }

    /** Numbers that come out of the products of one forward pass, as Dollar et al. 2021 count activations. */
    public double activations() {
        double n = tokens();
        double layer = n * (5.0 * width + hidden) + heads * n * n;
        return n * width + layers * layer + classes;
    }

    /**
     * Grown by factors: layers, width in whole heads, and images in whole patches.
     *
     * @throws IllegalArgumentException if nothing is left
     */
    public VisionTransformer scaled(CompoundScaling factors) {
        int head = width / heads;
        int grownHeads = Math.max(1, (int) Math.round(heads * factors.width()));
        int grownWidth = grownHeads * head;
        return new VisionTransformer(
                Math.max(1, (int) Math.round(layers * factors.depth())),
                grownWidth,
                (int) Math.round((double) hidden * grownWidth / width),
                grownHeads,
                patch,
                patch * Math.max(1, (int) Math.round(side * factors.resolution() / patch)),
                classes);
    }
}
