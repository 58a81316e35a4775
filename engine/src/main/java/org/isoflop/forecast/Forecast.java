package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.isoflop.formula.Kernel;
import org.isoflop.formula.Prepared;
import org.isoflop.law.Model;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Interval;

/**
 * Predicts with a law and its draws.
 *
 * @param model the law
 * @param theta the estimated parameters
 * @param draws what resamples made of them; without any, predictions have no interval
 * @param residuals of the fit, as its objective has them: predicted minus observed, or the difference of logarithms
 * @param logarithmic whether residuals are differences of logarithms
 * @param level of the intervals
 */
public record Forecast(
        Model model, double[] theta, Draws draws, double[] residuals, boolean logarithmic, double level) {

    /** Which residual goes with which draw is chosen once and for all, so that an answer repeats itself. */
    private static final long PAIRING_SEED = 0x15F10BL;

    /**
     * A prediction for every row.
     *
     * @param columns for each variable of the model its values, one per row
     */
    public List<Prediction> at(double[][] columns, int rows) {
        Kernel kernel = Kernel.of(List.of(model.body()), index -> isPositive(columns[index], rows));
        Kernel.Evaluator evaluator = kernel.evaluator();
        Prepared prepared = kernel.prepare(columns, rows);
        double[] noise = noise();
        var predictions = new ArrayList<Prediction>(rows);
        for (int from = 0; from < rows; from += Kernel.BLOCK) {
            int n = Math.min(Kernel.BLOCK, rows - from);
            evaluator.parameters(theta);
            double[] estimates = Arrays.copyOf(evaluator.rows(prepared, from, n)[0], n);
            double[][] drawn = new double[n][draws.size()];
            for (int k = 0; k < draws.size(); k++) {
                evaluator.parameters(draws.theta().get(k));
                double[] values = evaluator.rows(prepared, from, n)[0];
                for (int i = 0; i < n; i++) {
                    drawn[i][k] = values[i];
                }
            }
            for (int i = 0; i < n; i++) {
                predictions.add(prediction(estimates[i], drawn[i], noise));
            }
        }
        return predictions;
    }

    private static boolean isPositive(double[] column, int rows) {
        return Arrays.stream(column, 0, rows).allMatch(x -> x > 0);
    }

    private Prediction prediction(double estimate, double[] drawn, double[] noise) {
        if (drawn.length == 0) {
            return new Prediction(estimate, Optional.empty(), Optional.empty());
        }
        double[] runs = new double[drawn.length];
        for (int k = 0; k < runs.length; k++) {
            runs[k] = logarithmic ? drawn[k] * Math.exp(noise[k]) : drawn[k] + noise[k];
        }
        return new Prediction(
                estimate, Optional.of(Interval.ofSample(runs, level)), Optional.of(Interval.ofSample(drawn, level)));
    }

    /**
     * For each draw how far a run lies from the law: a residual drawn at random. Residuals of a fit are smaller than
     * those of new runs by the freedom that the fit took, which is given back.
     */
    private double[] noise() {
        int freedom = Math.max(1, residuals.length - theta.length);
        double inflation = Math.sqrt((double) residuals.length / freedom);
        var random = new SplittableRandom(PAIRING_SEED);
        double[] noise = new double[draws.size()];
        for (int k = 0; k < noise.length && residuals.length > 0; k++) {
            noise[k] = -inflation * residuals[random.nextInt(residuals.length)];
        }
        return noise;
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
        return "forecast with " + model.law().id();
    }
}
