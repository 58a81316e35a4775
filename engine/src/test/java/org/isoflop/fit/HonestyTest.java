package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

/** A fit says what it does not know. */
class HonestyTest {
    private final Runs runs = Tables.chinchilla(0.005, 2);

    @Test
    void fewerRowsThanParametersAreRefused() {
        Runs few = runs.at(new int[] {0, 20, 40, 60});
        assertThatThrownBy(() -> Tables.fit(Tables.CHINCHILLA, few))
                .isInstanceOf(FitException.class)
                .hasMessage("grid has 4 usable rows, fewer than the 5 parameters of formula");
    }

    @Test
    void rowsThatAreAllAlikeAreRefused() {
        Runs alike = runs.at(new int[20]);
        assertThatThrownBy(() -> Tables.fit(Tables.CHINCHILLA, alike))
                .isInstanceOf(FitException.class)
                .hasMessage("grid: all rows are alike in N, D");
    }

    @Test
    void parametersThatTheRunsCannotTellApartAreNamed() {
        Fit fit = Tables.fit("loss = E + F + B/D^beta", runs);
        assertThat(fit.diagnostics().undetermined()).containsExactlyInAnyOrder("E", "F");
    }

    @Test
    void aParameterWithoutInfluenceIsNamed() {
        Runs oneSize = runs.let("P", Formula.parse("1").body());
        Fit fit = Tables.fit("loss = E + B/D^beta + k*log(P)", oneSize);
        assertThat(fit.diagnostics().undetermined()).containsExactly("k");
    }

    @Test
    void ofASumTheRunsMayKnowTheSumAlone() {
        Fit fit = Tables.fit("loss = E + F + B/D^beta", runs);
        List<String> names = fit.model().names();
        int e = names.indexOf("E");
        int f = names.indexOf("F");
        assertThat(fit.determines(theta -> theta[e])).isFalse();
        assertThat(fit.determines(theta -> theta[e] - theta[f])).isFalse();
        assertThat(fit.determines(theta -> theta[e] + theta[f])).isTrue();
        assertThat(fit.determines(theta -> theta[names.indexOf("beta")])).isTrue();
    }

    /** Of several free directions the one that is told is one that matters. */
    @Test
    void whatIsOpenIsOpenAlongADirectionThatMovesIt() {
        Runs oneValue = runs.let("P", Formula.parse("1").body());
        Fit fit = Tables.fit("loss = E + F + B/D^beta + k*log(P)", oneValue);
        List<String> names = fit.model().names();
        int e = names.indexOf("E");
        int k = names.indexOf("k");
        assertThat(fit.diagnostics().free()).hasSize(2);
        assertThat(fit.freedomOf(theta -> theta[e]).orElseThrow().moves()).containsOnlyKeys("E", "F");
        assertThat(fit.freedomOf(theta -> theta[k]).orElseThrow().moves()).containsOnlyKeys("k");
    }

    /** Models of one size tell nothing of models of another. */
    @Test
    void whatRunsOfOneSizeDetermineAreRunsOfThatSize() {
        Runs oneSize = Tables.simulate(
                Tables.CHINCHILLA,
                Tables.truth(),
                Grid.parse("N=1e8, D=1e9..1e11*20").runs(),
                0.003,
                5);
        Fit fit = Tables.fit(Tables.BOUNDED, oneSize);
        assertThat(fit.diagnostics().undetermined()).contains("A", "alpha").doesNotContain("B", "beta");
        assertThat(fit.determines(theta -> fit.model().predict(new double[] {1e8, 5e11}, theta)))
                .isTrue();
        assertThat(fit.determines(theta -> fit.model().predict(new double[] {2e8, 1e10}, theta)))
                .isFalse();
    }

    @Test
    void whatIsDeterminedDoesNotDependOnUnits() {
        Fit fit = Tables.fit("loss = E + F + B/D^beta", Tables.scaled(runs, "loss", 1e-6));
        assertThat(fit.determines(theta -> theta[0] + theta[1])).isTrue();
        assertThat(fit.determines(theta -> theta[0])).isFalse();
        assertThat(fit.determines(theta -> fit.model().predict(new double[] {1e12}, theta)))
                .isTrue();
    }

    @Test
    void aParameterOnItsBoundIsNamed() {
        Fit fit = Tables.fit(Tables.CHINCHILLA + " where { alpha in (0.4, 2); A > 0; B > 0 }", runs);
        assertThat(fit.diagnostics().atBound()).containsExactly("alpha");
        assertThat(fit.parameter("alpha")).isEqualTo(0.4);
    }

    @Test
    void fixedAndTiedParametersAreHeld() {
        Fit fixed = Tables.fit(Tables.CHINCHILLA + " where { E = 1.7 }", runs);
        assertThat(fixed.parameter("E")).isEqualTo(1.7);
        assertThat(fixed.theta()).hasSize(4);
        Fit tied = Tables.fit(Tables.CHINCHILLA + " where { beta = alpha }", runs);
        assertThat(tied.parameter("beta")).isEqualTo(tied.parameter("alpha"));
        assertThat(tied.theta()).hasSize(4);
        assertThat(tied.parameter("alpha")).isCloseTo(0.355, within(0.02));
    }

    @Test
    void aLawThatIsDefinedNowhereIsRefused() {
        assertThatThrownBy(() -> Tables.fit("loss = log(-N) + a*D", runs))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("is not defined anywhere");
    }
}
