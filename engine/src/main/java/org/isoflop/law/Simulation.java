package org.isoflop.law;

import java.util.random.RandomGenerator;
import org.isoflop.InputException;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;

/**
 * Draws the response of runs from a law.
 *
 * @param model the law
 * @param theta its parameters
 * @param noise the standard deviation of the logarithm of the response; 0 for the law itself
 */
public record Simulation(Model model, double[] theta, double noise) {

    /**
     * The places with the response as a further column.
     *
     * @param response the name of that column
     * @throws InputException if the law is not defined at one of the places, or not positive although there is noise
     */
    public Runs of(Runs places, String response, RandomGenerator random) {
        double[][] columns = model.variables().stream().map(places::numbers).toArray(double[][]::new);
        double[] row = new double[columns.length];
        double[] drawn = new double[places.size()];
        for (int i = 0; i < drawn.length; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = columns[j][i];
            }
            double value = model.predict(row, theta);
            if (!Double.isFinite(value) || noise > 0 && !(value > 0)) {
                throw new InputException(
                        "%s: the law gives %s there".formatted(places.origin().place(i), value),
                        "Leave such places out of the grid.");
            }
            drawn[i] = noise > 0 ? value * Math.exp(noise * random.nextGaussian()) : value;
        }
        return places.with(new Column.Numbers(response, drawn));
    }
}
