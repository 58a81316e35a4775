package org.isoflop.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.fit.Tables;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.Draws;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Runs TARGET = Grid.parse("N=7e10, D=1.4e12").runs();

    /** With the right law, an interval for a new run holds it as often as it says, ten times beyond the runs too. */
    @Test
    @Tag("slow")
    void intervalsForNewRunsHoldThem() {
        int tables = 300;
        int inside = 0;
        int insideCurve = 0;
        double truth =
                Tables.simulate(Tables.CHINCHILLA, Tables.truth(), TARGET, 0, 0).numbers("loss")[0];
        for (int table = 0; table < tables; table++) {
            Prediction prediction = predict(Tables.chinchilla(0.01, 5000 + table));
            double run = Tables.simulate(Tables.CHINCHILLA, Tables.truth(), TARGET, 0.01, 9000 + table)
                    .numbers("loss")[0];
            inside += prediction.run().orElseThrow().contains(run) ? 1 : 0;
            insideCurve += prediction.curve().orElseThrow().contains(truth) ? 1 : 0;
        }
        // The standard error of a coverage of 90 % over 300 tables is 1.7 %.
        assertThat((double) inside / tables).isBetween(0.85, 0.95);
        assertThat((double) insideCurve / tables).isBetween(0.84, 0.95);
    }

    private static Prediction predict(Runs runs) {
        Search search = Tables.search(Fitter.withDefaults().starts(2).threads(2), Tables.BOUNDED, runs);
        Draws draws = new Bootstrap(300, 1, 2, Progress.NONE).draw(search);
        Fit fit = search.fit();
        var forecast = new Forecast(fit.model(), fit.theta(), draws, fit.residuals(), true, 0.9);
        double[][] columns =
                fit.model().variables().stream().map(TARGET::numbers).toArray(double[][]::new);
        return forecast.at(columns, 1).getFirst();
    }

    @Test
    void aLawWithoutDrawsPredictsWithoutInterval() {
        Fit fit = Tables.fit(Tables.BOUNDED, Tables.chinchilla(0.01, 1));
        var forecast = new Forecast(fit.model(), fit.theta(), Draws.NONE, new double[0], true, 0.9);
        Runs many = Grid.parse("N=1e8..1e11*300, D=1e10").runs();
        double[][] columns = fit.model().variables().stream().map(many::numbers).toArray(double[][]::new);
        List<Prediction> predictions = forecast.at(columns, many.size());
        assertThat(predictions)
                .hasSize(300)
                .allMatch(p -> p.run().isEmpty() && p.curve().isEmpty());
        assertThat(predictions).isSortedAccordingTo((a, b) -> Double.compare(b.estimate(), a.estimate()));
    }
}
