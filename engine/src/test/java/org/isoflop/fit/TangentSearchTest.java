package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resamples searched on tangents end where a careful search of the same resample ends. */
class TangentSearchTest {
    private static final int RESAMPLES = 100;

    /**
     * @param mostLost how many resamples at most may be left to the careful search; all where parameters are so entangled
     *     that tangents are no guide
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss = E + A/N^alpha + B/D^beta|huber-log:1e-3|5",
                "loss = E + A/N^alpha + B/D^beta where { alpha in (0, 0.35); E in (0, 3) }|huber-log:1e-3|5",
                "loss = E + A/N^alpha + B/D^beta|squared-log|5",
                "loss = E + A/N^alpha + B/D^beta|asymmetric:0.2|5",
                "loss = (A/N^(a/b) + B/D)^b + E|huber-log:1e-3|100",
                "log(loss) = log(exp(e) + exp(a - alpha*log(N)) + exp(b - beta*log(D)))|squared|5"
            })
    void endsAreThoseOfACarefulSearch(String formula, String objective, int mostLost) {
        Runs runs = Tables.chinchilla(0.01, 9);
        var model = Tables.model(formula, runs);
        Search search = Fitter.withDefaults().with(Objective.parse(objective)).search(model, Sample.of(model, runs));
        Problem problem = search.problem();
        double[] optimum = search.fit().theta();
        var refinement = problem.tangents().orElseThrow().refinement(optimum);
        var workspace = problem.workspace();
        var minimizer = new Minimizer(workspace);
        var equations = workspace.equations();
        int rows = runs.size();
        int lost = 0;
        for (int k = 0; k < RESAMPLES; k++) {
            int[] counts = new int[rows];
            var random = new SplittableRandom(k);
            random.ints(rows, 0, rows).forEach(i -> counts[i]++);
            var end = refinement.refine(optimum, counts, Stages.enough(rows));
            if (end.isEmpty()) {
                lost++;
                continue;
            }
            var table = problem.rows().drawn(counts);
            double least = minimizer
                    .search(end.orElseThrow().theta(), problem.width(), table, 1e-12, Minimizer.NEAR_DAMPING, 300)
                    .value();
            workspace.evaluate(end.orElseThrow().theta(), problem.width(), table, equations);
            // A hundredth of its spread, squared, is asked of a step; ten times that may be left behind it.
            assertThat((equations.value - least) / least * rows).isLessThan(1e-3);
        }
        // What is lost is searched carefully: slower, and right as well.
        assertThat(lost).isLessThanOrEqualTo(mostLost);
    }
}
