package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.isoflop.law.Sample;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

/** Squared errors with the linear parameters solved for. */
class ProjectionTest {
    /** A place in the middle of nowhere: E, A, alpha, B, beta. */
    private static final double[] PLACE = {0, 0, 0.5, 0, 0.2};

    private static Problem problem(String formula, String objective) {
        Runs runs = Tables.chinchilla(0.01, 3);
        var model = Tables.model(formula, runs);
        return new Problem(model, Objective.parse(objective), Sample.of(model, runs));
    }

    /** Summed by hand, as the law predicts: for an objective of logarithms errors count as shares of the response. */
    private static double error(Problem problem, double[] theta) {
        double sum = 0;
        double[][] columns = problem.sample.columns();
        for (int i = 0; i < problem.sample.size(); i++) {
            double observed = problem.sample.response()[i];
            double[] row = {columns[0][i], columns[1][i]};
            double error = problem.model.predict(row, theta) - observed;
            sum += error * error / (problem.objective.logarithmic() ? observed * observed : 1);
        }
        return sum;
    }

    @Test
    void theErrorIsTheLeastOverTheLinearParameters() {
        for (String objective : new String[] {"huber-log:1e-3", "squared"}) {
            Problem problem = problem(Tables.CHINCHILLA, objective);
            double[] theta = PLACE.clone();
            double error = problem.projection.point().solve(theta, problem.projection.rows());
            // Products of the size of the responses' squares, summed.
            assertThat(error(problem, theta)).isCloseTo(error, within(1e-11 * problem.sample.size()));
            for (int j : problem.linear) {
                for (double factor : new double[] {0.999, 1.001}) {
                    double[] moved = theta.clone();
                    moved[j] *= factor;
                    assertThat(error(problem, moved)).isGreaterThan(error);
                }
            }
        }
    }

    @Test
    void theGradientIsThatOfDifferenceQuotients() {
        Problem problem = problem(Tables.CHINCHILLA, "squared");
        var point = problem.projection.point();
        point.solveForSteps(PLACE.clone(), problem.projection.rows());
        point.bend();
        for (int k = 0; k < problem.nonlinear.length; k++) {
            double h = 1e-5;
            double[] above = PLACE.clone();
            above[problem.nonlinear[k]] += h;
            double[] below = PLACE.clone();
            below[problem.nonlinear[k]] -= h;
            var other = problem.projection.point();
            double quotient =
                    (other.solve(above, problem.projection.rows()) - other.solve(below, problem.projection.rows()))
                            / (2 * h);
            // A central difference errs by some h^2, and by rounding over h.
            assertThat(2 * point.gradient[k]).isCloseTo(quotient, within(1e-6 * Math.abs(quotient) + 1e-7));
        }
    }

    /** With A at its bound the best E is the mean of what is left. */
    @Test
    void parametersStayWithinTheirBounds() {
        Runs runs = Tables.simulate(
                "loss = E + A/N^alpha",
                new double[] {2, 400, 0.3},
                Grid.parse("N=1e6..1e9*9").runs(),
                0,
                1);
        var model = Tables.model("loss = E + A/N^alpha where { A in (0, 100) }", runs);
        var problem = new Problem(model, Objective.parse("squared"), Sample.of(model, runs));
        double[] theta = {0, 0, 0.3};
        problem.projection.point().solve(theta, problem.projection.rows());
        double mean = Arrays.stream(runs.numbers("N"))
                .map(n -> 2 + 300 / Math.pow(n, 0.3))
                .average()
                .orElseThrow();
        assertThat(theta[1]).isEqualTo(100);
        assertThat(theta[0]).isCloseTo(mean, within(1e-10));
    }

    @Test
    void aSearchEndsAtTheMinimumThatAFitOfSquaresFinds() {
        Problem problem = problem(Tables.CHINCHILLA, "squared");
        var search = new ProjectedSearch(problem);
        Minimizer.Outcome end = search.search(PLACE, problem.projection.rows(), 100);
        double[] optimum = Fitter.withDefaults()
                .with(Objective.parse("squared"))
                .fit(problem.model, problem.sample)
                .theta();
        assertThat(end.stop().converged()).isTrue();
        assertThat(search.evaluations()).isLessThan(30);
        for (int j = 0; j < optimum.length; j++) {
            // Where a cosine of a millionth ends, along the valley of A and alpha.
            assertThat(end.theta()[j]).isCloseTo(optimum[j], within(1e-3 * Math.abs(optimum[j])));
        }
    }

    @Test
    void lawsWithoutLinearOrWithoutNonlinearParametersHaveNoSteps() {
        assertThat(problem("loss = exp(a) + N^-alpha", "squared").isProjected()).isFalse();
        assertThat(problem("loss = E + A*log(N)", "squared").isProjected()).isFalse();
        assertThat(problem("loss = E + A/N^alpha", "squared").isProjected()).isTrue();
    }
}
