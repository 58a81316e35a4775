package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Entry;
import org.isoflop.data.OutputFile;
import org.isoflop.data.TableWriter;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Simulation;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Runs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code isoflop simulate LAW --grid …}: a table of runs drawn from a law. */
@Command(
        name = "simulate",
        header = "Draw a table of runs from a law.",
        description = {
            "",
            "Every combination of the grid's values is one run. Where the law reads D and",
            "the grid gives N and C (or D and C), the third follows from C = 6 N D.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  isoflop simulate chinchilla-besiroglu-2024 \\",
            "      --grid \"N=1e8..1e10*12, C=1e19..1e22*6\" --noise 0.005 --seed 7 -o runs.csv",
            "  isoflop simulate --formula \"loss = E + A/D^b\" --set \"E=1.7,A=400,b=0.3\" \\",
            "      --grid \"D=1e9..1e12*20\" -o d.csv"
        })
final class SimulateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "LAW", description = "A law of the catalogue.")
    private @Nullable String id;

    @Option(names = "--formula", paramLabel = "TEXT", description = "A law of your own.")
    private @Nullable String formula;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE,…",
            description = "Values of parameters; those of a published law are known.")
    private List<String> values = List.of();

    @Option(
            names = "--grid",
            required = true,
            paramLabel = "NAME=LOW..HIGH*COUNT,…",
            description = "Values of columns, evenly spaced in the logarithm; NAME=VALUE for one.")
    private List<String> grid = List.of();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Keep only these runs of the grid: --where \"D/N >= 1\".")
    private List<String> filters = List.of();

    @Option(
            names = "--noise",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Standard deviation of the logarithm of the response (default: ${DEFAULT-VALUE}).")
    private double noise;

    @Option(names = "--seed", defaultValue = "1", description = "Of the noise (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The table to write, CSV or TSV.")
    private @Nullable Path output;

    @Option(names = "--force", description = "Overwrite the file.")
    private boolean force;

    @Override
    public Integer call() {
        Path target = java.util.Objects.requireNonNull(output);
        if (!(noise >= 0) || Double.isInfinite(noise)) {
            throw Call.wrong(spec, "--noise is a share such as 0.005, not " + noise);
        }
        Map<String, Double> given = Call.check(spec, () -> {
            var numbers = new LinkedHashMap<String, Double>();
            Assignments.texts("--set", values)
                    .forEach((name, text) -> numbers.put(name, Assignments.number("--set", name, text)));
            return numbers;
        });
        Law law = Call.check(spec, () -> law(given));
        Runs places = Call.check(spec, () -> places());
        OutputFile.checkWritable(target, force);
        Runs drawn = Call.check(spec, () -> simulate(law, given, places));
        TableWriter.write(drawn, target);
        spec.commandLine()
                .getErr()
                .printf("%s   %,d runs of %s, noise %s, seed %d%n", target, drawn.size(), law.id(), noise, seed);
        return Isoflop.DONE;
    }

    private Law law(Map<String, Double> given) {
        if ((id == null) == (formula == null)) {
            throw new InputException("name a law, or give one with --formula", "isoflop laws lists them.");
        }
        if (formula != null) {
            return Law.parse(formula);
        }
        Entry entry = Catalogue.builtIn().entry(java.util.Objects.requireNonNull(id));
        if (!entry.coefficients().isEmpty()) {
            entry.coefficients().getFirst().values().forEach(given::putIfAbsent);
        }
        return entry.law();
    }

    private Runs places() {
        Runs runs = Grid.parse(String.join(",", grid)).runs();
        Set<String> names = runs.numberNames();
        if (names.containsAll(Set.of("N", "C")) && !names.contains("D")) {
            runs = runs.let("D", Formula.parse("C/(6*N)").body());
        } else if (names.containsAll(Set.of("D", "C")) && !names.contains("N")) {
            runs = runs.let("N", Formula.parse("C/(6*D)").body());
        } else if (names.containsAll(Set.of("N", "D")) && !names.contains("C")) {
            runs = runs.let("C", Formula.parse("6*N*D").body());
        }
        for (String filter : filters) {
            runs = runs.where(Formula.parse(filter).body());
        }
        if (runs.size() == 0) {
            throw new InputException("no run of the grid is left by --where", "Loosen the condition.");
        }
        return runs;
    }

    private Runs simulate(Law law, Map<String, Double> given, Runs places) {
        String response = law.formula()
                .response()
                .filter(r -> r instanceof Expr.Symbol)
                .orElseThrow(() -> new InputException(
                        "the left side of '" + law.formula().equation() + "' is not one column", "Write loss = …"))
                .toString();
        var columns = new LinkedHashSet<>(places.numberNames());
        columns.add(response);
        Model model = Model.of(law, columns);
        var missing = new ArrayList<String>();
        double[] theta = new double[model.parameters().size()];
        for (int j = 0; j < theta.length; j++) {
            String name = model.parameters().get(j).name();
            Double value = given.get(name);
            if (value == null) {
                missing.add(name);
            } else {
                theta[j] = value;
            }
        }
        if (!missing.isEmpty()) {
            throw new InputException(
                    "%s: no value for %s".formatted(law.id(), String.join(", ", missing)),
                    "Give them with --set, or in --grid if they are columns: --set \"" + missing.getFirst() + "=…\".");
        }
        return new Simulation(model, theta, noise).of(places, response, new SplittableRandom(seed));
    }
}
