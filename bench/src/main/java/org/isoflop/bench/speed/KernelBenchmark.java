package org.isoflop.bench.speed;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One evaluation of objective and gradient over all rows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {
    @Param("chinchilla")
    private String law = "";

    @Param("240")
    private int rows;

    @Param("compiled")
    private String way = "";

    private Evaluation evaluation;

    @SuppressWarnings("NullAway.Init") // JMH calls setUp
    public KernelBenchmark() {}

    @Setup
    public void setUp() {
        evaluation = Evaluation.of(way, Workload.of(law, rows));
    }

    @Benchmark
    public double objectiveAndGradient() {
        return evaluation.evaluate()[0];
    }
}
