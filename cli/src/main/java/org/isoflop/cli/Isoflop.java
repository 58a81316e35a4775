package org.isoflop.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import org.isoflop.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The {@code isoflop} command: where the program starts, and where its errors end. */
@Command(
        name = "isoflop",
        header = "Plans big training runs from small ones.",
        description = {
            "",
            "Fits scaling laws to a table of training runs, says how far they can be",
            "trusted, and predicts with them.",
            ""
        },
        footer = {
            "",
            "Start here:",
            "  isoflop fit runs.csv --save runs.fit.json",
            "  isoflop predict runs.fit.json N=70B D=1.4T"
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = false,
        usageHelpWidth = 80,
        sortOptions = false,
        versionProvider = Isoflop.Manifest.class,
        subcommands = {FitCommand.class, PredictCommand.class, SimulateCommand.class, LawsCommand.class})
public final class Isoflop implements Runnable {
    static final int DONE = 0;
    static final int IMPOSSIBLE = 1;
    static final int WRONG_CALL = 2;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Show where in the program an error arose.")
    private boolean stacktrace;

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, args);
        out.flush();
        // A reader such as head may have left: then nothing can be done about the rest of the answer.
        System.exit(code);
    }

    /** Runs one command with the given streams; what tests call. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        var isoflop = new Isoflop();
        var line = new CommandLine(isoflop)
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        Style.isWanted() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(isoflop::wrongCall)
                .setExecutionExceptionHandler((e, command, result) -> isoflop.failure(e, command))
                .setExitCodeExceptionMapper(e -> IMPOSSIBLE);
        return line.execute(args);
    }

    private int wrongCall(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("isoflop: " + e.getMessage());
        if (e.getCause() instanceof InputException cause && !cause.wayOut().isEmpty()) {
            err.println(cause.wayOut());
        } else if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        }
        trace(e, err);
        return WRONG_CALL;
    }

    private int failure(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        switch (e) {
            case InputException input -> {
                err.println("isoflop: " + input.getMessage());
                if (!input.wayOut().isEmpty()) {
                    err.println(input.wayOut());
                }
            }
            case CancellationException _ -> err.println("isoflop: stopped");
            default -> err.println("isoflop: a mistake in Isoflop itself: " + e + "\nRepeat with --stacktrace and report it.");
        }
        trace(e, err);
        return IMPOSSIBLE;
    }

    private void trace(Exception e, PrintWriter err) {
        if (stacktrace) {
            e.printStackTrace(err);
        }
    }

    /** Without a subcommand there is nothing to do but to explain. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command was expected: fit, predict, simulate or laws");
    }

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    /** The version that Maven wrote beside the classes. */
    static final class Manifest implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"isoflop " + Version.current()};
        }
    }
}
