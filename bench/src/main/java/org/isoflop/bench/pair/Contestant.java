package org.isoflop.bench.pair;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command and its runs, one per round.
 *
 * @param name what tables call it
 * @param command prints one JSON document, or text for a person, of which only the time is taken
 */
record Contestant(String name, List<String> command, List<TimedProcess> rounds) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Contestant(String name, List<String> command) {
        this(name, command, new ArrayList<>());
    }

    void run(Path folder) {
        rounds.add(TimedProcess.run(command, folder));
    }

    /** The median of the wall times. */
    double seconds() {
        double[] sorted =
                rounds.stream().mapToDouble(TimedProcess::seconds).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double peakMegabytes() {
        return rounds.stream().mapToDouble(TimedProcess::peakMegabytes).max().orElse(Double.NaN);
    }

    boolean printsJson() {
        return rounds.getLast().output().startsWith("{");
    }

    /** What it printed last. */
    JsonNode answer() {
        return JSON.readTree(rounds.getLast().output());
    }

    double objective() {
        JsonNode objective = answer().get("objective");
        return objective.isObject() ? objective.get("value").asDouble() : objective.asDouble();
    }

    int rows() {
        return answer().has("rows")
                ? answer().get("rows").asInt()
                : answer().get("rows_used").asInt();
    }

    int searches() {
        return answer().has("starts")
                ? answer().get("starts").get("count").asInt()
                : answer().get("diagnostics").get("starts").asInt();
    }

    /** As one types it. */
    String line() {
        return command.stream()
                .map(word -> word.contains(" ") ? '"' + word + '"' : word)
                .collect(Collectors.joining(" "));
    }
}
