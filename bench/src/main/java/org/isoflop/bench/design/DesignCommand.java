package org.isoflop.bench.design;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Project;
import org.isoflop.bench.design.Contest.Way;
import org.isoflop.bench.speed.ChinchillaRuns;

/** {@code design}: chosen runs against an even grid, chance, and the cheapest. */
public final class DesignCommand {
    private DesignCommand() {}

    /**
     * Simulated ladders and the choice of existing runs; the latter only where the runs of Hoffmann et al. are beside the
     * project.
     *
     * @param only {@code simulated}, {@code existing} or {@code worlds} for one part; the last is done when asked for
     */
    public static Findings run(Project project, boolean quick, List<String> only) {
        var sections = new ArrayList<Findings.Section>();
        var goals = new ArrayList<Goal>();
        if (only.isEmpty() || only.contains("simulated")) {
            var ladders = new SimulatedLadders(quick ? 30 : 1000);
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
            var chosen = new ChosenRuns(ChinchillaRuns.of(file), quick ? 3 : 60);
            sections.add(chosen.section());
            goals.add(atMostOne("error of chosen runs over that of random ones", chosen.over(Way.RANDOM)));
            goals.add(atMostOne("error of chosen runs over that of the cheapest", chosen.over(Way.CHEAPEST)));
        }
        if (only.contains("worlds")) {
            var chosen = new ChosenInWorlds(quick ? 10 : 80);
            sections.add(chosen.section());
            goals.add(atMostOne("the same over random ones in simulated tables", chosen.over(Way.RANDOM)));
            goals.add(atMostOne("the same over the cheapest in simulated tables", chosen.over(Way.CHEAPEST)));
        }
        return new Findings("design", "design", Machine.here(), goals, sections);
    }

    private static Goal atMostOne(String what, Ratio ratio) {
        return new Goal(what, "at most 1", ratio.text(), ratio.value() <= 1);
    }
}
