package org.isoflop.training;

import org.isoflop.architecture.Matrix;
import org.isoflop.architecture.ParameterCount;
import org.isoflop.architecture.Transformer;

/** What an optimizer remembers per parameter, beside weights and gradients. */
public enum Optimizer {
    SGD("sgd", "nothing") {
        @Override
        public double stateBytes(Transformer model) {
            return 0;
        }
    },

    MOMENTUM("momentum", "one moment in 32 bits") {
        @Override
        public double stateBytes(Transformer model) {
            return NUMBER * model.parameters().total();
        }
    },

    /** Adam and AdamW (Kingma and Ba 2014). */
    ADAM("adam", "two moments in 32 bits") {
        @Override
        public double stateBytes(Transformer model) {
            return 2 * NUMBER * model.parameters().total();
        }
    },

    /** Two moments of a byte each, and a 32-bit scale of each for every block of 2048 (Dettmers et al. 2021, arXiv:2110.02861). */
    ADAM_8BIT("adam-8bit", "two moments in 8 bits, scales per block of 2048") {
        @Override
        public double stateBytes(Transformer model) {
            return 2 * (1 + NUMBER / BLOCK) * model.parameters().total();
        }
    },

    /** The second moment as sums over rows and columns, no first moment (Shazeer and Stern 2018, arXiv:1804.04235). */
    ADAFACTOR("adafactor", "sums over rows and columns in 32 bits") {
        @Override
        public double stateBytes(Transformer model) {
            long factors = 0;
            long inMatrices = 0;
            for (Matrix matrix : model.matrices()) {
                factors += (matrix.rows() + matrix.columns()) * matrix.copies();
                inMatrices += matrix.weights();
            }
            return NUMBER * (factors + model.parameters().total() - inMatrices);
        }
    },

    LION("lion", "one moment in 32 bits") {
        @Override
        public double stateBytes(Transformer model) {
            return MOMENTUM.stateBytes(model);
        }
    },

    /** One moment for the matrices of the layers, two for everything else, which Adam updates (Jordan et al. 2024). */
    MUON("muon", "one moment for matrices of layers, two for the rest") {
        @Override
        public double stateBytes(Transformer model) {
            ParameterCount count = model.parameters();
            long hidden = count.attention() + count.feedForward() + count.routers();
            return NUMBER * (2.0 * count.total() - hidden);
        }
    };

    private static final double NUMBER = 4;

    private static final double BLOCK = 2048;

    private final String id;
    private final String description;

    Optimizer(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** How it is called in options. */
    public String id() {
        return id;
    }

    /** What it keeps. */
    public String description() {
        return description;
    }

    /** Bytes of its state for a whole model. */
    public abstract double stateBytes(Transformer model);
}
