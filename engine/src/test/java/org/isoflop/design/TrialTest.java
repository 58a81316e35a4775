package org.isoflop.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.law.Model;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final Model MODEL = DesignTest.model("loss = E + A/N^alpha + B/D^beta", "N", "D");

    private static final double[] TRUTH =
            DesignTest.theta(MODEL, Map.of("E", 1.82, "A", 482.0, "alpha", 0.348, "B", 2085.0, "beta", 0.366));

    private static Design design(Objective objective) {
        Knowledge law = Knowledge.assumed(MODEL, true, List.of(TRUTH), Precision.assumed(objective, 0.003))
                .with(Misfit.drifting(0.003, 1e17, 2e21).bending(0.003, 20, 5, 100));
        return new Design(
                List.of(law), new Target.BestResponse(1e22), DesignTest.ladder(8, 6, 2), new Limits(2e21, 24));
    }

    /** The deciles of 400 tables have a standard error of 5 %; a linear approximation may be off by more than that. */
    @Test
    void simulatedFitsSpreadAsTheInformationSays() {
        for (String name : List.of("squared-log", "huber-log:1e-3")) {
            var objective = Objective.parse(name);
            var design = design(objective);
            Proposal proposal = design.propose();
            Spread simulated = new Trial(
                            design, Fitter.withDefaults().with(objective).threads(1), 400)
                    .spread(proposal.runs())
                    .orElseThrow();
            assertThat(simulated.law()).as(name).isCloseTo(proposal.after().law(), Percentage.withPercentage(25));
            assertThat(simulated.total()).as(name).isCloseTo(proposal.after().total(), Percentage.withPercentage(25));
        }
    }

    @Test
    void sameSeedSameSpreadOnAnyNumberOfThreads() {
        var design = design(Objective.DEFAULT);
        List<Marginal> runs = design.propose().runs();
        Spread one = new Trial(design, Fitter.withDefaults().threads(1), 40)
                .spread(runs)
                .orElseThrow();
        Spread two = new Trial(design, Fitter.withDefaults().threads(2), 40)
                .spread(runs)
                .orElseThrow();
        assertThat(two).isEqualTo(one);
    }

    @Test
    void withoutEnoughRunsThereIsNoSpread() {
        assertThat(new Trial(design(Objective.DEFAULT), Fitter.withDefaults(), 20).spread(List.of()))
                .isEmpty();
    }

    /** Two laws of the same shape are known twice as badly as one, in variance. */
    @Test
    void theDifferenceOfTwoLawsHasTheVariancesOfBoth() {
        Knowledge law = Knowledge.assumed(MODEL, true, List.of(TRUTH), Precision.assumed(Objective.DEFAULT, 0.003));
        var candidates = new ArrayList<Candidate>();
        for (int l = 0; l < 2; l++) {
            for (Candidate c : DesignTest.ladder(5, 4, 2)) {
                candidates.add(new Candidate(l, c.row(), c.flops(), c.most()));
            }
        }
        var target = new Target.BestResponse(1e22);
        var both = new Design(List.of(law, law), target, candidates, new Limits(2e21, 40));
        var one = new Design(List.of(law), target, DesignTest.ladder(5, 4, 2), new Limits(1e21, 20));
        assertThat(both.value()).isZero();
        assertThat(both.propose().after().law())
                .isCloseTo(Math.sqrt(2) * one.propose().after().law(), Percentage.withPercentage(5));
    }
}
