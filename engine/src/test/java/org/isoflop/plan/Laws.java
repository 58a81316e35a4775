package org.isoflop.plan;

import java.util.Set;
import java.util.SplittableRandom;
import org.isoflop.formula.Formula;
import org.isoflop.law.Law;
import org.isoflop.law.Model;

/** Laws with planted parameters for tests of plans. */
final class Laws {
    private Laws() {}

    /** A law over columns of these names, with the loss. */
    static Model model(String formula, String... columns) {
        var names = new java.util.LinkedHashSet<>(Set.of(columns));
        names.add("loss");
        return Model.of(Law.parse(formula), names);
    }

    static Landscape landscape(String formula) {
        return Landscape.of(model(formula, "N", "D"));
    }

    /** E, A, alpha, B, beta of a law as might be fitted somewhere. */
    static double[] additive(SplittableRandom random) {
        return new double[] {
            random.nextDouble(0.5, 2),
            Math.exp(random.nextDouble(3, 8)),
            random.nextDouble(0.2, 0.5),
            Math.exp(random.nextDouble(3, 9)),
            random.nextDouble(0.2, 0.5)
        };
    }

    static CriticalBatch batch(String formula) {
        return CriticalBatch.of(Formula.parse(formula));
    }

    /** A number between two others, evenly in the logarithm. */
    static double spread(SplittableRandom random, double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }
}
