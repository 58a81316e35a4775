package org.isoflop.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.isoflop.InputException;
import org.isoflop.data.OutputFile;
import org.isoflop.data.TableWriter;
import org.isoflop.formula.Formula;
import org.isoflop.law.Law;
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

    @Override
    public Integer call() {
        if (!(noise >= 0) || Double.isInfinite(noise)) {
            throw Call.wrong(
                    spec, "--noise is a share such as 0.005, not " + Magnitude.exact(noise), "Write 0 for none.");
        }
        Planted planted = Call.check(spec, this::planted);
        Runs places = Call.check(spec, this::places);
        if (output != null) {
            OutputFile.checkWritable(output, force);
        }
        write(Call.check(spec, () -> planted.draw(places, noise, new SplittableRandom(seed))), planted.law());
        return Isoflop.DONE;
    }

    private Planted planted() {
        Map<String, Double> given = Assignments.numbers("--set", values);
        if (formula != null && id == null) {
            return new Planted(LawOptions.typed(formula), given);
        }
        if (id != null && formula == null) {
            return Planted.published(id, given);
        }
        throw new InputException("name a law, or give one with --formula", "isoflop laws lists them.");
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
    static Runs withThird(Runs runs) {
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
