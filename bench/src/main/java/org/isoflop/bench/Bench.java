package org.isoflop.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.bench.compare.CompareCommand;
import org.isoflop.bench.design.DesignCommand;
import org.isoflop.bench.growth.GrowthCommand;
import org.isoflop.bench.hyper.CoordinatesCommand;
import org.isoflop.bench.hyper.HyperCommand;
import org.isoflop.bench.machine.MachineCommand;
import org.isoflop.bench.nist.NistCommand;
import org.isoflop.bench.page.PerformancePage;
import org.isoflop.bench.pair.PairCommand;
import org.isoflop.bench.plan.PlanCommand;
import org.isoflop.bench.refits.RefitsCommand;
import org.isoflop.bench.refits.SldbenchCommand;
import org.isoflop.bench.serve.ServeCommand;
import org.isoflop.bench.speed.FitCommand;
import org.isoflop.bench.speed.KernelCommand;
import org.isoflop.bench.trust.SimulatedCommand;
import org.isoflop.bench.trust.TrustCommand;
import org.isoflop.bench.trust.WorldsCommand;

/** Where the benchmarks start: the first argument names one of the commands of this package. */
public final class Bench {
    private static final String USAGE = """
            java -jar bench/target/isoflop-bench-0.1.0.jar COMMAND [--quick]

              nist [FOLDER]        digits of NIST's certified problems, also from a folder of .dat files
              kernel               nanoseconds per row of objective and gradient
              fit [FILE]           a hot fit of the Chinchilla law from many starts
              bootstrap [FILE]     4000 hot refits
              pair [FILE]          whole processes in turn with SciPy
              serve                waits for the server, alone and among 32 users, and its memory; some minutes
              growth               time and memory against rows, parameters, resamples; draws docs/growth.svg
              refits               published numbers beside those found in the same runs; some minutes
              machine              published throughputs of training runs beside computed ones
              sldbench             R2 on the test rows of the public law benchmark
              trust                forecasts of large public runs from small ones, beside SciPy's; some minutes
              trust alone          the same without SciPy, which takes most of the time
              trust worlds         forecasts in simulated tables of ten kinds, on which the method was developed
              trust simulated      coverage of intervals in simulations where the fit is wrong about the truth
              compare              whether intervals hold the crossings of simulated recipes; some minutes
              coordinates          activations and their changes under transfer rules; draws docs/coordinates.svg
              hyper                coverage of the intervals of laws of the best learning rate and batch
              plan                 how long plans take with intervals from 1000 draws
              design               runs that were chosen, against even grids, chance and the cheapest; a minute or so
              design worlds        the choice among existing runs, in simulated tables of ten kinds; some minutes
              report [fresh]       docs/performance.md from what the commands found last; runs those that have not
                                   run since the last clean build, or all of them; ten minutes or so

            Without a name the data beside the project are used, or the example table. The exit code is 1 if a goal is missed. Numbers mean
            something on a quiet machine only; --quick shows whether everything works, in a minute or so.
            """;

    /** In the order of the page. */
    private static final List<String> COMMANDS = List.of("kernel", "fit", "bootstrap", "pair", "growth", "nist");

    /** Not on the page. */
    private static final List<String> BESIDE =
            List.of("trust", "machine", "design", "plan", "compare", "hyper", "coordinates", "serve");

    private Bench() {}

    /** Runs one command; exit code 0 if it met its goals, 1 if not, 2 if there is no such command. */
    public static void main(String[] args) {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        boolean quick = words.remove("--quick");
        if (words.isEmpty()) {
            System.err.print(USAGE);
            System.exit(2);
        }
        System.exit(code(words, quick));
    }

    private static int code(List<String> words, boolean quick) {
        try {
            return run(Project.find(), words.getFirst(), words.subList(1, words.size()), quick);
        } catch (InputException | MissingException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static int run(Project project, String command, List<String> arguments, boolean quick) {
        if (command.equals("refits") || command.equals("sldbench")) {
            Findings findings = command.equals("refits") ? RefitsCommand.run(project) : SldbenchCommand.run(project);
            findings.save(Folders.make(project.results(quick)));
            findings.print(System.out);
            return findings.met() ? 0 : 1;
        }
        if (command.equals("report")) {
            return report(project, arguments.contains("fresh"), quick);
        }
        if (!COMMANDS.contains(command) && !BESIDE.contains(command)) {
            System.err.print(USAGE);
            return 2;
        }
        Findings findings = findings(project, command, arguments, quick);
        findings.print(System.out);
        return findings.met() ? 0 : 1;
    }

    private static Findings findings(Project project, String command, List<String> arguments, boolean quick) {
        Path folder = Folders.make(project.results(quick));
        Findings findings = switch (command) {
            case "nist" -> NistCommand.run(project, path(arguments, project.data("nist")));
            case "kernel" -> KernelCommand.run(project, quick);
            case "fit" -> FitCommand.fit(project, runs(project, arguments), quick);
            case "bootstrap" -> FitCommand.bootstrap(project, runs(project, arguments), quick);
            case "pair" -> PairCommand.run(project, runs(project, arguments), quick);
            case "design" -> DesignCommand.run(project, quick, arguments);
            case "plan" -> PlanCommand.run(quick);
            case "growth" -> GrowthCommand.run(project, quick);
            case "serve" -> ServeCommand.run(project, runs(project, arguments), quick);
            case "compare" -> CompareCommand.run(quick);
            case "hyper" -> HyperCommand.run(quick);
            case "coordinates" -> CoordinatesCommand.run(project, quick);
            case "machine" -> MachineCommand.run(project);
            case "trust" ->
                arguments.contains("simulated")
                        ? SimulatedCommand.run(quick)
                        : arguments.contains("worlds")
                                ? WorldsCommand.run(quick)
                                : TrustCommand.run(project, quick, arguments.contains("alone"));
            default -> throw new IllegalArgumentException(command);
        };
        findings.save(folder);
        return findings;
    }

    private static int report(Project project, boolean fresh, boolean quick) {
        Path folder = project.results(quick);
        var all = new ArrayList<Findings>();
        for (String command : COMMANDS) {
            Optional<Findings> last = fresh ? Optional.empty() : Findings.last(folder, command);
            try {
                all.add(last.orElseGet(() -> measured(project, command, quick)));
            } catch (MissingException e) {
                System.err.println("left out: " + e.getMessage());
            }
        }
        Path page = quick ? folder.resolve("performance.md") : project.root().resolve("docs/performance.md");
        Folders.write(page, new PerformancePage(all).markdown());
        System.out.println("written: " + page);
        return 0;
    }

    private static Findings measured(Project project, String command, boolean quick) {
        System.err.println("measuring: " + command);
        return findings(project, command, List.of(), quick);
    }

    private static Path runs(Project project, List<String> arguments) {
        Path real = project.data("chinchilla_epoch.csv");
        return path(arguments, Files.exists(real) ? real : project.root().resolve("examples/runs.csv"));
    }

    private static Path path(List<String> arguments, Path otherwise) {
        return arguments.isEmpty() ? otherwise : Path.of(arguments.getFirst());
    }
}
