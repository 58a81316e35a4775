package org.isoflop.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isoflop.SharedData;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompositionTest {
    private static final double[] SLOPES = {-2, -0.5, 0.3};

    /** Mixtures of three domains, rounded as tables have them, and their losses. */
    private static Runs mixtures() {
        var random = new SplittableRandom(1);
        double[][] w = new double[3][60];
        double[] loss = new double[60];
        for (int i = 0; i < loss.length; i++) {
            double[] draws = random.doubles(3).map(u -> -Math.log(u)).toArray();
            double sum = Arrays.stream(draws).sum();
            double inside = 0.4;
            for (int d = 0; d < 3; d++) {
                w[d][i] = Math.round(1000 * draws[d] / sum) / 1000.0;
                inside += SLOPES[d] * draws[d] / sum;
            }
            loss[i] = (2 + Math.exp(inside)) * Math.exp(1e-3 * random.nextGaussian());
        }
        return Runs.of(
                List.of(
                        new Column.Numbers("w_web", w[0]),
                        new Column.Numbers("w_code", w[1]),
                        new Column.Numbers("w_books", w[2]),
                        new Column.Numbers("loss", loss)),
                Origin.of("mixtures.csv"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss = c + k*exp(sum(i, t[i]*w[i]))   | k",
                "loss = a + sum(i, b[i]*w[i])          | a",
                "loss = c + exp(s + sum(i, t[i]*w[i])) | s",
                "loss = c + exp(sum(i, t[i]*w[i]))     | ''",
                "loss = sum(i, b[i]*w[i])              | ''",
            })
    void namesTheParameterThatIsTooMuch(String formula, String parameter) {
        Runs runs = mixtures();
        Model model = Model.of(Law.parse(formula), runs);
        Sample sample = Sample.of(model, runs);
        Fit fit = Fitter.withDefaults().starts(4).fit(model, sample);
        List<Objection> objections = Composition.objections(fit, sample);
        assertThat(objections).hasSize(parameter.isEmpty() ? 0 : 1);
        if (!parameter.isEmpty()) {
            assertThat(objections.getFirst().message()).contains("--fix " + parameter + "=");
        }
    }

    /** Without the parameter too many, slopes are found up to the constant that the sum of one absorbs. */
    @Test
    void recoversPlantedSlopes() {
        Runs runs = mixtures();
        Model model = Model.of(Law.parse("loss = c + exp(sum(i, t[i]*w[i])) where { c > 0 }"), runs);
        Fit fit = Fitter.withDefaults()
                .starts(8)
                .with(Objective.parse("squared-log"))
                .fit(model, Sample.of(model, runs));
        assertThat(fit.parameter("c")).isCloseTo(2, within(0.1));
        assertThat(fit.parameter("t[web]") - fit.parameter("t[books]")).isCloseTo(-2.3, within(0.25));
        assertThat(fit.parameter("t[books]")).isCloseTo(0.7, within(0.1));
    }

    /** The order of 256 unseen mixtures: linear 0.902 as published, and better with the exponential law. */
    @Test
    void foreseesTheOrderOfMixtures() {
        Runs all = SharedData.read("regmix_mixtures.csv");
        Runs train = SharedData.where(all, "split == 'train'");
        Runs test = SharedData.where(all, "split == 'test' and N_nominal == 1e6");
        assertThat(rankCorrelation("loss_pile_cc = sum(i, b[i]*w[i])", train, test))
                .isCloseTo(0.902, within(0.005));
        assertThat(rankCorrelation("loss_pile_cc = c + exp(sum(i, t[i]*w[i])) where { c > 0 }", train, test))
                .isGreaterThan(0.95);
    }

    private static double rankCorrelation(String formula, Runs train, Runs test) {
        Model model = Model.of(Law.parse(formula), train);
        Fit fit = Fitter.withDefaults().starts(4).fit(model, Sample.of(model, train));
        Sample unseen = Sample.of(model, test);
        double[] predicted = new double[unseen.size()];
        for (int i = 0; i < predicted.length; i++) {
            int row = i;
            predicted[i] = fit.predict(
                    Arrays.stream(unseen.columns()).mapToDouble(c -> c[row]).toArray());
        }
        return Score.of(predicted, unseen.response()).rankCorrelation();
    }
}
