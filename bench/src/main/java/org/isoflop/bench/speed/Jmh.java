package org.isoflop.bench.speed;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs benchmarks, each combination of parameters in a JVM of its own.
 *
 * @param log where JMH's own account of the runs goes
 * @param warmup seconds that are not counted: vector code needs some before the JIT has made it quick
 * @param rounds how many rounds are counted
 * @param seconds how long each of them is
 */
record Jmh(Path log, double warmup, int rounds, double seconds) {
    private static final List<String> USUAL =
            List.of("-XX:+UseSerialGC", "-Xms1g", "--sun-misc-unsafe-memory-access=allow");

    /**
     * What one combination came to.
     *
     * @param parameters of the benchmark
     * @param score the average time of a call in the median round, in the unit of the benchmark: other programs may
     *     have disturbed some of the rounds
     * @param least the same of the quickest round
     * @param bytes allocated per call
     */
    record Score(Map<String, String> parameters, double score, double least, double bytes) {}

    /**
     * Runs one benchmark.
     *
     * @param vectors whether the JVM has the vector module
     */
    List<Score> run(Class<?> benchmark, String method, boolean vectors, Map<String, List<String>> parameters) {
        var options = new OptionsBuilder()
                .include(benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .jvmArgs(USUAL.toArray(String[]::new))
                .forks(1)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(Math.round(1000 * warmup)))
                .measurementIterations(rounds)
                .measurementTime(TimeValue.milliseconds(Math.round(1000 * seconds)))
                .addProfiler(GCProfiler.class)
                .output(log.toString());
        if (vectors) {
            options.jvmArgsAppend("--add-modules", "jdk.incubator.vector");
        }
        parameters.forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            return results.stream().map(result -> score(result, parameters)).toList();
        } catch (RunnerException e) {
            throw new IllegalStateException("see " + log, e);
        }
    }

    private static Score score(RunResult result, Map<String, List<String>> parameters) {
        var given = new java.util.HashMap<String, String>();
        parameters.keySet().forEach(name -> given.put(name, result.getParams().getParam(name)));
        double bytes = result.getSecondaryResults().keySet().stream()
                .filter(name -> name.endsWith("gc.alloc.rate.norm"))
                .mapToDouble(name -> Objects.requireNonNull(
                                result.getSecondaryResults().get(name))
                        .getScore())
                .findFirst()
                .orElse(Double.NaN);
        return new Score(
                given,
                result.getPrimaryResult().getStatistics().getPercentile(50),
                result.getPrimaryResult().getStatistics().getMin(),
                bytes);
    }
}
