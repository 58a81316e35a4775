package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.data.RunsQuery;
import org.isoflop.data.WorkingFolder;
import org.isoflop.forecast.Axis;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which runs can be made at all. */
@Command(optionListHeading = "%nWhat can be run:%n")
final class DesignLimits {
    private static final int USUAL_RUNS = 24;

    private static final double[] USUAL_RATIOS = {5, 200};

    @Option(
            names = "--sizes",
            paramLabel = "100M,…|FILE",
            description = "The numbers of parameters that exist, or a table with a column N (default: round ones).")
    private @Nullable String sizes;

    @Option(names = "--tokens", paramLabel = "2B,…", split = ",", description = "The numbers of tokens to choose from.")
    private List<String> tokens = List.of();

    @Option(
            names = "--tokens-per-parameter",
            paramLabel = "5..200",
            description = "At least and at most (default: 5..200, without --tokens or --grid).")
    private @Nullable String ratios;

    @Option(
            names = "--grid",
            paramLabel = "GRID",
            description = "The places to choose from instead, as simulate has them: \"N=1e8..1e9*5, D=2e9..5e10*6\". "
                    + "For laws that read other columns than N and D.")
    private List<String> grid = List.of();

    @Option(
            names = "--only",
            paramLabel = "CONDITION",
            description = "Choose only among places where this holds: --only \"D/N >= 10\". May be repeated.")
    private List<String> conditions = List.of();

    @Option(names = "--max-flops", paramLabel = "F", description = "What one run may cost (default: the budget).")
    private @Nullable Double mostFlops;

    @Option(
            names = "--unique-tokens",
            paramLabel = "D",
            description = "How many different tokens there are: no run reads more.")
    private @Nullable Double uniqueTokens;

