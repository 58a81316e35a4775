package org.isoflop.charts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.isoflop.charts.gallery.Evidence;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Outlook;
import org.isoflop.forecast.Practice;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;

/** The example table of the project, fitted once for all tests of charts. */
public final class Examples {
    public static final Law CHINCHILLA = Law.parse("loss = E + A/N^alpha + B/D^beta where "
            + "{ E > 0; A > 0; B > 0; alpha in (0, 2); beta in (0, 2); A start 1..1e6; B start 1..1e6 }");

    public static final Law TIED = Law.parse("loss = E + A/N^alpha + B/D^alpha where "
            + "{ E > 0; A > 0; B > 0; alpha in (0, 2); A start 1..1e6; B start 1..1e6 }");

    private static final long SEED = 1;

    private static final Supplier<Evidence> EVIDENCE = once(() -> evidence(CHINCHILLA, runs(), true));

    private static final Supplier<Backtest> BACKTEST = once(() -> backtest(List.of(CHINCHILLA, TIED), runs()));

    private Examples() {}

    /** The table. */
    public static Runs runs() {
        return read(Path.of("../examples/runs.csv"));
    }

    /** Its fit, with draws and an outlook. */
    public static Evidence fitted() {
        return EVIDENCE.get();
    }

    /** Its back-test, of two laws. */
    public static Backtest backtest() {
        return BACKTEST.get();
    }

    /** A law fitted to a table. */
    public static Evidence evidence(Law law, Runs runs, boolean tested) {
        Model model = Model.of(law, runs);
        Sample sample = Sample.of(model, runs);
        Search search = Fitter.withDefaults().threads(1).search(model, sample);
        int[] units = IntStream.range(0, sample.size()).toArray();
        var draws = new Bootstrap(200, SEED, 1, Progress.NONE).draw(search, units);
        Optional<Outlook> outlook = tested
                ? Optional.of(Outlook.of(backtest(List.of(law), runs), new double[] {1}, axis(runs)))
                : Optional.empty();
        return new Evidence(search.fit(), draws, 0.9, Optional.of(sample), outlook);
    }

    public static Axis axis(Runs runs) {
        return Axis.of(runs, Optional.empty());
    }

    private static Backtest backtest(List<Law> laws, Runs runs) {
        return Backtest.of(
                Practice.plain(Fitter.withDefaults().threads(1)),
                laws,
                runs,
                axis(runs).sizes(runs),
                IntStream.range(0, runs.size()).toArray(),
                Backtest.CUTS,
                1,
                Progress.NONE);
    }

    /** A table of numbers. */
    public static Runs read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String[] names = lines.getFirst().split(",", -1);
            var columns = new ArrayList<Column>();
            for (int c = 0; c < names.length; c++) {
                int column = c;
                columns.add(new Column.Numbers(
                        names[c],
                        lines.stream()
                                .skip(1)
                                .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[column]))
                                .toArray()));
            }
            int[] places = IntStream.rangeClosed(2, lines.size()).toArray();
            return Runs.of(columns, new Origin(List.of(file.getFileName().toString()), new int[0], places));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> Supplier<T> once(Supplier<T> maker) {
        var holder = new Object() {
            @org.jspecify.annotations.Nullable
            T value;
        };
        return () -> {
            synchronized (holder) {
                T value = holder.value;
                if (value == null) {
                    value = maker.get();
                    holder.value = value;
                }
                return value;
            }
        };
    }
}
