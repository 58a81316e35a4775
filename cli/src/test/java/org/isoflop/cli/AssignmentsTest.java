package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.isoflop.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentsTest {
    @Test
    void severalInOneTextOrInSeveral() {
        assertThat(Assignments.texts("--map", List.of("N=params, D = tokens", "loss=val loss")))
                .containsExactly(Map.entry("N", "params"), Map.entry("D", "tokens"), Map.entry("loss", "val loss"));
    }

    @Test
    void commasOfThousandsSeparateNothing() {
        assertThat(Assignments.numbers("--fix", List.of("A=1,234,567,E=1.69")))
                .containsExactly(Map.entry("A", 1_234_567.0), Map.entry("E", 1.69));
    }

    @Test
    void aNumberIsARangeOfItself() {
        assertThat(Assignments.ranges("--start", List.of("a=1,b=2..3,c=-1..1e3")))
                .containsExactly(
                        Map.entry("a", new Assignments.Range(1, 1)),
                        Map.entry("b", new Assignments.Range(2, 3)),
                        Map.entry("c", new Assignments.Range(-1, 1000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=", "=1", " = "})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Assignments.texts("--fix", List.of(text)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("--fix: '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=x", "a=nan", "a=1,b", "a=1..x", "a=1..nan"})
    void onlyNumbersAreNumbers(String text) {
        assertThatThrownBy(() -> Assignments.ranges("--bounds", List.of(text)))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("is not a number");
    }
}
