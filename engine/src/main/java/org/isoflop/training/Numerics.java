package org.isoflop.training;

import org.isoflop.hardware.Precision;

/**
 * In how many bytes what is kept.
 *
 * @param products the precision of the matrix products
 * @param weightBytes per parameter that is used in them
 * @param gradientBytes per parameter
 * @param masterBytes per parameter of a second, finer copy that the optimizer updates; 0 if there is none
 * @param optimizer whose state comes on top
 */
public record Numerics(
        Precision products, double weightBytes, double gradientBytes, double masterBytes, Optimizer optimizer) {
    private static final double FULL = 4;

    /**
     * Mixed precision as in Micikevicius et al. 2017 and ZeRO: 16-bit weights and gradients, a copy in 32 bits; with Adam
     * {@code 2 + 2 + 4 + 8 = 16} bytes. 32-bit training has no copy; 8-bit products keep their weights in 16 bits.
     */
    public static Numerics of(Precision products, Optimizer optimizer) {
        return switch (products) {
            case FP32, TF32 -> new Numerics(products, FULL, FULL, 0, optimizer);
            case BF16, FP16, FP8, INT8, FP4 -> new Numerics(products, 2, 2, FULL, optimizer);
        };
    }

    /** With gradients that are added up in 32 bits, as Megatron does. */
    public Numerics withGradientBytes(double bytes) {
        return new Numerics(products, weightBytes, bytes, masterBytes, optimizer);
    }

    /** With or without the finer copy. */
    public Numerics withMasterBytes(double bytes) {
        return new Numerics(products, weightBytes, gradientBytes, bytes, optimizer);
    }

    /** Bytes per number of an activation. */
    public double activationBytes() {
        return switch (products) {
            case FP32, TF32 -> FULL;
            case BF16, FP16, FP8, INT8, FP4 -> 2;
        };
    }
}