    @Option(names = "--runs", paramLabel = "K", description = "How many runs at most (default: 24, or all slots).")
    private @Nullable Integer runs;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            defaultValue = "3",
            description = "How often one place may be run, with another seed each time (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--slots", paramLabel = "K", description = "How many runs go side by side; they come in rounds.")
    private @Nullable Integer slots;

    @Option(names = "--rounds", paramLabel = "K", description = "How many rounds of --slots there is time for.")
    private @Nullable Integer rounds;

    @Option(
            names = "--cost",
            paramLabel = "EXPRESSION",
            description = "FLOPs of a run, from its columns (default: 6*N*D, or C).")
    private @Nullable String cost;

    /** @throws InputException if the limits make no sense */
    void check() {
        ratioRange();
        if (mostFlops != null) {
            requirePositive("--max-flops", mostFlops);
        }
        if (uniqueTokens != null) {
            requirePositive("--unique-tokens", uniqueTokens);
        }
        Call.requireAtLeast("--seeds", 1, seeds);
        for (var option : List.of(
                new Count("--runs", Optional.ofNullable(runs)),
                new Count("--slots", Optional.ofNullable(slots)),
                new Count("--rounds", Optional.ofNullable(rounds)))) {
            option.value().ifPresent(value -> Call.requireAtLeast(option.name(), 1, value));
        }
        if (rounds != null && slots == null) {
            throw new InputException("--rounds counts rounds of --slots, which is not given", "Add --slots K.");
        }
        if (!grid.isEmpty() && (sizes != null || !tokens.isEmpty())) {
            throw new InputException(
                    "--grid says all places; --sizes and --tokens say them otherwise", "Give one of them.");
        }
        if (sizes != null && !WorkingFolder.hasFile(sizes)) {
            sizes(sizes);
        }
        numbers("--tokens", tokens);
        conditions.forEach(text -> Call.formula("--only", text));
        if (cost != null) {
            Call.formula("--cost", cost);
        }
    }

    /**
     * The smallest of what has been run; empty where nothing has.
     *
     * @param parameters of the smallest model
     * @param flops of the cheapest run
     */
    record Smallest(Optional<Double> parameters, Optional<Double> flops) {}

    private record Count(String name, Optional<Integer> value) {}

    static void requirePositive(String option, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InputException(
                    "%s is a positive number, not %s".formatted(option, Magnitude.exact(value)),
                    "Write it as 1e21 or 300B.");
        }
    }

    int seeds() {
        return seeds;
    }

    Optional<Integer> slots() {
        return Optional.ofNullable(slots);
    }

    /** How many runs there may be. */
    int most() {
        int free = runs == null ? USUAL_RUNS : runs;
        if (slots == null || rounds == null) {
            return free;
        }
        int places = Math.multiplyExact(slots, rounds);
        return runs == null ? places : Math.min(free, places);
    }

    /** What one run may cost. */
    double mostFlops(double budget) {
        return mostFlops == null ? budget : Math.min(mostFlops, budget);
    }

    /** What the call says of the cost of a run. */
    Optional<String> givenCost() {
        return Optional.ofNullable(cost);
    }

    /** The expression of columns that a run costs. */
    String cost(Runs table) {
        if (cost != null) {
            return cost;
        }
        Axis axis = Axis.of(table, Optional.empty());
        if (!axis.expression().contains("*") && !axis.expression().equals("C")) {
            throw new InputException(
                    "what a run costs does not follow from " + String.join(", ", table.numberNames()),
                    "Say it with --cost, for example --cost \"6*N*D\" or --cost \"2e18*D\".");
        }
        return axis.expression();
    }

    /** All places that can be run; see {@link DesignPlaces#of}. */
    Runs places(List<String> columns, double budget, Smallest smallest) {
        return new DesignPlaces(this, budget, smallest).of(columns);
    }

    /** The columns that the places will have, for a law of which no table says which of its names are columns. */
    Set<String> columns(Law law) {
        if (!grid.isEmpty()) {
            return Axis.withCompute(DesignPlaces.ofGrid(grid)).numberNames();
        }
        Set<String> names = law.formula().names();
        return names.contains("N") || names.contains("D") ? Set.of("N", "D", "C") : Set.of("C");
    }

    List<String> grid() {
        return grid;
    }

    List<String> conditions() {
        return conditions;
    }

    /** The numbers of parameters that exist, where the call says so. */
    Optional<double[]> sizes() {
        return Optional.ofNullable(sizes).map(DesignLimits::sizes);
    }

    /** The numbers of tokens to choose from; none where the call names none. */
    double[] tokens() {
        return numbers("--tokens", tokens);
    }

    boolean namesNoPlace() {
        return sizes == null && tokens.isEmpty() && grid.isEmpty();
    }

    Optional<Double> uniqueTokens() {
        return Optional.ofNullable(uniqueTokens);
    }

    /** Tokens per parameter that are allowed: any, where the call names tokens or places and says nothing of them. */
    double[] allowedRatios() {
        return ratios == null && (!tokens.isEmpty() || !grid.isEmpty())
                ? new double[] {0, Double.POSITIVE_INFINITY}
                : ratioRange();
    }

    double[] ratioRange() {
        if (ratios == null) {
            return USUAL_RATIOS.clone();
        }
        String[] ends = ratios.split("\\.\\.", 2);
        double low = Magnitude.parse(ends[0]).orElse(Double.NaN);
        double high = Magnitude.parse(ends[ends.length - 1]).orElse(Double.NaN);
        if (!(low > 0 && high >= low) || Double.isInfinite(high)) {
            throw new InputException(
                    "--tokens-per-parameter is a range of positive numbers, not '%s'".formatted(ratios),
                    "Write 5..200.");
        }
        return new double[] {low, high};
    }

    private static double[] sizes(String text) {
        if (WorkingFolder.hasFile(text)) {
            double[] found = RunsQuery.of(text).read().runs().numbers("N");
            return Arrays.stream(found).distinct().sorted().toArray();
        }
        return numbers("--sizes", List.of(text.split(",", -1)));
    }

    private static double[] numbers(String option, List<String> texts) {
        var found = new ArrayList<Double>();
        for (String text : texts) {
            double value = Magnitude.parse(text).orElse(Double.NaN);
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new InputException(
                        "%s: '%s' is not a positive number%s"
                                .formatted(
                                        option,
                                        text.strip(),
                                        option.equals("--sizes") ? ", and no file of that name is there" : ""),
                        "Write 100M,300M,1B.");
            }
            found.add(value);
        }
        return found.stream().mapToDouble(v -> v).distinct().sorted().toArray();
    }

    /** The values of the columns of a law at one of the places. */
    static double[] row(Model model, Runs places, int i) {
        return model.variables().stream()
                .mapToDouble(name -> places.numbers(name)[i])
                .toArray();
    }
}
