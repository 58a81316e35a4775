package org.isoflop.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.formula.Interpreter;
import org.junit.jupiter.api.Test;

class PriorTest {
    @Test
    void severalAreRead() {
        List<Prior> priors = Prior.parse("alpha ~ normal(0.34, 0.1), log(gamma)~normal( 0 , 3e-1 )");
        assertThat(priors).hasSize(2);
        assertThat(priors.get(0).mean()).isEqualTo(0.34);
        assertThat(priors.get(1).deviation()).isEqualTo(0.3);
        assertThat(priors.get(1).names()).containsExactly("gamma");
        assertThat(Prior.parse(Prior.text(priors))).isEqualTo(priors);
        assertThat(Prior.parse("")).isEmpty();
    }

    @Test
    void whatIsNoneIsRefused() {
        for (String text : List.of(
                "alpha",
                "alpha ~ normal(0.3)",
                "alpha ~ uniform(0, 1)",
                "alpha ~ normal(0.3, 0)",
                "alpha ~ normal(x, 1)")) {
            assertThatThrownBy(() -> Prior.parse(text))
                    .as(text)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is no prior");
        }
    }

    @Test
    void quantitiesAreBoundToFreeHeldAndTiedParameters() {
        Model model = Model.of(Law.parse("loss = E + A/N^alpha where { E = 2; A = 10*alpha }"), Set.of("N", "loss"));
        Prior prior = Prior.parse("A*alpha + E ~ normal(1, 1)").getFirst();
        assertThat(Interpreter.value(prior.in(model), new double[0], new double[] {0.5}))
                .isEqualTo(4.5);
        assertThatThrownBy(() -> Prior.parse("beta ~ normal(1, 1)").getFirst().in(model))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("speaks of beta");
    }
}
