package org.isoflop.bench.trust;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Table;

/** {@code trust worlds}: forecasts in simulated tables of many kinds, on which the method was developed. */
public final class WorldsCommand {
    private static final double LEVEL = 0.9;

    private static final double[] SHARES = {0.1, 0.01};

    private static final int LEAST_RUNS = 12;

    private WorldsCommand() {}

    /** What came of a world at a cut. */
    private record Result(World world, double share, double ratio, double hindsight, Score score) {}

    /** Simulates worlds. */
    public static Findings run(boolean quick) {
        int worlds = World.Truth.values().length * (quick ? 1 : 8);
        var results = new ArrayList<Result>();
        for (int w = 0; w < worlds; w++) {
            World world = World.of(w);
            System.err.println("trust worlds: %d of %d, %s"
                    .formatted(w + 1, worlds, world.truth().text()));
            for (double share : SHARES) {
                var split = new TrustCommand.Split(new TrustTable(world.truth().text(), world.runs()), share);
                if (split.fitted().size() >= LEAST_RUNS && split.held().size() > 0) {
                    results.add(result(world, split));
                }
            }
        }
        return new Findings(
                "trust-worlds",
                "trust worlds",
                Machine.here(),
                List.of(),
                List.of(new Findings.Section("Simulated worlds", about(worlds), table(results))));
    }

    private static Result result(World world, TrustCommand.Split split) {
        double[] observed = split.held().numbers("loss");
        var selection = TrustCommand.selection(split.fitted(), split.objective(), split.by());
        Score score =
                Score.of(TrustCommand.forecasts(selection, split.fitted(), split.held(), split.by()), observed, LEVEL);
        double additive = TrustCommand.additive(split.fitted(), split.held());
        return new Result(
                world,
                split.share(),
                score.error() / additive,
                TrustCommand.best(selection, split, observed) / additive,
                score);
    }

    private static String about(int worlds) {
        return """
            %d simulated tables of 30 to 90 runs, divided at 10 %% and at 1 %% of the largest compute. auto: the error of \
            `isoflop fit --law auto` over that of the additive law without priors, geometric mean; hindsight: the same for \
            the one law that would have been best; wins: share of tables where auto errs no more than the additive law; \
            inside: share of held-out runs inside the 90 %% interval.""".formatted(worlds);
    }

    private static Table table(List<Result> results) {
        Map<World.Truth, List<Result>> byTruth = new EnumMap<>(World.Truth.class);
        results.forEach(r -> byTruth.computeIfAbsent(r.world().truth(), t -> new ArrayList<>())
                .add(r));
        var rows = new ArrayList<List<String>>();
        byTruth.forEach((truth, own) -> rows.add(row(truth.text(), own)));
        rows.add(row("all", results));
        return new Table(
                List.of("truth", "auto 10 %", "1 %", "hindsight 10 %", "1 %", "wins", "inside 10 %", "1 %"), rows);
    }

    private static List<String> row(String name, List<Result> results) {
        List<Result> near = at(results, SHARES[0]);
        List<Result> far = at(results, SHARES[1]);
        return List.of(
                name,
                mean(near, Result::ratio),
                mean(far, Result::ratio),
                mean(near, Result::hindsight),
                mean(far, Result::hindsight),
                percent((double) results.stream().filter(r -> r.ratio() <= 1).count(), results.size()),
                inside(near),
                inside(far));
    }

    private static List<Result> at(List<Result> results, double share) {
        return results.stream().filter(r -> r.share() == share).toList();
    }

    private static String mean(List<Result> results, ToDoubleFunction<Result> ratio) {
        return "%.2f"
                .formatted(Math.exp(results.stream()
                        .mapToDouble(r -> Math.log(ratio.applyAsDouble(r)))
                        .average()
                        .orElse(Double.NaN)));
    }

    private static String inside(List<Result> results) {
        return percent(
                results.stream().mapToInt(r -> r.score().inside()).sum(),
                results.stream().mapToInt(r -> r.score().runs()).sum());
    }

    private static String percent(double part, double all) {
        return "%.0f %%".formatted(100 * part / all);
    }
}
