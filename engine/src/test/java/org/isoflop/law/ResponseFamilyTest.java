package org.isoflop.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.isoflop.InputException;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

class ResponseFamilyTest {
    private static final Runs RUNS = Runs.of(
            List.of(
                    new Column.Numbers("w_web", new double[] {0.2, 0.8}),
                    new Column.Numbers("w_code", new double[] {0.8, 0.2}),
                    new Column.Numbers("loss_web", new double[] {1, 2}),
                    new Column.Numbers("loss_code", new double[] {3, 4})),
            Origin.of("mixtures.csv"));

    @Test
    void everyResponseBecomesRowsOfItsOwn() {
        Law law = Law.parse("loss[d] = c[d] + sum(i, t[i]*w[i]) where { c > 0 }");
        ResponseFamily family = ResponseFamily.of(law, RUNS.numberNames()).orElseThrow();
        assertThat(family.law().formula().equation()).isEqualTo("loss = c + sum(i, t[i]*w[i])");
        assertThat(family.law().parameter("c").lower()).isZero();
        Runs stacked = family.stacked(RUNS);
        assertThat(stacked.numbers("loss")).containsExactly(1, 2, 3, 4);
        assertThat(stacked.numbers("w_web")).containsExactly(0.2, 0.8, 0.2, 0.8);
        assertThat(stacked.groups("d").keySet()).containsExactly("web", "code");
    }

    @Test
    void aMemberIsAPlainResponse() {
        Law law = Law.parse("loss[web] = sum(i, t[i]*w[i])");
        assertThat(ResponseFamily.of(law, RUNS.numberNames())).isEmpty();
        assertThat(Model.of(law, RUNS).observed()).containsExactly("loss_web");
    }

    @Test
    void aFamilyWithoutMembersIsAMistake() {
        Law law = Law.parse("error[d] = sum(i, t[i]*w[i])");
        ResponseFamily family = ResponseFamily.of(law, RUNS.numberNames()).orElseThrow();
        assertThatThrownBy(() -> family.stacked(RUNS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no column error.* or error_*");
    }
}
