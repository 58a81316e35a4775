package org.isoflop.fit;

import java.util.LinkedHashSet;
import java.util.SplittableRandom;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.law.Simulation;
import org.isoflop.runs.Column;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Runs;

/** Simulated tables for tests of fitting. */
public final class Tables {
    public static final String CHINCHILLA = "loss = E + A/N^alpha + B/D^beta";

    public static final String BOUNDED = CHINCHILLA
            + " where { E > 0; A > 0; B > 0; alpha in (0, 2); beta in (0, 2); A start 1..1e6; B start 1..1e6 }";

    private Tables() {}

    /** The law of Besiroglu et al. 2024 (arXiv:2404.10102): E, A, alpha, B, beta. */
    public static double[] truth() {
        return new double[] {1.8172, 482.01, 0.3478, 2085.43, 0.3658};
    }

    /** 12 sizes times 8 lengths, with noise in the logarithm of the loss. */
    public static Runs chinchilla(double noise, long seed) {
        Runs places = Grid.parse("N=5e7..1e10*12, D=1e9..3e11*8").runs();
        return simulate(CHINCHILLA, truth(), places, noise, seed);
    }

    public static Runs simulate(String formula, double[] theta, Runs places, double noise, long seed) {
        var columns = new LinkedHashSet<>(places.numberNames());
        columns.add("loss");
        return new Simulation(Model.of(Law.parse(formula), columns), theta, noise)
                .of(places, "loss", new SplittableRandom(seed));
    }

    public static Search search(Fitter fitter, String formula, Runs runs) {
        Model model = model(formula, runs);
        return fitter.search(model, Sample.of(model, runs));
    }

    public static Fit fit(String formula, Runs runs) {
        return search(Fitter.withDefaults(), formula, runs).fit();
    }

    public static Model model(String formula, Runs runs) {
        return Model.of(Law.parse(formula), runs.numberNames());
    }

    /** The table with a column multiplied. */
    public static Runs scaled(Runs runs, String column, double factor) {
        double[] values = runs.numbers(column).clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return runs.with(new Column.Numbers(column, values));
    }
}
