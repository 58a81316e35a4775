package org.isoflop.bench.design;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Project;
import org.isoflop.bench.speed.ChinchillaRuns;

/** {@code design}: chosen runs against an even grid, chance, and the cheapest. */
public final class DesignCommand {
    private DesignCommand() {}

    /**
     * Both comparisons; the second only where the runs of Hoffmann et al. are beside the project.
     *
     * @param only {@code simulated} or {@code existing} for one of them
     */
    public static Findings run(Project project, boolean quick, List<String> only) {
        var sections = new ArrayList<Findings.Section>();
        var goals = new ArrayList<Goal>();
        if (only.isEmpty() || only.contains("simulated")) {
            var ladders = new SimulatedLadders(quick ? 30 : 150);
            sections.add(ladders.section());
            goals.add(Goal.atMost(
                    "FLOPs of a designed ladder over those of an even grid, the law being right",
                    0.5,
                    ladders.worst(),
                    ""));
            goals.add(Goal.atMost("the same where the truth drifts from the law", 0.5, ladders.drifting(), ""));
        }
        Path file = project.data("chinchilla_epoch.csv");
        if (!Files.exists(file)) {
            System.err.println("left out: " + file + " is not there");
        } else if (only.isEmpty() || only.contains("existing")) {
            var chosen = new ChosenRuns(ChinchillaRuns.of(file), quick ? 3 : 20);
            sections.add(chosen.section());
            goals.add(Goal.atMost("error of chosen runs over that of random ones", 1, chosen.overRandom(), ""));
            goals.add(Goal.atMost("error of chosen runs over that of the cheapest", 1, chosen.overCheapest(), ""));
        }
        return new Findings("design", "design", Machine.here(), goals, sections);
    }
}
