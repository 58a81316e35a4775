package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.isoflop.formula.Prepared;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scratch space that has been used, for other rows and from points where the law is not even defined, gives the bits of
 * new one: which thread works on what differs from run to run.
 */
class ScratchTest {
    /** Bounds that some resamples come to rest on. */
    private static final String LAW = Tables.CHINCHILLA
            + " where { E in (0, 1.82); alpha in (0, 0.36); A start 1..1e6; B start 1..1e6; beta start 0..1 }";

    private static final Runs RUNS = Tables.chinchilla(0.02, 3);

    /** The optimum, near it, where exponentials overflow, where predictions are negative, and nowhere. */
    private static List<double[]> points(double[] optimum) {
        return List.of(
                optimum,
                Arrays.stream(optimum).map(x -> 1.1 * x).toArray(),
                new double[] {1.8, 400, -900, 2000, 0.3},
                new double[] {-50, 400, 0.3, 2000, 0.3},
                new double[] {Double.NaN, 1, 1, 1, 1},
                new double[] {2, 1e300, 5, 1e300, -0.1},
                new double[] {1, 100, 0.2, 100, 0.2});
    }

    private static Problem problem(String objective) {
        var model = Tables.model(LAW, RUNS);
        return new Problem(model, Objective.parse(objective), Sample.of(model, RUNS));
    }

    private static int[] counts(int seed) {
        int[] counts = new int[RUNS.size()];
        // Of few rows as well: not enough for the law.
        int among = seed % 3 == 0 ? 4 : RUNS.size();
        new SplittableRandom(seed).ints(RUNS.size(), 0, among).forEach(i -> counts[i]++);
        return counts;
    }

    private interface Work<S> {
        double[] of(S scratch, Prepared rows, double[] from);
    }

    /** Lets one scratch object do everything, and a new one each piece. */
    private static <S> void assertForgets(Supplier<S> scratch, Work<S> work, Prepared all) {
        S busy = scratch.get();
        for (double[] point : points(Tables.truth())) {
            for (int seed = 0; seed < 6; seed++) {
                Prepared rows = all.drawn(counts(seed));
                assertThat(work.of(busy, rows, point.clone()))
                        .as("resample %d from %s", seed, Arrays.toString(point))
                        .isEqualTo(work.of(scratch.get(), rows, point.clone()));
            }
        }
    }

    private static double[] with(double[] numbers, double... more) {
        double[] all = Arrays.copyOf(numbers, numbers.length + more.length);
        System.arraycopy(more, 0, all, numbers.length, more.length);
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"huber-log:1e-3", "squared", "quantile-log:0.3", "student-log:4", "laplace-log"})
    void stagesForget(String objective) {
        Problem problem = problem(objective);
        assertForgets(
                () -> new Stages(problem.workspace()),
                (stages, rows, from) -> {
                    var approached = stages.approach(from, rows, 20);
                    var refined = stages.refine(from, rows, 20);
                    var finished = stages.finish(from, rows, 20);
                    return with(
                            approached.theta(),
                            with(refined.theta(), approached.value(), refined.value(), finished.value()));
                },
                problem.rows());
    }

    @Test
    void aQuasiNewtonSearchForgets() {
        Problem problem = problem("squared-log");
        assertForgets(
                () -> new QuasiNewton(problem.workspace()),
                (search, rows, from) -> search.search(from, 1e3, rows, 1e-6, 20),
                problem.rows());
    }

    @Test
    void aProjectedSearchForgets() {
        Problem problem = problem("squared-log");
        assertForgets(
                () -> new ProjectedSearch(problem),
                (search, rows, from) -> {
                    var end = search.search(from, rows, 20);
                    return with(end.theta(), end.value(), end.gradient());
                },
                problem.projection.rows());
    }

    @Test
    void aPointOfAProjectionForgets() {
        Problem problem = problem("squared-log");
        assertForgets(
                problem.projection::point,
                (point, rows, from) -> {
                    double error = point.solve(from, rows);
                    double again = point.solveForSteps(from, rows);
                    point.bend();
                    return with(with(from, point.gradient), with(point.curvature, error, again));
                },
                problem.projection.rows());
    }

    @Test
    void aScaleSearchForgets() {
        Problem problem = problem("huber-free-log:1e-3");
        assertForgets(
                () -> new ScaleSearch(problem.workspace()),
                (search, rows, from) -> {
                    double width = search.width(from, rows);
                    return new double[] {width, search.negativeLogLikelihood(from, width, rows)};
                },
                problem.rows());
    }

    /** Among values of the quantity that can be had, some that cannot. */
    @ParameterizedTest
    @ValueSource(strings = {"huber-log:1e-3", "squared-log", "student-log:4"})
    void aConstrainedSearchForgets(String objective) {
        var model = Tables.model(LAW, RUNS);
        Search search =
                Fitter.withDefaults().starts(4).with(Objective.parse(objective)).search(model, Sample.of(model, RUNS));
        double[] optimum = search.fit().theta();
        Constrained busy = search.constrained(theta -> theta[2] / (theta[2] + theta[4]));
        for (double value : new double[] {0.5, 1e9, 0.49, -3, Double.NaN, 0.52, 0.5}) {
            var point = busy.at(value, optimum);
            var anew = search.constrained(theta -> theta[2] / (theta[2] + theta[4]))
                    .at(value, optimum);
            assertThat(with(point.theta(), point.value()))
                    .as("at %s", value)
                    .isEqualTo(with(anew.theta(), anew.value()));
            assertThat(point.met()).isEqualTo(anew.met());
        }
    }

    @ParameterizedTest
    @CsvSource({"squared-log", "student-log:4", "laplace-log", "quantile-log:0.3", "asymmetric:0.2"})
    void aRefitterForgets(String objective) {
        Search search = Tables.search(Fitter.withDefaults().starts(4).with(Objective.parse(objective)), LAW, RUNS);
        Search.Refitter busy = search.refitter();
        double[] response = search.sample().response().clone();
        double[] weights = search.sample().weights().clone();
        for (int k = 0; k < 8; k++) {
            int[] counts = counts(k);
            assertThat(busy.refit(counts)).isEqualTo(search.refitter().refit(counts));
            response[k] *= 1.01;
            weights[k] = 0.5;
            assertThat(busy.refit(response, weights))
                    .isEqualTo(search.refitter().refit(response, weights));
        }
    }

    @Test
    void aRefitterOfSeveralGroupsForgets() {
        var model = Tables.model(LAW, RUNS);
        int[] groupOf = IntStream.range(0, RUNS.size()).map(i -> i % 2).toArray();
        SharedSearch search = SharedSearch.of(
                Fitter.withDefaults().starts(4),
                model,
                Sample.of(model, RUNS),
                groupOf,
                List.of("even", "odd"),
                List.of("alpha", "beta", "A", "B"));
        SharedSearch.Refitter busy = search.refitter();
        for (int k = 0; k < 6; k++) {
            assertThat(busy.refit(counts(k), new SplittableRandom(k)))
                    .isDeepEqualTo(search.refitter().refit(counts(k), new SplittableRandom(k)));
        }
    }
}
