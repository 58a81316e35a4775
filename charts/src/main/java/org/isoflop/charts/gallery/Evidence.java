package org.isoflop.charts.gallery;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Fit;
import org.isoflop.forecast.Forecast;
import org.isoflop.forecast.Outlook;
import org.isoflop.forecast.Prediction;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Interval;

/**
 * A fit with all that a chart can show of it.
 *
 * @param fit the fit
 * @param draws what resamples made of its parameters; may be none
 * @param level of its intervals
 * @param sample the rows that it met; empty where they are not known any more
 * @param outlook what back-tests make of its forecasts, if they were made
 */
public record Evidence(Fit fit, Draws draws, double level, Optional<Sample> sample, Optional<Outlook> outlook) {
    /** FLOPs per parameter and token of training (Kaplan et al. 2020, 2.1). */
    static final double FLOPS = 6;

    Model model() {
        return fit.model();
    }

    double[] theta() {
        return fit.theta();
    }

    String law() {
        return model().law().id().equals("formula")
                ? model().law().formula().equation()
                : model().law().id();
    }

    /** What was fitted to what, as a subtitle, and what these runs do not tell. */
    String fitted() {
        List<String> open = fit.diagnostics().undetermined();
        return "%s fitted to %,d runs%s"
                .formatted(
                        law(), fit.rows(), open.isEmpty() ? "" : ", which do not determine " + String.join(", ", open));
    }

    String levelText() {
        return Math.round(100 * level) + " %";
    }

    /**
     * The rows of the fit.
     *
     * @throws InputException if they were not kept
     */
    Sample rows() {
        return sample.orElseThrow(() -> new InputException(
                "this chart shows the runs of the fit, and they are not known",
                "Give the table again, or save the fit anew: fits that were saved by an older version have no runs."));
    }

    /** The numbers of a column of the runs, or what they follow from; empty where they are not known. */
    Optional<double[]> column(String name) {
        return sample.map(Sample::runs).flatMap(runs -> {
            if (runs.numberNames().contains(name)) {
                return Optional.of(runs.numbers(name));
            }
            boolean derived = name.equals("C") && runs.numberNames().containsAll(List.of("N", "D"));
            return derived ? Optional.of(compute(runs.numbers("N"), runs.numbers("D"))) : Optional.empty();
        });
    }

    static double[] compute(double[] n, double[] d) {
        return IntStream.range(0, n.length)
                .mapToDouble(i -> FLOPS * n[i] * d[i])
                .toArray();
    }

    /** For each row of the fit its place, such as {@code runs.csv:30}; none where it is not known. */
    List<String> places() {
        return sample.map(s -> IntStream.range(0, s.size())
                        .mapToObj(i -> {
                            String place = s.runs().origin().place(i);
                            return place.substring(place.lastIndexOf('/') + 1);
                        })
                        .toList())
                .orElse(List.of());
    }

    /** Least and largest value that a variable took in the runs. */
    Fit.Range range(String column) {
        return fit.ranges().stream()
                .filter(range -> range.column().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the law does not read " + column));
    }

    /**
     * What to expect at places; without intervals where the runs do not determine it.
     *
     * @param columns for each variable of the law its values, one per place
     */
    List<Prediction> predictions(double[][] columns) {
        int places = columns[0].length;
        if (!determines(columns)) {
            return IntStream.range(0, places)
                    .mapToObj(i -> new Prediction(predict(Sample.row(columns, i)), Optional.empty(), Optional.empty()))
                    .toList();
        }
        var forecast = new Forecast(
                model(), theta(), draws, fit.residuals(), fit.objective().logarithmic(), level);
        List<Prediction> plain = forecast.at(columns, places);
        List<Outlook.Expected> expected = outlook.map(o -> expected(o, columns)).orElse(List.of());
        return expected.isEmpty()
                ? plain
                : IntStream.range(0, places)
                        .mapToObj(i -> plain.get(i)
                                .calibrated(
                                        expected.get(i), outlook.orElseThrow().leads()))
                        .toList();
    }

    private boolean determines(double[][] columns) {
        return IntStream.range(0, columns[0].length)
                .allMatch(i -> fit.freedomAt(Sample.row(columns, i)).isEmpty());
    }

    /** None where other laws of the outlook read what this one does not. */
    private List<Outlook.Expected> expected(Outlook outlook, double[][] columns) {
        List<String> variables = model().variables();
        Runs places = Runs.of(
                IntStream.range(0, columns.length)
                        .mapToObj(j -> new Column.Numbers(variables.get(j), columns[j]))
                        .toList(),
                Origin.of("the chart"));
        try {
            return outlook.at(places, level);
        } catch (InputException _) {
            return List.of();
        }
    }

    /** The law at a place. */
    double predict(double... row) {
        return model().predict(row, theta());
    }

    /** The interval of what follows from the parameters, if there are draws and the runs determine it. */
    Optional<Interval> interval(ToDoubleFunction<double[]> quantity) {
        return draws.isEmpty() || !fit.determines(quantity)
                ? Optional.empty()
                : Optional.of(draws.interval(quantity, level));
    }

    /** The observed response of every row. */
    double[] response() {
        return rows().response();
    }

    /** A column with the same number for every place. */
    static double[] same(double value, int places) {
        double[] column = new double[places];
        Arrays.fill(column, value);
        return column;
    }
}
