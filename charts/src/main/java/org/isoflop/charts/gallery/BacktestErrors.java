package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Miss;
import org.isoflop.forecast.Selection;
import org.isoflop.forecast.Track;

/** How wrong forecasts inside the runs have been, by how far they reached, and whether their intervals were honest. */
public final class BacktestErrors {
    public static final String KIND = "backtest";

    /** A normal run lies so many claimed standard deviations from its law nine times out of ten. */
    private static final double NINE_OF_TEN = 1.6449;

    private BacktestErrors() {}

    /**
     * The chart of all laws of a back-test; with one law its claimed intervals are shown as well.
     *
     * @throws InputException if there was nothing to predict
     */
    public static Chart of(Backtest backtest, Axis axis) {
        List<Track> tracks = backtest.tracks();
        if (tracks.isEmpty() || backtest.cuts().isEmpty()) {
            throw new InputException("the runs are too few to be divided, so that there is no back-test to show", "Add runs, or choose a law with fewer parameters.");
        }
        boolean relative = backtest.logarithmic();
        List<List<Miss>> misses = tracks.stream().map(backtest::misses).toList();
        double[] reach = misses.stream().flatMap(List::stream).mapToDouble(m -> Math.exp(m.reach())).toArray();
        double[] errors = misses.stream().flatMap(List::stream).mapToDouble(Miss::error).toArray();
        Scale x = Scale.aroundLog("times beyond the largest run that was fitted (%s)".formatted(axis.expression()), Format.TIMES, reach);
        var layers = new ArrayList<Layer>();
        double[] bounds = new double[0];
        if (tracks.size() == 1) {
            Layer.Band claimed = claimed(misses.getFirst());
            layers.add(claimed);
            bounds = LossByCompute.join(claimed.low(), claimed.high());
        }
        Scale y = Scale.around("predicted − observed", relative ? Format.CHANGE : Format.NUMBER, errors, bounds, new double[] {0});
        layers.add(new Layer.Line(new double[] {x.low(), x.high()}, new double[] {0, 0}, Look.of(Ink.MUTED).times(0.7)));
        for (int k = 0; k < tracks.size(); k++) {
            Ink ink = Ink.series(k);
            String name = tracks.size() == 1 ? "a forecast" : name(tracks.get(k));
            layers.add(points(misses.get(k), Look.points(ink).opacity(0.65).labelled(name)));
            layers.add(mean(misses.get(k), Look.of(tracks.size() == 1 ? Ink.VERMILLION : ink).labelled(tracks.size() == 1 ? "mean" : "")));
        }
        return chart(backtest, misses, new Panel(x, y, layers));
    }

    private static String name(Track track) {
        String id = track.law().id();
        return id.equals("formula") ? track.law().formula().equation() : id;
    }

    private static Chart chart(Backtest backtest, List<List<Miss>> misses, Panel panel) {
        int best = 0;
        for (int k = 1; k < misses.size(); k++) {
            best = size(misses.get(k)) < size(misses.get(best)) ? k : best;
        }
        TreeMap<Double, List<Miss>> rings = Selection.byReach(misses.get(best));
        Map.Entry<Double, List<Miss>> told = rings.containsKey(1.0) ? rings.ceilingEntry(1.0) : rings.lastEntry();
        Format format = backtest.logarithmic() ? Format.PERCENT : Format.NUMBER;
        String off = format.text(size(told.getValue()), 2);
        String far = Format.TIMES.text(Math.pow(10, told.getKey()), 1);
        double inside = inside(misses.get(best));
        String title = misses.size() == 1
                ? "At %s beyond the runs, forecasts were %s off".formatted(far, off)
                : "%s foretells best: %s off at %s beyond the runs".formatted(name(backtest.tracks().get(best)), off, far);
        String cuts = "fitted below %d cuts, predicted above".formatted(backtest.cuts().size());
        return Chart.of(
                KIND,
                title,
                misses.size() == 1 ? "%s; %.0f %% of runs inside the 90 %% interval".formatted(cuts, 100 * inside) : cuts,
                "%s; %.0f %% of the %d predicted runs lay inside the 90 %% interval that was claimed."
                        .formatted(title, 100 * inside, misses.get(best).size()),
                panel);
    }

    private static double size(List<Miss> misses) {
        return misses.stream().mapToDouble(m -> Math.abs(m.error())).average().orElse(Double.NaN);
    }

    private static double inside(List<Miss> misses) {
        return misses.stream().filter(m -> Math.abs(m.error()) <= NINE_OF_TEN * Math.hypot(m.curve(), m.noise())).count()
                / (double) misses.size();
    }

    private static Layer points(List<Miss> misses, Look look) {
        return new Layer.Points(
                misses.stream().mapToDouble(m -> Math.exp(m.reach())).toArray(),
                misses.stream().mapToDouble(Miss::error).toArray(),
                misses.stream().map(m -> "row %d, cut %d".formatted(m.row() + 1, m.cut() + 1)).toList(),
                look);
    }

    private static Layer mean(List<Miss> misses, Look look) {
        TreeMap<Double, List<Miss>> rings = Selection.byReach(misses);
        return new Layer.Line(
                middles(rings),
                rings.values().stream()
                        .mapToDouble(ring -> ring.stream().mapToDouble(Miss::error).average().orElse(Double.NaN))
                        .toArray(),
                look.times(1.2));
    }

    /** Where the forecasts of each ring lie in the middle. */
    private static double[] middles(TreeMap<Double, List<Miss>> rings) {
        return rings.values().stream()
                .mapToDouble(ring -> Math.exp(ring.stream().mapToDouble(Miss::reach).average().orElse(0)))
                .toArray();
    }

    /** The interval that was claimed at each distance, as a median. */
    private static Layer.Band claimed(List<Miss> misses) {
        TreeMap<Double, List<Miss>> rings = Selection.byReach(misses);
        double[] half = rings.values().stream()
                .mapToDouble(ring -> {
                    double[] claims = ring.stream().mapToDouble(m -> Math.hypot(m.curve(), m.noise())).sorted().toArray();
                    return NINE_OF_TEN * claims[claims.length / 2];
                })
                .toArray();
        return new Layer.Band(
                middles(rings),
                Arrays.stream(half).map(h -> -h).toArray(),
                half,
                Look.of(Ink.BLUE).opacity(0.15).labelled("90 % interval that was claimed"));
    }
}
