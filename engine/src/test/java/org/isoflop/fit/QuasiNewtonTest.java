package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

/** Laws with many parameters: mixtures of tens of domains. */
class QuasiNewtonTest {
    private static final int DOMAINS = 60;
    private static final String MIXTURE = "loss = c + exp(sum(i, t[i]*w[i]))";

    /** No domain helps more than by exp(-3), and none harms: every fourth does nothing and rests on its bound. */
    private static final String BOUNDED = MIXTURE + " where { c > 0; c start 1..3; t in [-3, 0]; t start -1..0 }";

    private static double[] truth() {
        double[] theta = new double[1 + DOMAINS];
        Arrays.setAll(theta, j -> j == 0 ? 1.8 : j % 4 == 0 ? 0 : -0.03 * j);
        return theta;
    }

    /** Sparse mixtures: a few domains each, as a proxy sweep has them. */
    private static Runs mixtures(int rows, double noise) {
        var random = new SplittableRandom(5);
        double[][] weights = new double[DOMAINS][rows];
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int k = 0; k < DOMAINS; k++) {
                weights[k][i] = random.nextInt(4) == 0 ? -Math.log(random.nextDouble()) : 0;
                sum += weights[k][i];
            }
            for (int k = 0; k < DOMAINS; k++) {
                weights[k][i] = sum > 0 ? weights[k][i] / sum : 1.0 / DOMAINS;
            }
        }
        var columns = IntStream.range(0, DOMAINS)
                .mapToObj(k -> new Column.Numbers("w.d%02d".formatted(k), weights[k]))
                .toList();
        return Tables.simulate(MIXTURE, truth(), Runs.of(columns, Origin.of("mixtures")), noise, 7);
    }

    @Test
    void reachesTheMinimumThatTheFullCurvatureFinds() {
        Runs runs = mixtures(400, 0.01);
        Model model = Tables.model(BOUNDED, runs);
        var problem = new Problem(model, Objective.parse("squared-log"), Sample.of(model, runs));
        double[] start = new double[1 + DOMAINS];
        Arrays.setAll(start, j -> j == 0 ? 2 : -0.5);
        var workspace = problem.workspace();
        double[] end = new QuasiNewton(workspace).search(start, 1e3, problem.rows(), 1e-7, 5000);
        var reached = workspace.equations();
        workspace.evaluate(end, 1e3, problem.rows(), reached);
        var certified = new Stages(problem.workspace()).finish(start, problem.rows(), 1000);
        assertThat(certified.gradient()).isLessThan(Minimizer.GRADIENT_TOLERANCE);
        assertThat(reached.value / certified.value() - 1).isBetween(-1e-12, 1e-9);
        assertThat(IntStream.range(1, 1 + DOMAINS).filter(j -> end[j] == 0).count())
                .as("parameters on their bound")
                .isEqualTo(IntStream.range(1, 1 + DOMAINS)
                        .filter(j -> certified.theta()[j] == 0)
                        .count())
                .isPositive();
    }

    @Test
    void sixtyOneParametersAreFittedToAnOptimumThatAllStartsAgreeOn() {
        Fit fit = Tables.fit(BOUNDED, mixtures(400, 0.001));
        assertThat(fit.diagnostics().stop()).isInstanceOf(Stop.Converged.class);
        assertThat(fit.diagnostics().agreeing()).isEqualTo(fit.diagnostics().starts());
        double[] truth = truth();
        for (int j = 1; j < truth.length; j++) {
            assertThat(fit.theta()[j]).as("t of domain " + (j - 1)).isCloseTo(truth[j], within(0.1));
        }
    }
}
