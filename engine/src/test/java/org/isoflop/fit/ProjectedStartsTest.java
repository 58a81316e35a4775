package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Searches begin on a least-squares projection, which may end where the law has no logarithm, or in another valley than
 * that of the objective. Whoever knows the truth and begins there must not find a better optimum than who does not.
 */
class ProjectedStartsTest {
    private static final int TABLES = 40;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y = E + A*exp(-c*x)         | E = 0.001; A = 5; c = 1.2",
                "y = E - A*exp(-c*x)         | E = 3.001; A = 3; c = 0.5",
                "y = A*x^-p - B              | A = 5; B = 0.44; p = 0.6",
                "y = A*x^-p + B*x^-q - D     | A = 4; B = 2; D = 1.15; p = 0.7; q = 0.2",
            })
    void whoBeginsAtTheTruthFindsNothingBetter(String formula, String truth) {
        for (int seed = 0; seed < TABLES; seed++) {
            Runs runs = simulated(formula, truth, new SplittableRandom(seed));
            double found = objective(Law.parse(formula), runs);
            Law informed = Law.parse(formula);
            for (String assignment : truth.split(";", -1)) {
                String[] sides = assignment.split("=", -1);
                double value = Double.parseDouble(sides[1]);
                informed = informed.with(sides[0].strip(), p -> p.startingAt(value, value));
            }
            // Both ends are converged to rounding.
            assertThat(found).as("table %d", seed).isLessThanOrEqualTo(objective(informed, runs) * (1 + 1e-9));
        }
    }

    private static double objective(Law law, Runs runs) {
        Model model = Model.of(law, runs);
        return Fitter.withDefaults().fit(model, Sample.of(model, runs)).value();
    }

    /** Large errors of logarithms around a law that comes near to zero within the table, or crosses it. */
    private static Runs simulated(String formula, String truth, SplittableRandom random) {
        int rows = 12 + random.nextInt(20);
        double[] x = new double[rows];
        double[] y = new double[rows];
        Model planted = Model.of(Law.parse(formula + " where { " + truth + " }"), Set.of("x", "y"));
        for (int i = 0; i < rows; i++) {
            x[i] = Math.exp(random.nextDouble(-1, 4));
            double law = planted.predict(new double[] {x[i]}, new double[0]);
            y[i] = Math.max(law, 1e-4) * Math.exp(0.4 * random.nextGaussian());
        }
        return Runs.of(List.of(new Column.Numbers("x", x), new Column.Numbers("y", y)), Origin.of("simulated"));
    }
}
