package org.isoflop.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isoflop.cli.Trajectories.Checked;
import org.isoflop.data.FitJson;
import org.isoflop.hyper.Collapse;
import org.isoflop.runs.Runs;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code hyper check} says, to a person and to a program. */
final class TrajectoryText {
    private static final int SHOWN = 20;

    private TrajectoryText() {}

    /** For a person. */
    static String text(Runs table, Trajectories found) {
        List<Checked> checked = found.checked();
        var page = new Page(Style.ofTerminal());
        page.line(Page.fileName(table.origin().summary()))
                .pieces("", "   ", List.of(Page.count(checked.size(), "run", "runs") + " with weight decay"));
        page.blank().line("  timescale 1/(lr weight_decay steps), as a share of the run");
        List<Checked> shown = checked.stream().limit(SHOWN).toList();
        new TextTable()
                .left("", shown.stream().map(c -> Page.fileName(c.place())).toList())
                .right(
                        "N",
                        shown.stream().map(c -> Figures.value("N", c.size())).toList())
                .right(
                        "D",
                        shown.stream().map(c -> Figures.value("D", c.tokens())).toList())
                .point(
                        "is",
                        shown.stream()
                                .map(c -> Figures.estimate(c.timescale().tau(), 3))
                                .toList())
                .point(
                        "best",
                        shown.stream().map(c -> Figures.estimate(c.best(), 3)).toList())
                .point(
                        "decay for it",
                        shown.stream()
                                .map(c -> Figures.estimate(c.timescale().decayFor(c.best()), 2))
                                .toList())
                .print(page);
        if (shown.size() < checked.size()) {
            page.line("  and %,d more; --json has them all".formatted(checked.size() - shown.size()));
        }
        double[] ratios = checked.stream().mapToDouble(Checked::ratio).sorted().toArray();
        page.blank()
                .fact(
                        "means",
                        "%s within a factor of two of the best timescale; the median is %s times it"
                                .formatted(
                                        "%d of %d runs lie"
                                                .formatted(
                                                        Arrays.stream(ratios)
                                                                .filter(r -> r > 0.5 && r < 2)
                                                                .count(),
                                                        ratios.length),
                                        Figures.estimate(ratios[ratios.length / 2], 2)));
        page.fact("law", Trajectories.LAW + ": found with learning rates of muP and a decay to zero");
        invariance(page, found.collapse());
        return page.toString();
    }

    private static void invariance(Page page, Collapse collapse) {
        if (collapse.distances().isEmpty()) {
            page.fact("curves", "no two runs of one model and batch have curves to compare");
            return;
        }
        collapse.distances()
                .forEach((pair, distances) -> page.fact(
                        "curves",
                        "%s with equal %s differ by %s in the median"
                                .formatted(
                                        Page.count(distances.length, "pair", "pairs"),
                                        switch (pair) {
                                            case SAME_PRODUCT -> "lr weight_decay";
                                            case SAME_RATE -> "lr alone";
                                            case OTHER -> "neither";
                                        },
                                        Figures.share(collapse.median(pair)))));
    }

    /** For a program. */
    static ObjectNode json(Trajectories found) {
        Collapse collapse = found.collapse();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode list = node.putArray("runs");
        found.checked().forEach(c -> {
            ObjectNode one =
                    list.addObject().put("place", c.place()).put("N", c.size()).put("D", c.tokens());
            FitJson.number(one, "timescale", c.timescale().tau());
            FitJson.number(one, "best", c.best());
            FitJson.number(one, "weightDecay", c.timescale().decay());
            FitJson.number(one, "weightDecayForBest", c.timescale().decayFor(c.best()));
        });
        ObjectNode pairs = node.putObject("curves");
        collapse.distances().forEach((pair, distances) -> {
            ObjectNode one = pairs.putObject(pair.name().toLowerCase(Locale.ROOT));
            one.put("pairs", distances.length);
            FitJson.number(one, "median", collapse.median(pair));
        });
        node.put("law", Trajectories.LAW);
        node.putArray("warnings");
        return node.put("version", Version.current());
    }
}
