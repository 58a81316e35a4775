package org.isoflop.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TinyTransformerTest {
    /** Steps of plain gradient descent at rate 1 are gradients; each is held against a central difference of the loss. */
    @Test
    void theGradientIsThatOfTheLoss() {
        var shape = new Shape(8, 2, 4, 12, 5, 1, 1, 1);
        int[] tokens = {0, 3, 1, 4, 2, 2};
        int[] targets = {1, 1, 0, 3, 4, 2};
        var network = new TinyTransformer(
                shape,
                (tensor, rows, columns, random) -> new Weight(rows, columns, 0.4, 0.7, 1, random),
                0.6,
                0.5,
                new SplittableRandom(2));
        network.forward(tokens);
        List<double[]> before =
                network.weights().stream().map(w -> w.values().values.clone()).toList();
        network.backward(targets);
        network.step(CoordinateCheck.Optimizer.SGD);
        List<double[]> after =
                network.weights().stream().map(w -> w.values().values.clone()).toList();
        for (int k = 0; k < before.size(); k++) {
            System.arraycopy(before.get(k), 0, network.weights().get(k).values().values, 0, before.get(k).length);
        }
        double h = 1e-5;
        for (int k = 0; k < before.size(); k++) {
            double[] values = network.weights().get(k).values().values;
            for (int i = 0; i < values.length; i += 7) {
                values[i] = before.get(k)[i] + h;
                network.forward(tokens);
                double up = network.loss(targets);
                values[i] = before.get(k)[i] - h;
                network.forward(tokens);
                double down = network.loss(targets);
                values[i] = before.get(k)[i];
                // The quotient is off by h^2 times third derivatives of order one, and by rounding of 1e-16/h.
                assertThat(before.get(k)[i] - after.get(k)[i])
                        .as("weight %d, element %d", k, i)
                        .isCloseTo((up - down) / (2 * h), within(1e-8));
            }
        }
    }
}
