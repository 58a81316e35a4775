package org.isoflop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.fit.Tables;
import org.isoflop.uncertainty.Draws;
import org.junit.jupiter.api.Test;

class SensitivityTest {
    private static final List<String> NAMES = List.of("E", "A", "alpha", "B", "beta");

    private static Planner planner(double[] spread) {
        var random = new SplittableRandom(1);
        double[] truth = Tables.truth();
        List<double[]> draws = IntStream.range(0, 2000)
                .mapToObj(k -> {
                    double[] theta = truth.clone();
                    for (int j = 0; j < theta.length; j++) {
                        theta[j] *= Math.exp(spread[j] * random.nextGaussian());
                    }
                    return theta;
                })
                .toList();
        return new Planner(
                Allocation.of(Laws.landscape(Tables.CHINCHILLA), Spending.TRAINING),
                truth,
                new Draws(draws, 0, 0, 0),
                0.9);
    }

    private static Sensitivity of(List<Sensitivity> all, String name) {
        return all.stream().filter(s -> s.parameter().equals(name)).findFirst().orElseThrow();
    }

    /** log N = (log A - log B)/(alpha + beta) + …: with equal independent spreads A and B have half of the variance each. */
    @Test
    void independentWeightsShareTheVarianceAsTheClosedFormSays() {
        List<Sensitivity> all = Sensitivity.of(planner(new double[] {0.01, 0.2, 0, 0.2, 0}), NAMES, 1e22);
        // Two thousand draws: a correlation is known to about 0.02.
        assertThat(of(all, "A").sizeKnown()).isCloseTo(0.5, within(0.04));
        assertThat(of(all, "B").sizeKnown()).isCloseTo(0.5, within(0.04));
        assertThat(of(all, "E").sizeKnown()).isLessThan(0.01);
        assertThat(of(all, "alpha").sizeKnown()).isLessThan(1e-9);
        double sum = Tables.truth()[2] + Tables.truth()[4];
        Sensitivity a = of(all, "A");
        assertThat(Math.log(a.high() / a.low()))
                .isCloseTo(Math.log(a.interval().high() / a.interval().low()) / sum, within(1e-9));
    }

    /** The floor moves the loss and no decision. */
    @Test
    void theFloorMovesTheLossAndNotTheSize() {
        List<Sensitivity> all = Sensitivity.of(planner(new double[] {0.05, 0.02, 0, 0.02, 0}), NAMES, 1e24);
        assertThat(of(all, "E").lossKnown()).isGreaterThan(0.9);
        assertThat(of(all, "E").low()).isCloseTo(of(all, "E").high(), within(1.0));
        assertThat(all.getFirst().parameter()).isIn("A", "B");
    }

    @Test
    void withoutDrawsThereIsNothingToSay() {
        var planner = new Planner(
                Allocation.of(Laws.landscape(Tables.CHINCHILLA), Spending.TRAINING), Tables.truth(), Draws.NONE, 0.9);
        assertThat(Sensitivity.of(planner, NAMES, 1e22)).isEmpty();
    }
}
