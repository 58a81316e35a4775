package org.isoflop.bench.hyper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Folders;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Project;
import org.isoflop.bench.Table;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.transfer.CoordinateCheck;
import org.isoflop.transfer.CoordinateCheck.Growth;
import org.isoflop.transfer.CoordinateCheck.Optimizer;

/** {@code coordinates}: how activations and their changes grow under rules of transfer; draws docs/coordinates.svg. */
public final class CoordinatesCommand {
    private static final int WIDTH = 32;
    private static final int DEPTH = 2;
    private static final int NETWORKS = 4;

    private static final List<String> SHOWN = List.of(
            "hidden",
            "stream",
            "output",
            "attention logits",
            "change of hidden",
            "change of stream",
            "change of output",
            "change of attention logits");

    /** Changes that must neither grow nor vanish. */
    private static final List<String> KEPT = List.of("change of hidden", "change of stream", "change of output");

    private static final double STILL = 0.2;

    private final boolean quick;

    private CoordinatesCommand(boolean quick) {
        this.quick = quick;
    }

    /** Makes random networks, and draws; below a minute. */
    public static Findings run(Project project, boolean quick) {
        return new CoordinatesCommand(quick).findings(project);
    }

    private Findings findings(Project project) {
        int[] widths = quick ? new int[] {32, 64, 128} : new int[] {32, 64, 128, 256, 512};
        int[] depths = quick ? new int[] {2, 4, 8} : new int[] {2, 4, 8, 16, 32, 64};
        List<String> byWidth = List.of("standard", "mup-adam", "u-mup", "completep", "unit-scaling");
        List<String> byDepth = List.of("standard", "mup-adam", "depth-mup", "u-mup", "completep");
        Map<String, List<Growth>> adamWidth =
                all(byWidth, rules -> check(rules, Optimizer.ADAM).overWidth(widths, NETWORKS, 1));
        Map<String, List<Growth>> adamDepth =
                all(byDepth, rules -> check(rules, Optimizer.ADAM).overDepth(depths, NETWORKS, 1));
        Map<String, List<Growth>> sgdWidth = all(
                List.of("standard", "mup-sgd"),
                rules -> check(rules, Optimizer.SGD).overWidth(widths, NETWORKS, 1));
        Path picture = quick
                ? project.results(true).resolve("coordinates.svg")
                : project.root().resolve("docs/coordinates.svg");
        Folders.write(
                picture,
                new CoordinateChart(List.of(
                                panel("Output, Adam", "width", "change of output", adamWidth),
                                panel("Stream, Adam", "depth", "change of stream", adamDepth),
                                panel("Output, SGD", "width", "change of output", sgdWidth)))
                        .svg());
        return new Findings(
                "coordinates",
                "coordinates" + (quick ? " --quick" : ""),
                Machine.here(),
                List.of(
                        kept("width, mup-adam", of(adamWidth, "mup-adam")),
                        kept("width, mup-sgd", of(sgdWidth, "mup-sgd")),
                        kept("depth, depth-mup", of(adamDepth, "depth-mup")),
                        kept("depth, completep", of(adamDepth, "completep")),
                        Goal.atLeast(
                                "growth under standard rules, width",
                                0.8,
                                exponent(of(adamWidth, "standard"), "change of output"),
                                "(power)")),
                List.of(
                        new Findings.Section("Powers of the width, Adam", about(widths), table(adamWidth)),
                        new Findings.Section("Powers of the depth, Adam", "", table(adamDepth)),
                        new Findings.Section("Powers of the width, SGD", "", table(sgdWidth))));
    }

    private static CoordinateCheck check(String rules, Optimizer optimizer) {
        double rate = optimizer == Optimizer.ADAM ? 1e-3 : 0.05;
        return new CoordinateCheck(Catalogue.builtIn().rules(rules), optimizer, rate, WIDTH, DEPTH);
    }

    private static List<Growth> of(Map<String, List<Growth>> growths, String rules) {
        return Objects.requireNonNull(growths.get(rules));
    }

    private static Map<String, List<Growth>> all(List<String> rules, Function<String, List<Growth>> growths) {
        return rules.stream().collect(Collectors.toMap(id -> id, growths, (a, b) -> a, java.util.LinkedHashMap::new));
    }

    private static String about(int[] widths) {
        return """
            Random transformers of %d blocks (of width %d where the depth grows), %d per size, at the start and after one \
            step. A number is the power by which the root mean square of an activation, or of its change by the step, grows \
            from the smallest size to the largest (width %d to %d): 0 keeps its size, 1 grows in proportion.""".formatted(DEPTH, WIDTH, NETWORKS, widths[0], widths[widths.length - 1]);
    }

    private static Table table(Map<String, List<Growth>> growths) {
        var heads = new ArrayList<>(List.of(""));
        heads.addAll(growths.keySet());
        var rows = new ArrayList<List<String>>();
        for (String name : SHOWN) {
            var row = new ArrayList<>(List.of(name));
            growths.values().forEach(all -> row.add("%.2f".formatted(exponent(all, name))));
            rows.add(row);
        }
        return new Table(heads, rows);
    }

    private static double exponent(List<Growth> growths, String name) {
        return growth(growths, name).exponent();
    }

    private static Growth growth(List<Growth> growths, String name) {
        return growths.stream().filter(g -> g.name().equals(name)).findFirst().orElseThrow();
    }

    private static Goal kept(String what, List<Growth> growths) {
        double most = KEPT.stream()
                .mapToDouble(name -> Math.abs(exponent(growths, name)))
                .max()
                .orElseThrow();
        return Goal.atMost("growth of changes, " + what, STILL, most, "(power)");
    }

    private static CoordinateChart.Panel panel(
            String title, String quantity, String name, Map<String, List<Growth>> growths) {
        return new CoordinateChart.Panel(
                title,
                quantity,
                name,
                growths.entrySet().stream()
                        .map(e -> new CoordinateChart.Line(e.getKey(), growth(e.getValue(), name)))
                        .toList());
    }
}
