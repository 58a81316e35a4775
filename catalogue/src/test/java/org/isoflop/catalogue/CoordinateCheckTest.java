package org.isoflop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isoflop.transfer.CoordinateCheck;
import org.isoflop.transfer.CoordinateCheck.Growth;
import org.isoflop.transfer.CoordinateCheck.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of the catalogue on random transformers, four times as wide, eight times as deep. A power of 0.2 is a factor of 1.3 to 1.5
 * over these sizes: three networks per size and the way to the limit of large widths leave that much.
 */
class CoordinateCheckTest {
    private static final double STILL = 0.2;
    private static final List<String> CHANGES = List.of("change of hidden", "change of stream", "change of output");

    private static Map<String, Double> exponents(List<Growth> growths) {
        return growths.stream().collect(Collectors.toMap(Growth::name, Growth::exponent));
    }

    private static Map<String, Double> overWidth(String rules, Optimizer optimizer) {
        double rate = optimizer == Optimizer.ADAM ? 1e-3 : 0.05;
        return exponents(new CoordinateCheck(Catalogue.builtIn().rules(rules), optimizer, rate, 32, 2)
                .overWidth(new int[] {32, 64, 128}, 3, 1));
    }

    private static Map<String, Double> overDepth(String rules) {
        return exponents(new CoordinateCheck(Catalogue.builtIn().rules(rules), Optimizer.ADAM, 1e-3, 32, 2)
                .overDepth(new int[] {2, 4, 8, 16}, 3, 1));
    }

    /** A step of Adam changes each of fan_in weights by lr in the direction that adds up: the change goes as the width. */
    @Test
    void underTheStandardRulesStepsGrowWithTheWidth() {
        Map<String, Double> exponents = overWidth("standard", Optimizer.ADAM);
        assertThat(CHANGES).allSatisfy(name -> assertThat(exponents.get(name)).isBetween(0.8, 1.4));
        assertThat(List.of("hidden", "stream", "output"))
                .allSatisfy(name -> assertThat(exponents.get(name)).isBetween(-STILL, STILL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mup-adam", "spectral-condition", "robust-layerwise", "depth-mup", "completep", "u-mup"})
    void underRulesForTheWidthStepsKeepTheirSize(String rules) {
        Map<String, Double> exponents = overWidth(rules, Optimizer.ADAM);
        assertThat(CHANGES).allSatisfy(name -> assertThat(exponents.get(name)).isBetween(-STILL, STILL));
        // At the start the output and the logits of attention are sums of independent terms over the width: -1/2.
        assertThat(exponents.get("output")).isBetween(-0.7, -0.3);
        assertThat(exponents.get("attention logits")).isBetween(-0.7, -0.3);
    }

    @Test
    void sgdLikewise() {
        Map<String, Double> standard = overWidth("standard", Optimizer.SGD);
        Map<String, Double> mup = overWidth("mup-sgd", Optimizer.SGD);
        assertThat(CHANGES).allSatisfy(name -> {
            assertThat(standard.get(name)).isGreaterThan(0.4);
            assertThat(mup.get(name)).isBetween(-STILL, STILL);
        });
    }

    /** Branches of one size add up as the root of the depth at the start; their changes point one way and add up as it. */
    @ParameterizedTest
    @ValueSource(strings = {"standard", "mup-adam"})
    void withoutRulesForTheDepthTheStreamGrows(String rules) {
        Map<String, Double> exponents = overDepth(rules);
        assertThat(exponents.get("stream")).isBetween(0.35, 0.6);
        assertThat(exponents.get("change of stream")).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"depth-mup", "completep", "u-mup"})
    void underRulesForTheDepthItDoesNot(String rules) {
        Map<String, Double> exponents = overDepth(rules);
        assertThat(CHANGES).allSatisfy(name -> assertThat(exponents.get(name)).isBetween(-0.3, 0.3));
        assertThat(exponents.get("stream")).isBetween(-0.3, 0.1);
    }

    /** At the proxy all rules are the same network. */
    @Test
    void atTheProxyAllRulesAgree() {
        Map<String, Double> standard =
                new CoordinateCheck(Catalogue.builtIn().rules("standard"), Optimizer.ADAM, 1e-3, 32, 2).at(32, 2, 1, 5);
        for (String rules : List.of("mup-adam", "u-mup", "completep")) {
            Map<String, Double> other =
                    new CoordinateCheck(Catalogue.builtIn().rules(rules), Optimizer.ADAM, 1e-3, 32, 2).at(32, 2, 1, 5);
            standard.forEach((name, size) -> assertThat(other.get(name))
                    .as(rules + " " + name)
                    .isCloseTo(size, org.assertj.core.api.Assertions.within(1e-9)));
        }
    }
}
