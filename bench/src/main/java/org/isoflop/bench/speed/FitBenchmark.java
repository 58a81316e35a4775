package org.isoflop.bench.speed;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.Draws;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The Chinchilla law fitted to 240 runs, hot, on one thread: from many starts, and again to resamples of the runs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FitBenchmark {
    static final int RESAMPLES = 4000;

    @Param("")
    private String file = "";

    private Model model;
    private Sample sample;
    private Search search;

    @SuppressWarnings("NullAway.Init") // JMH calls setUp
    public FitBenchmark() {}

    @Setup
    public void setUp() {
        var table = ChinchillaRuns.of(Path.of(file));
        model = table.model();
        sample = table.sample();
        search = fitter().search(model, sample);
    }

    static Fitter fitter() {
        return Fitter.withDefaults().threads(1);
    }

    @Benchmark
    public Fit multistart() {
        return fitter().fit(model, sample);
    }

    @Benchmark
    public Draws bootstrap() {
        return new Bootstrap(RESAMPLES, 1, 1, Progress.NONE).draw(search);
    }
}
