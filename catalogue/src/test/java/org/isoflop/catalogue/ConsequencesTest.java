package org.isoflop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isoflop.law.Model;
import org.isoflop.law.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What papers say follows from their laws: an optimum, a ratio, an equivalent. A wrong unit or sign would not survive
 * them.
 */
class ConsequencesTest {
    private static final Catalogue CATALOGUE = Catalogue.builtIn();

    /** A law with coefficients, asked at places. */
    private record Law(Model model, double[] theta) {
        static Law of(String id) {
            Entry entry = CATALOGUE.entry(id);
            Model model = Model.of(
                    entry.law(),
                    entry.law().variables().stream().map(Variable::name).collect(Collectors.toSet()));
            return new Law(model, entry.chosen().orElseThrow().theta(model));
        }

        double at(Map<String, Double> place) {
            return model.predict(
                    model.variables().stream().mapToDouble(place::get).toArray(), theta);
        }
    }

    private static Map<String, Double> with(Map<String, Double> place, String name, double value) {
        var changed = new LinkedHashMap<>(place);
        changed.put(name, value);
        return changed;
    }

    /** Where a function is least on a fine grid. */
    private static double least(double low, double high, DoubleUnaryOperator function) {
        double best = low;
        for (int i = 0; i <= 2000; i++) {
            double x = low + (high - low) * i / 2000;
            if (function.applyAsDouble(x) < function.applyAsDouble(best)) {
                best = x;
            }
        }
        return best;
    }

    /** "Doubling the size multiplies the loss by 2^-0.076 = 0.95" (Kaplan et al., section 1.2). */
    @Test
    void kaplanDoubledSize() {
        Law law = Law.of("kaplan-2020-single-n");
        assertThat(law.at(Map.of("N", 2e8)) / law.at(Map.of("N", 1e8))).isCloseTo(0.95, within(0.002));
    }

    /**
     * "Around 7 to 8 bits" whatever the compute (Kumar et al., section 4.3.2), under C = 6/16 NDP. With equal exponents
     * size and data take equal shares of what a precision leaves.
     */
    @ParameterizedTest
    @CsvSource({"1e18", "1e20", "1e22"})
    void kumarBestPrecision(double compute) {
        Law law = Law.of("kumar-precision-2024");
        double best = least(4, 16, bits -> leastLoss(law, compute, bits));
        assertThat(best).isBetween(6.9, 8.0);
    }

    /** The least loss over all ways to divide the compute at that precision. */
    private static double leastLoss(Law law, double compute, double bits) {
        double product = compute * 16 / 6 / bits;
        return IntStream.rangeClosed(0, 200)
                .mapToDouble(i -> {
                    double n = Math.sqrt(product) * Math.pow(10, -2 + i / 50.0);
                    return law.at(Map.of("N", n, "D", product / n, "P_w", bits, "P_a", bits, "P_kv", bits));
                })
                .min()
                .orElseThrow();
    }

    /** More data hurts beyond 1730T tokens in BF16, 27T in E4M3 and 0.4T in E2M1, for 1B parameters (Sun et al.). */
    @ParameterizedTest
    @CsvSource({"8, 7, 1730e12", "4, 3, 27e12", "2, 1, 0.4e12"})
    void sunCriticalData(double exponent, double mantissa, double critical) {
        Law law = Law.of("fp-quantization-sun-2025");
        double best = Math.exp(least(
                Math.log(critical / 3),
                Math.log(critical * 3),
                logD -> law.at(Map.of(
                        "N", 1e9, "D", Math.exp(logD), "exponent", exponent, "mantissa", mantissa, "block", 128.0))));
        assertThat(best).isCloseTo(critical, within(0.03 * critical));
    }

    /** The best layouts are E2M1, E4M3 and E8M7 (Sun et al., figure 4). */
    @ParameterizedTest
    @CsvSource({"4, 2", "8, 4", "16, 8"})
    void sunBestLayout(int bits, int exponent) {
        Law law = Law.of("fp-quantization-sun-2025");
        int best = IntStream.range(0, bits)
                .boxed()
                .min((a, b) -> Double.compare(layout(law, a, bits), layout(law, b, bits)))
                .orElseThrow();
        assertThat(best).isEqualTo(exponent);
    }

    private static double layout(Law law, int exponent, int bits) {
        return law.at(Map.of(
                "N",
                1e9,
                "D",
                1e11,
                "exponent",
                (double) exponent,
                "mantissa",
                (double) bits - 1 - exponent,
                "block",
                128.0));
    }

