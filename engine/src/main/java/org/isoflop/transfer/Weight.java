package org.isoflop.transfer;

import java.util.SplittableRandom;

/** One tensor of a small network: its weights, how they enter, and how they learn. */
final class Weight {
    private final double multiplier;
    private final double rate;
    private final Matrix values;
    private Matrix gradient;

    /**
     * @param multiplier of the product with the weights
     * @param rate the learning rate
     */
    Weight(int rows, int columns, double deviation, double multiplier, double rate, SplittableRandom random) {
        this.multiplier = multiplier;
        this.rate = rate;
        values = Matrix.normal(rows, columns, deviation, random);
        gradient = new Matrix(rows, columns);
    }

    Matrix values() {
        return values;
    }

    double multiplier() {
        return multiplier;
    }

    /** {@code multiplier x W'}. */
    Matrix of(Matrix x) {
        return Matrix.product(x, values, multiplier);
    }

    /** Notes what flows back to the weights, and hands on what flows back to x. */
    Matrix back(Matrix dy, Matrix x) {
        gradient = gradient.plus(Matrix.gradient(dy, x, multiplier), 1);
        return Matrix.back(dy, values, multiplier);
    }

    /** Adds to the gradient directly. */
    void flow(int row, int column, double amount) {
        gradient.values[row * gradient.columns + column] += amount;
    }

    /** One step of an optimizer that has no past. */
    void step(CoordinateCheck.Optimizer optimizer) {
        for (int i = 0; i < values.values.length; i++) {
            double g = gradient.values[i];
            values.values[i] -= rate
                    * switch (optimizer) {
                        // The first step of Adam: m/sqrt(v) is the sign.
                        case ADAM -> Math.signum(g);
                        case SGD -> g;
                    };
        }
        gradient = new Matrix(values.rows, values.columns);
    }
}
