package org.isoflop.architecture;

/**
 * How a network for images grows: by factors on its depth, its width and the side of its images.
 *
 * <p>With depth {@code d}, width {@code w} and side {@code r} as factors on a base network, convolutions give parameters
 * {@code d w^2}, operations {@code d w^2 r^2} and activations {@code d w r^2}. Accelerators take their time by
 * activations as much as by operations (Dollar et al. 2021), so the three are told together.
 *
 * @param depth factor on the number of layers
 * @param width factor on channels
 * @param resolution factor on the side of the images
 */
public record CompoundScaling(double depth, double width, double resolution) {
    public CompoundScaling {
        if (!(depth > 0 && width > 0 && resolution > 0)) {
            throw new IllegalArgumentException("factors of depth, width and resolution are above zero");
        }
    }

    /** EfficientNet (Tan and Le 2019, arXiv:1905.11946, 3.3): {@code 1.2^phi, 1.1^phi, 1.15^phi}; operations grow as 1.92^phi. */
    public static CompoundScaling efficientNet(double phi) {
        return new CompoundScaling(Math.pow(1.2, phi), Math.pow(1.1, phi), Math.pow(1.15, phi));
    }

    /**
     * Fast compound scaling (Dollar, Singh and Girshick 2021, arXiv:2103.06877, 4): for {@code s} times the operations depth
     * {@code s^((1 - a)/2)}, width {@code s^(a/2)}, resolution {@code s^((1 - a)/4)}.
     *
     * @param operations factor {@code s}
     * @param alpha 0.8 as its authors recommend; 1/3 scales all three alike, 1 width alone
     */
    public static CompoundScaling fast(double operations, double alpha) {
        if (!(operations > 0 && alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("operations above zero and alpha from 0 to 1");
        }
        return new CompoundScaling(
                Math.pow(operations, (1 - alpha) / 2),
                Math.pow(operations, alpha / 2),
                Math.pow(operations, (1 - alpha) / 4));
    }

    /**
     * ResNet-RS (Bello et al. 2021, arXiv:2103.07579, 6): depth where training is long enough to overfit, width where it is
     * not, and resolution slowly; here as the square root of what compound scaling of the same operations would give it.
     *
     * @param operations factor on the operations
     * @param overfits whether training is long, as 350 epochs are
     */
    public static CompoundScaling resNetRs(double operations, boolean overfits) {
        double side = Math.pow(fast(operations, 1.0 / 3).resolution(), 0.5);
        double rest = operations / (side * side);
        return overfits ? new CompoundScaling(rest, 1, side) : new CompoundScaling(1, Math.sqrt(rest), side);
    }

    /** Factor on the parameters, {@code d w^2}. */
    public double parameters() {
        return depth * width * width;
    }

    /** Factor on the operations, {@code d w^2 r^2}. */
    public double operations() {
        return parameters() * resolution * resolution;
    }

    /** Factor on the activations, {@code d w r^2}. */
    public double activations() {
        return depth * width * resolution * resolution;
    }
}