    /** At 75 % sparsity a T5 is worth a dense one about 2.16 times as large (Frantar et al., table 2). */
    @Test
    void frantarEquivalentSize() {
        Law law = Law.of("frantar-sparse-2023:t5-c4");
        double sparse = law.at(Map.of("S", 0.75, "N", 1e8, "D", 1e11));
        double factor = least(1, 4, f -> Math.abs(law.at(Map.of("S", 0.0, "N", f * 1e8, "D", 1e11)) - sparse));
        assertThat(factor).isCloseTo(2.16, within(0.01));
    }

    /** 4 passes are worth 0.93 of as much new data, 16 passes 0.66 (Muennighoff et al.), and none is lost before. */
    @ParameterizedTest
    @CsvSource({"1, 1.0", "4, 0.93", "16, 0.66"})
    void muennighoffRepetition(double passes, double worth) {
        Law law = Law.of("muennighoff-2023");
        double d = passes * 25e9;
        // So few parameters that none is too many for the data.
        Map<String, Double> place = Map.of("N", 1e8, "D", d, "U", 25e9);
        double repeated = law.at(place);
        double fresh = least(
                0.3,
                1.1,
                share -> Math.abs(
                        law.at(new LinkedHashMap<>(Map.of("N", 1e8, "D", share * d, "U", share * d))) - repeated));
        assertThat(fresh).isCloseTo(worth, within(0.006));
    }

    /** Table 4 of the paper gives the law for each number of experts as a Chinchilla form, with these four numbers. */
    @ParameterizedTest
    @CsvSource({
        "1,  30.3640, -0.1817,  53.9838, -0.1965",
        "2,  27.7982, -0.1780,  66.8401, -0.2065",
        "4,  24.8462, -0.1731,  87.7022, -0.2192",
        "8,  21.8330, -0.1676, 119.9126, -0.2338",
        "16, 19.0159, -0.1617, 167.5073, -0.2494",
        "32, 16.5424, -0.1557, 234.6726, -0.2652",
    })
    void jointMoeByExperts(double experts, double m, double mu, double n, double nu) {
        Law law = Law.of("joint-moe-2025");
        for (double size : new double[] {1e8, 2e9}) {
            for (double data : new double[] {1e9, 8e10}) {
                double table = m * Math.pow(size, mu) + n * Math.pow(data, nu) + 1.3637;
                assertThat(law.at(Map.of("N", size, "D", data, "experts", experts)))
                        .isCloseTo(table, within(0.005));
            }
        }
    }

    /** About 7 experts in use and a shared share of 0.31, whatever the size (Zhao et al.). */
    @Test
    void comprehensiveMoeBest() {
        Law law = Law.of("comprehensive-moe-2025");
        for (double n : new double[] {1e9, 1e10}) {
            Map<String, Double> place = Map.of("N", n, "N_a", n / 10, "D", 1e11, "G", 7.0, "S", 0.3);
            assertThat(least(1, 20, g -> law.at(with(place, "G", g)))).isCloseTo(7, within(0.5));
            assertThat(least(0, 1, s -> law.at(with(place, "S", s)))).isCloseTo(0.31, within(0.01));
        }
    }

    /**
     * N counts all experts: with what a token uses, 64 times less, the mixture would be worse than the dense model of
     * that size and data.
     */
    @Test
    void krajewskiCountsAllExperts() {
        Law experts = Law.of("krajewski-2024-fine-grained");
        Law dense = Law.of("krajewski-2024-dense");
        Map<String, Double> active = Map.of("N", 3e7, "D", 1e11);
        assertThat(experts.at(Map.of("N", 64 * 3e7, "D", 1e11, "G", 8.0))).isLessThan(dense.at(active));
        assertThat(experts.at(Map.of("N", 3e7, "D", 1e11, "G", 8.0))).isGreaterThan(dense.at(active));
    }

    /** A dense model is a routed one with one expert, up to the digits of two fits. */
    @Test
    void clarkOneExpert() {
        Law dense = Law.of("clark-routing-2022-dense");
        for (String router : new String[] {"s-base", "rl-r", "hash"}) {
            Law routed = Law.of("clark-routing-2022:" + router);
            double one = routed.at(Map.of("N", 1.3e8, "experts", 1.0));
            assertThat(one).isCloseTo(dense.at(Map.of("N", 1.3e8)), within(0.08));
        }
    }
}
