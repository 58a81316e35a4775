package org.isoflop.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Entry;
import org.isoflop.data.OutputFile;
import org.isoflop.data.TableWriter;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Simulation;
import org.isoflop.law.Variable;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code isoflop simulate LAW --grid …}: a table of runs drawn from a law. */
@Command(
        name = "simulate",
        header = "Draw a table of runs from a law.",
        customSynopsis = "isoflop simulate LAW --grid GRID [options]",
        description = {
            "Every combination of the grid's values is one run. Of N, D and C, the grid may",
            "leave out one: it follows from C = 6 N D."
        },
        footer = {
            "  isoflop simulate chinchilla-besiroglu-2024 \\",
            "      --grid \"N=1e8..1e10*12, C=1e19..1e22*6\" --noise 0.005 --seed 7 -o runs.csv",
            "  isoflop simulate --formula \"loss = E + A/D^b\" --set \"E=1.7,A=400,b=0.3\" \\",
            "      --grid \"D=1e9..1e12*20\" -o d.csv"
        })
final class SimulateCommand extends CliCommand {
    @Parameters(arity = "0..1", paramLabel = "LAW", description = "A law of the catalogue.")
    private @Nullable String id;

    @Option(names = "--formula", paramLabel = "TEXT", description = "A law of your own.")
    private @Nullable String formula;

    @Option(
            names = "--set",
            paramLabel = "E=1.7,…",
            description = "Values of parameters; those of a published law are known.")
    private List<String> values = List.of();

    @Option(
            names = "--grid",
            required = true,
            paramLabel = "GRID",
            description =
                    "Columns and their values: N=1e8..1e10*12 are twelve, evenly spaced in the logarithm; C=1e21 is "
                            + "one. Separate columns by commas.")
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

    @Option(
            names = "--seed",
            paramLabel = "K",
            defaultValue = "1",
            description = "Of the noise (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The table to write, CSV or TSV; without it the table is printed.")
    private @Nullable Path output;

    @Option(names = "--force", description = "Overwrite the file of -o.")
    private boolean force;

    /** A law with values for its parameters. */
    private record Known(Law law, Map<String, Double> values) {}

    @Override
    public Integer call() {
        if (!(noise >= 0) || Double.isInfinite(noise)) {
            throw Call.wrong(
                    spec, "--noise is a share such as 0.005, not " + Magnitude.exact(noise), "Write 0 for none.");
        }
        Known known = Call.check(spec, this::known);
        Runs places = Call.check(spec, this::places);
        if (output != null) {
            OutputFile.checkWritable(output, force);
        }
        Runs drawn = Call.check(spec, () -> draw(known, places));
        write(drawn, known.law());
        return Isoflop.DONE;
    }

    private Known known() {
        Map<String, Double> given = Assignments.numbers("--set", values);
        if ((id == null) == (formula == null)) {
            throw new InputException("name a law, or give one with --formula", "isoflop laws lists them.");
        }
        String text = formula;
        Known known = text != null ? new Known(LawOptions.typed(text), given) : published(String.valueOf(id), given);
        Set<String> names = known.law().formula().names();
        given.keySet().stream()
                .filter(name -> !names.contains(baseOf(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new InputException(
                            "--set names %s, which does not occur in %s"
                                    .formatted(name, known.law().formula().equation()),
                            "Its parameters are " + String.join(", ", LawOptions.parameters(known.law())) + ".");
                });
        return known;
    }

    /** {@code gamma} of {@code gamma[web]}. */
    private static String baseOf(String name) {
        return name.replaceFirst("\\[.*", "");
    }

    private static Known published(String id, Map<String, Double> given) {
        Entry entry = Catalogue.builtIn().entry(id);
        var values = new LinkedHashMap<String, Double>();
        entry.chosen().ifPresent(coefficients -> values.putAll(coefficients.values()));
        values.putAll(given);
        return new Known(entry.law(), values);
    }

    private Runs places() {
        Runs runs = withThird(Grid.parse(String.join(",", grid)).runs());
        for (String filter : filters) {
            runs = runs.where(RunsOptions.filter(filter).body());
        }
        if (runs.size() == 0) {
            throw new InputException("no run of the grid is left by --where", "Loosen the condition.");
        }
        return runs;
    }

    /** With the third of N, D and C where two are given. */
    private static Runs withThird(Runs runs) {
        Set<String> names = runs.numberNames();
        if (names.containsAll(Set.of("N", "C")) && !names.contains("D")) {
            return runs.let("D", Formula.parse("C/(6*N)").body());
        }
        if (names.containsAll(Set.of("D", "C")) && !names.contains("N")) {
            return runs.let("N", Formula.parse("C/(6*D)").body());
        }
        if (names.containsAll(Set.of("N", "D")) && !names.contains("C")) {
            return runs.let("C", Formula.parse("6*N*D").body());
        }
        return runs;
    }

    private Runs draw(Known known, Runs places) {
        Law law = known.law();
        String response = response(law);
        requireVariables(law, response, places.numberNames());
        var columns = new LinkedHashSet<>(places.numberNames());
        columns.add(response);
        Model model = Model.of(law, columns);
        return new Simulation(model, theta(model, known.values()), noise)
                .of(places, response, new SplittableRandom(seed));
    }

    private static String response(Law law) {
        if (law.formula().response().orElse(null) instanceof Expr.Symbol(var name)) {
            return name;
        }
        throw new InputException(
                "the left side of '%s' is not one column"
                        .formatted(law.formula().equation()),
                "Write loss = ….");
    }

    private static void requireVariables(Law law, String response, Set<String> columns) {
        for (Variable variable : law.variables()) {
            if (!columns.contains(variable.name()) && !variable.name().equals(response)) {
                throw new InputException(
                        "the law %s reads %s (%s), which --grid does not give"
                                .formatted(law.id(), variable.name(), variable.meaning()),
                        "Add it: --grid \"…, %s=LOW..HIGH*COUNT\".".formatted(variable.name()));
            }
        }
    }

    private static double[] theta(Model model, Map<String, Double> values) {
        List<String> names = model.parameters().stream().map(Parameter::name).toList();
        List<String> missing =
                names.stream().filter(name -> !values.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new InputException(
                    "%s: no value for %s".formatted(model.law().id(), String.join(", ", missing)),
                    "Give them with --set, or in --grid if they are columns: --set \"" + missing.getFirst() + "=…\".");
        }
        return names.stream().mapToDouble(values::get).toArray();
    }

    private void write(Runs drawn, Law law) {
        Path file = output;
        PrintWriter out = spec.commandLine().getOut();
        if (file != null) {
            TableWriter.write(drawn, file);
            spec.commandLine()
                    .getErr()
                    .printf(
                            "%s   %s of %s, noise %s, seed %d%n",
                            file, Page.count(drawn.size(), "run", "runs"), law.id(), Magnitude.exact(noise), seed);
            return;
        }
        try {
            TableWriter.write(drawn, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
