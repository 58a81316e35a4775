package org.isoflop.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.junit.jupiter.api.Test;

/** A valley that has been seen once is found at a glance, and where there may be two all of it is looked at. */
class ValleyTest {
    private static final double BUDGET = 1e23;

    private static Landscape landscape(String law) {
        return Landscape.of(Model.of(Law.parse(law), Set.of("N", "D", "loss")));
    }

    /** Looks once for all parameters, and for each anew, which is a full scan. */
    private static void requireTheSame(Landscape landscape, Spending spending, double[] centre, double spread) {
        var random = new SplittableRandom(5);
        Path path = spending.path(BUDGET, landscape, centre).orElseThrow();
        var shared = new Valley(landscape, path);
        shared.lowest(centre);
        for (int k = 0; k < 300; k++) {
            double[] theta = centre.clone();
            for (int j = 0; j < theta.length; j++) {
                theta[j] *= Math.exp(spread * random.nextGaussian());
            }
            assertThat(shared.lowest(theta)).isEqualTo(new Valley(landscape, path).lowest(theta));
        }
    }

    @Test
    void aGlanceFindsWhatAScanFinds() {
        double[] joint = {1.22, 3355, 0.408, 18186, 0.431, 0.452};
        requireTheSame(landscape("loss = E + (A/N^alpha + B/D^beta)^gamma"), Spending.TRAINING, joint, 0.1);
        double[] additive = {1.8, 480, 0.35, 2100, 0.37};
        requireTheSame(landscape("loss = E + A/N^alpha + B/D^beta"), Spending.TRAINING.serving(1e12), additive, 0.1);
        Limits few = Limits.NONE.ratio(Limits.Range.upTo(20));
        requireTheSame(landscape("loss = E + A/N^alpha + B/D^beta"), Spending.TRAINING.within(few), additive, 0.1);
    }

    @Test
    void aSecondValleyIsNotMissed() {
        // A ridge in the middle of the valley, in some of the parameters only: it is 3 wide in log N.
        String law = "loss = E + A/N^alpha + B/D^beta + h*exp(0 - ((log(N) - m)/3)^2)";
        double[] flat = {1.8, 480, 0.35, 2100, 0.37, 1e-9, 24.5};
        Landscape landscape = landscape(law);
        Path path = Spending.TRAINING.path(BUDGET, landscape, flat).orElseThrow();
        var shared = new Valley(landscape, path);
        shared.lowest(flat);
        int ridges = 0;
        for (double middle = 20; middle < 30; middle += 0.1) {
            double[] ridge = {1.8, 480, 0.35, 2100, 0.37, 0.5, middle};
            double found = shared.lowest(ridge).orElseThrow();
            assertThat(found)
                    .isEqualTo(new Valley(landscape, path).lowest(ridge).orElseThrow());
            ridges += Math.abs(Math.log(found / shared.lowest(flat).orElseThrow())) > 1 ? 1 : 0;
        }
        assertThat(ridges).as("ridges that move the best size").isGreaterThan(20);
    }

    @Test
    void aSearchTakesFewEvaluations() {
        var landscape = landscape("loss = E + (A/N^alpha + B/D^beta)^gamma");
        double[] theta = {1.22, 3355, 0.408, 18186, 0.431, 0.452};
        Map<Double, Integer> counts = new java.util.TreeMap<>();
        for (double low = 24; low < 26; low += 0.01) {
            int[] evaluations = {0};
            Rising.zero(
                    x -> {
                        evaluations[0]++;
                        double n = Math.exp(x);
                        return landscape.slope(n, BUDGET / 6 / n, -1, theta);
                    },
                    low,
                    low + 0.25);
            counts.put(low, evaluations[0]);
        }
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(9));
    }
}
