package org.isoflop.comparison;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The curve of a recipe from its smallest runs, or those of the others, up to the target and the largest runs.
 *
 * @param name of the recipe
 * @param scales rising; not to be written to
 * @param loss what its law expects at each; not to be written to
 * @param low lower end of the believed interval at each; empty without draws; not to be written to
 * @param high upper end
 */
public record Outline(String name, double[] scales, double[] loss, double[] low, double[] high) {

    /**
     * The curve of a contender.
     *
     * @param wide the curves with as much spread as back-tests ask for; empty where there were none
     */
    static Outline of(Bundle plain, Optional<Bundle> wide, int c, Comparison.Question question, Spread spread) {
        double low = plain.contenders().stream()
                .mapToDouble(one -> one.span().low())
                .min()
                .orElseThrow();
        double high = plain.contenders().stream()
                .mapToDouble(one -> one.span().high())
                .max()
                .orElseThrow();
        int[] shown = IntStream.range(0, plain.scales().length)
                .filter(s -> plain.scales()[s] >= low * (1 - 1e-9)
                        && plain.scales()[s] <= Math.max(question.target(), high) * (1 + 1e-9))
                .toArray();
        double sign = question.higherIsBetter() ? -1 : 1;
        int n = plain.draws() == 0 ? 0 : shown.length;
        double[] lower = new double[n];
        double[] upper = new double[n];
        for (int i = 0; i < n; i++) {
            double[] values = wide.orElse(plain).at(c, shown[i]);
            for (int k = 0; k < values.length; k++) {
                values[k] *= sign;
            }
            var interval = spread.interval(values);
            lower[i] = interval.map(ends -> ends.low()).orElse(Double.NaN);
            upper[i] = interval.map(ends -> ends.high()).orElse(Double.NaN);
        }
        return new Outline(
                plain.contenders().get(c).name(),
                IntStream.of(shown).mapToDouble(s -> plain.scales()[s]).toArray(),
                IntStream.of(shown)
                        .mapToDouble(s -> sign * plain.centre()[c][s])
                        .toArray(),
                lower,
                upper);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "outline of " + name;
    }
}
