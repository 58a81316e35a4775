package org.isoflop.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.SharedData;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.forecast.Score;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.law.Simulation;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleColumnsTest {
    private static final String MULTI_POWER =
            "loss = L0 + A*S1^-alpha - B*sum(k, dlr[k]*(1 - (c*lr[k]^-gamma*S[k] + 1)^-beta))";

    private static final String SATURATING =
            "loss = L0 + A*S1^-alpha - B*sum(k, dlr[k]*(1 - exp(-c*lr[k]^-gamma*S[k])))"
                    + " where { L0 > 0; A > 0; B > 0; c > 0; alpha in (0, 2); gamma in (0, 2) }";

    private static Runs curve(String name, Schedule schedule, int every) {
        int[] steps = IntStream.rangeClosed(1, schedule.total() / every)
                .map(i -> i * every)
                .toArray();
        return Runs.of(
                List.of(
                        Column.Labels.of("curve", Collections.nCopies(steps.length, name)),
                        new Column.Numbers(
                                "step", Arrays.stream(steps).asDoubleStream().toArray()),
                        new Column.Numbers(
                                "lr",
                                Arrays.stream(steps).mapToDouble(schedule::rate).toArray())),
                Origin.of("curves.csv"));
    }

    @Test
    void aScheduleReadFromRowsIsTheOneThatMadeThem() {
        var schedule = Schedule.of(Shape.WSD_LINEAR, 1e-3, 1e-4, 50, 300, 400);
        Runs rows = curve("a", schedule, 1);
        Runs columns = new ScheduleColumns(rows).beside(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(columns.numbers("S1")[i]).isCloseTo(schedule.area(i + 1), within(1e-12));
        }
        assertThat(columns.numberNames()).containsAll(ScheduleColumns.names());
    }

    @Test
    void twoRatesAtOneStepAreTwoCurves() {
        Runs rows = curve("a", Schedule.of(0, 1e-3, 1e-3), 1);
        Runs both = Runs.of(
                List.of(
                        Column.Labels.of("curve", List.of("a", "a")),
                        new Column.Numbers("step", new double[] {1, 1}),
                        new Column.Numbers("lr", new double[] {1e-3, 2e-3})),
                Origin.of("curves.csv"));
        assertThat(new ScheduleColumns(rows).beside(rows).size()).isEqualTo(2);
        assertThatThrownBy(() -> new ScheduleColumns(both))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two learning rates at one step");
    }

    /** Planted parameters are found again from two curves, and the third is foreseen. */
    @Test
    void recoversAPlantedLaw() {
        double[] planted = {2.5, 0.6, 0.5, 400, 0.01, 0.7};
        var cosine = curve("cosine", Schedule.of(Shape.COSINE, 3e-4, 3e-5, 200, 200, 6000), 40);
        var two = curve("two", Schedule.of(Shape.TWO_STAGE, 3e-4, 9e-5, 200, 3000, 6000), 40);
        var wsd = curve("wsd", Schedule.of(Shape.WSD_EXPONENTIAL, 3e-4, 3e-5, 200, 5000, 6000), 40);
        Model model = Model.of(Law.parse(SATURATING), with(cosine).numberNames());
        Runs a = simulated(model, planted, with(cosine), 1);
        Runs b = simulated(model, planted, with(two), 2);
        double[][] columns = model.variables().stream()
                .map(name -> IntStream.range(0, a.size() + b.size())
                        .mapToDouble(i -> i < a.size() ? a.numbers(name)[i] : b.numbers(name)[i - a.size()])
                        .toArray())
                .toArray(double[][]::new);
        double[] response = IntStream.range(0, a.size() + b.size())
                .mapToDouble(i -> i < a.size() ? a.numbers("loss")[i] : b.numbers("loss")[i - a.size()])
                .toArray();
        var sample = new Sample(a, columns, response);
        Fit fit = Fitter.withDefaults().starts(8).fit(model, sample);
        // Pace and its exponent make up for each other, and one cosine and one drop do not tell them apart.
        for (int j = 0; j < 4; j++) {
            assertThat(fit.parameter(
                            List.of("L0", "A", "alpha", "B", "c", "gamma").get(j)))
                    .isCloseTo(planted[j], within(0.2 * planted[j]));
        }
        Runs third = simulated(model, planted, with(wsd), 3);
        Sample unseen = Sample.of(model, third);
        assertThat(score(fit, unseen).r2()).isGreaterThan(0.999);
    }

    private static Runs with(Runs rows) {
        return new ScheduleColumns(rows).beside(rows).with(new Column.Numbers("loss", new double[rows.size()]));
    }

    private static Runs simulated(Model model, double[] planted, Runs rows, long seed) {
        double[] theta = new double[model.parameters().size()];
        List<String> names = List.of("L0", "A", "alpha", "B", "c", "gamma");
        for (int j = 0; j < theta.length; j++) {
            theta[j] = planted[names.indexOf(model.parameters().get(j).name())];
        }
        return new Simulation(model, theta, 1e-3).of(rows, "loss", new SplittableRandom(seed));
    }

    private static Score score(Fit fit, Sample sample) {
        double[] predicted = IntStream.range(0, sample.size())
                .mapToDouble(i -> fit.predict(
                        Arrays.stream(sample.columns()).mapToDouble(c -> c[i]).toArray()))
                .toArray();
        return Score.of(predicted, sample.response());
    }

    /** R2 on the test curves as computed from the authors' own sum over every step: 0.9988 and 0.9984. */
    @ParameterizedTest
    @CsvSource({
        " 25e6, 3.04045406, 0.52468604, 0.50786857, 363.78751622, 2.06560812, 0.58279013, 0.64142257, 0.9988",
        "100e6, 2.6514477,  0.60115152, 0.45295811, 437.9464276,  2.13245612, 0.59785199, 0.65523644, 0.9984"
    })
    void publishedCoefficientsReproduceTheirR2(
            String size, double l0, double a, double alpha, double b, double c, double beta, double gamma, double r2) {
        Runs rows = SharedData.where(
                SharedData.read("lr_schedules_mpl_25m_100m.csv"), "N_nominal == " + size + " and split == 'test'");
        Runs columns = new ScheduleColumns(rows).beside(rows);
        Law law = Law.parse(
                (MULTI_POWER + " where { L0 = %s; A = %s; alpha = %s; B = b*%s; c = %s; beta = %s; gamma = %s }")
                        .formatted(l0, a, alpha, b, c, beta, gamma));
        Model model = Model.of(law, columns);
        Sample sample = Sample.of(model, columns);
        double[] predicted = IntStream.range(0, sample.size())
                .mapToDouble(i -> model.predict(
                        Arrays.stream(sample.columns()).mapToDouble(x -> x[i]).toArray(), new double[] {1}))
                .toArray();
        assertThat(Score.of(predicted, sample.response()).r2()).isCloseTo(r2, within(5e-5));
    }

    /** Fitted to the curves marked fit, the others are foreseen: at least 0.998, the goal for both sizes. */
    @ParameterizedTest
    @CsvSource({"25e6", "100e6"})
    void foreseesOtherSchedules(String size) {
        Runs rows = SharedData.where(SharedData.read("lr_schedules_mpl_25m_100m.csv"), "N_nominal == " + size);
        Runs columns = new ScheduleColumns(rows).beside(rows);
        Runs fitted = SharedData.where(columns, "split == 'fit'");
        Model model = Model.of(Law.parse(SATURATING), fitted);
        Fit fit = Fitter.withDefaults().starts(8).fit(model, Sample.of(model, fitted));
        Sample test = Sample.of(model, SharedData.where(columns, "split == 'test'"));
        assertThat(score(fit, test).r2()).isGreaterThan(0.998);
    }
}
