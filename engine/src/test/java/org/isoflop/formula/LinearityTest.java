package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.isoflop.formula.Expr.Parameter;
import org.isoflop.formula.RandomFormulas.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parameters a least-squares solve can give at once. */
class LinearityTest {

    private static List<Parameter> linear(Expr tree) {
        return Linearity.linear(tree, List.copyOf(tree.parameters()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "E + A/N^alpha + B/D^beta                    | E A B",
                "E + A/(N*(1 + k*log(P)))^alpha              | E A",
                "exp(a)*N^-alpha + E                         | E",
                "a*N + b*D + c                               | a b c",
                "a*b*N + c                                   | a c",
                "a*(b*N + c)                                 | b c",
                "a*b*N + a*c*D                               | b c",
                "(a + N)/(b + D)                             | a",
                "a^2*N + b                                   | b",
                "a*N - a*D                                   | a",
                "log(a*N)                                    | ''",
                "if(N > 1, a*N, b*D)                         | a b",
                "abs(a - N) + b                              | b",
                "max(a, N) + b                               | b",
                "low + (high - low)*sigmoid(k*(log(N) - m))  | low high",
                // A parameter that decides between cases is not linear, although its slope is zero.
                "if(N > k, a, b)                             | a b",
                "if(k, a*N, b)                               | a b",
                "E + a*(N > k)                               | E a",
                "E + (not k > N)                             | E",
                "E + (k and N)                               | E"
            })
    void findsTheSet(String text, String expected) {
        Expr tree = Binding.law(Set.of("N", "D", "P")).bind(Formula.parse(text).body());
        assertThat(linear(tree))
                .extracting(Parameter::name)
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
    }

    /** Along any line through its linear parameters a tree is straight: f(t + d) + f(t - d) = 2 f(t). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theTreeIsStraightInTheSet(long seed) {
        var formulas = new RandomFormulas(seed, Kind.ANY);
        var random = new SplittableRandom(seed);
        int compared = 0;
        for (int i = 0; i < 3000; i++) {
            Expr tree = RandomFormulas.simplified(formulas.tree(3));
            double[] row = formulas.row();
            double[] theta = formulas.theta();
            double[] up = theta.clone();
            double[] down = theta.clone();
            List<Parameter> members = linear(tree);
            for (Parameter member : members) {
                double step = random.nextDouble(-3, 3);
                up[member.index()] += step;
                down[member.index()] -= step;
            }
            var there = Stream.of(up, theta, down)
                    .map(t -> Rounded.of(tree, row, t))
                    .toList();
            double bend = there.get(0).value()
                    - 2 * there.get(1).value()
                    + there.get(2).value();
            // Rounding up and down makes the three points of the line uneven, by a few units of their own sizes.
            double error = there.stream().mapToDouble(Rounded::error).sum() * 2 + 1e-9 * size(there);
            if (!members.isEmpty() && Double.isFinite(bend) && Double.isFinite(error)) {
                assertThat(Math.abs(bend)).as("%s in %s", tree, members).isLessThanOrEqualTo(error);
                compared++;
            }
        }
        // Most random trees have no linear parameter at all.
        assertThat(compared).isGreaterThan(200);
    }

    private static double size(List<Rounded> values) {
        return values.stream().mapToDouble(v -> Math.abs(v.value())).max().orElse(0);
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void noSlopeHoldsAMember(long seed) {
        var formulas = new RandomFormulas(seed, Kind.ANY);
        for (int i = 0; i < 2000; i++) {
            Expr tree = RandomFormulas.simplified(formulas.tree(4));
            List<Parameter> members = linear(tree);
            for (Parameter member : members) {
                assertThat(Derivative.of(tree, member).parameters()).doesNotContainAnyElementsOf(members);
            }
        }
    }
}
