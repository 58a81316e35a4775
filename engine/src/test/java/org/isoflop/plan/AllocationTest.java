package org.isoflop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashSet;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.isoflop.fit.Tables;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private final Model model = Model.of(Law.parse(Tables.CHINCHILLA), new LinkedHashSet<>(List.of("N", "D", "loss")));

    /** N = G (C/6)^(beta/(alpha+beta)), G = (alpha A / (beta B))^(1/(alpha+beta)): Hoffmann et al. 2022, eq. 4. */
    @Test
    void theSearchAgreesWithTheClosedForm() {
        double[] t = Tables.truth();
        double sum = t[2] + t[4];
        double g = Math.pow(t[2] * t[1] / (t[4] * t[3]), 1 / sum);
        for (double flops : new double[] {1e18, 1e21, 5.76e23, 1e26}) {
            double closed = g * Math.pow(flops / 6, t[4] / sum);
            assertThat(Allocation.of(model).parameters(flops, t).orElseThrow())
                    .isCloseTo(closed, Percentage.withPercentage(1e-4));
        }
        assertThat(Allocation.of(model).exponent(1e22, t)).isCloseTo(t[4] / sum, within(1e-6));
    }

    @Test
    void aLawThatOnlyFallsWithParametersHasNoOptimum() {
        Model onlyN =
                Model.of(Law.parse("loss = E + A/N^alpha + 0*k*D"), new LinkedHashSet<>(List.of("N", "D", "loss")));
        assertThat(Allocation.suits(onlyN)).isFalse();
    }
}
