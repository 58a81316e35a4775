package org.isoflop.bench.design;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Table;
import org.isoflop.bench.design.Contest.Way;
import org.isoflop.bench.speed.ChinchillaRuns;
import org.isoflop.bench.trust.World;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Workers;

/** The same choice in simulated tables whose law is wrong in many ways, on which the method was developed. */
final class ChosenInWorlds {
    /** The places of a simulated table are drawn so many times, for there to be as many as there are real runs. */
    private static final int DENSE = 3;

    private static final int LEAST_OPEN = 40;
    private static final int LEAST_HELD = 5;

    /** One table and one start. */
    private record Played(World.Truth truth, Contest contest) {}

    private final int worlds;
    private final List<Played> all;

    ChosenInWorlds(int worlds) {
        this.worlds = worlds;
        var played = new ArrayList<Optional<Played>>();
        for (int w = 0; w < worlds; w++) {
            played.add(Optional.empty());
        }
        System.err.println("design: %d simulated tables".formatted(worlds));
        Workers.run(
                worlds,
                Runtime.getRuntime().availableProcessors(),
                () -> played,
                (w, into) -> into.set(w, played(w)),
                Progress.NONE,
                "tables");
        all = played.stream().flatMap(Optional::stream).toList();
    }

    private static Optional<Played> played(int number) {
        World world = World.of(number, DENSE);
        Stock stock = Stock.of(ChinchillaRuns.of(world.runs()));
        return stock.open().length < LEAST_OPEN || stock.held().length < LEAST_HELD
                ? Optional.empty()
                : Optional.of(new Played(world.truth(), Contest.of(stock, 0)));
    }

    /** The error of chosen runs over that of others, in the mean over tables. */
    Ratio over(Way other) {
        return over(all, other);
    }

    private static Ratio over(List<Played> played, Way other) {
        return Ratio.geometric(
                played.stream().mapToDouble(p -> p.contest().error(Way.DESIGN)).toArray(),
                played.stream().mapToDouble(p -> p.contest().error(other)).toArray());
    }

    Findings.Section section() {
        Map<World.Truth, List<Played>> byTruth = new EnumMap<>(World.Truth.class);
        all.forEach(
                p -> byTruth.computeIfAbsent(p.truth(), _ -> new ArrayList<>()).add(p));
        List<List<String>> rows = Stream.concat(
                        byTruth.entrySet().stream()
                                .map(entry -> row(entry.getKey().text(), entry.getValue())),
                        Stream.of(row("all", all)))
                .toList();
        return new Findings.Section(
                "Simulated tables",
                """
                %d of %d simulated tables, those with %d runs to choose from and more, in which runs are chosen as above. The error \
                of the design over the others', mean over budgets, geometric mean over tables, with its standard \
                error.""".formatted(all.size(), worlds, LEAST_OPEN),
                new Table(List.of("truth", "tables", "over random", "over cheapest"), rows));
    }

    private static List<String> row(String name, List<Played> played) {
        return List.of(
                name,
                String.valueOf(played.size()),
                over(played, Way.RANDOM).text(),
                over(played, Way.CHEAPEST).text());
    }
}
