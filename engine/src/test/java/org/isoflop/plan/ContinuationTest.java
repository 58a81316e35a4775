package org.isoflop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Percentage;
import org.isoflop.InputException;
import org.isoflop.fit.Tables;
import org.junit.jupiter.api.Test;

class ContinuationTest {
    private static final double[] THETA = Tables.truth();

    private final Allocation anew = Allocation.of(Laws.landscape(Tables.CHINCHILLA), Spending.TRAINING);

    private final Continuation run = new Continuation(7e9, 1e12);

    @Test
    void aLongerRunCostsOnlyTheFurtherTokens() {
        Optimum after = run.after(6 * 7e9 * 5e11, anew, THETA);
        assertThat(after.tokens()).isCloseTo(1.5e12, Percentage.withPercentage(1e-9));
        assertThat(after.parameters()).isEqualTo(7e9);
    }

    /** A small budget goes further on top of the old run, a large one with a new size; at the border both are as good. */
    @Test
    void theBorderLiesWhereBothAreAsGood() {
        double border = run.worthwhile(anew, THETA);
        double old = run.after(border, anew, THETA).loss();
        double best = anew.best(border, THETA).orElseThrow().loss();
        assertThat(old).isCloseTo(best, Percentage.withPercentage(1e-9));
        assertThat(run.after(border / 2, anew, THETA).loss())
                .isLessThan(anew.best(border / 2, THETA).orElseThrow().loss());
        assertThat(run.after(border * 2, anew, THETA).loss())
                .isGreaterThan(anew.best(border * 2, THETA).orElseThrow().loss());
    }

    @Test
    void aRunThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Continuation(0, 1e12))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("a run has some parameters and some tokens");
    }
}
