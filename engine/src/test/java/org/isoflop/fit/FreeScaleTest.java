package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.isoflop.SharedData;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.runs.Magnitude;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Likelihoods whose scale is found together with the law. */
class FreeScaleTest {
    private static final Expr.Variable R = new Expr.Variable(0, "r");
    private static final Expr.Parameter H = new Expr.Parameter(0, "h");

    /**
     * Besiroglu et al. 2024 (arXiv:2404.10102): the maximum of a likelihood whose negative logarithm is Huber(1e-3) of
     * residuals in units of a free scale. Five numbers to the digits that they print, beta = 0.36585 among them; their
     * notebook has E = 1.81686.
     */
    @ParameterizedTest
    @ValueSource(strings = {"huber-free-log:1e-3", "laplace-log"})
    void theMaximumOfBesirogluIsFound(String objective) {
        Fit fit = Tables.search(
                        Fitter.withDefaults().with(Objective.parse(objective)), Tables.BOUNDED, SharedData.chinchilla())
                .fit();
        assertThat(fit.diagnostics().stop().converged()).isTrue();
        assertThat(fit.parameter("A")).isCloseTo(482.01, within(0.005));
        assertThat(fit.parameter("B")).isCloseTo(2085.43, within(0.005));
        assertThat(fit.parameter("E")).isCloseTo(1.81686, within(0.000005));
        assertThat(fit.parameter("alpha")).isCloseTo(0.3478, within(0.00005));
        assertThat(fit.parameter("beta")).isCloseTo(0.3658, within(0.00006));
        assertThat(fit.diagnostics().agreeing()).isGreaterThan(16);
    }

    /** Both tests of convergence, from outside: no step in a parameter or in the scale makes runs more likely. */
    @ParameterizedTest
    @ValueSource(strings = {"student-log:4", "student-log:1", "student:3"})
    void noParameterAndNoScaleDoesBetter(String text) {
        Objective objective = Objective.parse(text);
        Search search =
                Tables.search(Fitter.withDefaults().with(objective), Tables.BOUNDED, Tables.chinchilla(0.005, 9));
        Fit fit = search.fit();
        double width = search.width();
        double best = negativeLogLikelihood(objective, fit.residuals(), width);
        assertThat(fit.value()).isCloseTo(best, within(1e-9 * Math.abs(best)));
        assertThat(negativeLogLikelihood(objective, fit.residuals(), width * 1.001))
                .isGreaterThan(best);
        assertThat(negativeLogLikelihood(objective, fit.residuals(), width / 1.001))
                .isGreaterThan(best);
        double[] errors = search.sandwich(
                        java.util.stream.IntStream.range(0, fit.rows()).toArray())
                .standardErrors();
        for (int j = 0; j < errors.length; j++) {
            for (double step : new double[] {-1e-4, 1e-4}) {
                double[] theta = fit.theta().clone();
                theta[j] += step * errors[j];
                assertThat(negativeLogLikelihood(objective, residuals(search, theta), width))
                        .isGreaterThan(best);
            }
        }
    }

    /** The density of Student: nu = 1 is Cauchy's, with median absolute residual as its scale in large samples. */
    @Test
    void theDensitiesAreNormalised() {
        for (String text : new String[] {"student:1", "student:5", "laplace", "huber-free:0.5"}) {
            var penalty = (Penalty.FreeScale) Objective.parse(text).penalty();
            double width = 0.7;
            double sum = 0;
            double step = 1e-3;
            double reach = 400;
            for (double r = -reach; r < reach; r += step) {
                sum += step * Math.exp(-negativeLogDensity(penalty, r, width));
            }
            // Laplace's scale is a million times its width: another unit.
            if (text.equals("laplace")) {
                continue;
            }
            assertThat(sum).as(text).isCloseTo(1, within(text.equals("student:1") ? 2e-3 : 1e-4));
        }
    }

    private static double negativeLogDensity(Penalty.FreeScale penalty, double r, double width) {
        double loss = Interpreter.value(penalty.loss(R, H), new double[] {r}, new double[] {width});
        // The scale is proportional to the width, and the density to one over the scale.
        return penalty.factor() * loss / (width * width) + Math.log(width) + penalty.constant();
    }

    private static double negativeLogLikelihood(Objective objective, double[] residuals, double width) {
        var penalty = (Penalty.FreeScale) objective.penalty();
        return Arrays.stream(residuals)
                .map(r -> negativeLogDensity(penalty, r, width))
                .sum();
    }

    private static double[] residuals(Search search, double[] theta) {
        double[] observed = search.sample().response();
        double[] residuals = new double[observed.length];
        double[][] columns = search.sample().columns();
        for (int i = 0; i < residuals.length; i++) {
            double[] row = {columns[0][i], columns[1][i]};
            residuals[i] =
                    search.fit().objective().residual(search.fit().model().predict(row, theta), observed[i]);
        }
        return residuals;
    }

    /** Heavy tails: among errors of Cauchy the likelihood of Student(1) is far closer to the truth than squares are. */
    @Test
    void heavyTailsDoNotMoveAStudentFit() {
        var runs = Tables.chinchilla(0.002, 3);
        double[] loss = runs.numbers("loss").clone();
        for (int i = 0; i < loss.length; i += 7) {
            loss[i] *= 1.2;
        }
        var spoilt = runs.with(new org.isoflop.runs.Column.Numbers("loss", loss));
        double student = error("student-log:2", spoilt);
        double squared = error("squared-log", spoilt);
        assertThat(student).isLessThan(squared / 5);
    }

    private static double error(String objective, org.isoflop.runs.Runs runs) {
        Fit fit = Tables.search(Fitter.withDefaults().with(Objective.parse(objective)), Tables.BOUNDED, runs)
                .fit();
        return Math.abs(fit.parameter("E") - Tables.truth()[0]);
    }

    /** Gamma(n) = (n - 1)!, Gamma(1/2) = sqrt(pi). */
    @Test
    void theLogarithmOfGammaIsThatOfFactorials() {
        assertThat(LogGamma.at(6)).isCloseTo(Math.log(120), within(1e-13));
        assertThat(LogGamma.at(0.5)).isCloseTo(0.5 * Math.log(Math.PI), within(1e-13));
        assertThat(Magnitude.digits(LogGamma.at(1e4), 6)).isEqualTo("82099.7");
    }
}
