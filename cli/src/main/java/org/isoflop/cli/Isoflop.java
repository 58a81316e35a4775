package org.isoflop.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.isoflop.fit.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The {@code isoflop} command: where the program starts, and where its errors end. */
@Command(
        name = "isoflop",
        header = "Plans big training runs from small ones.",
        customSynopsis = "isoflop COMMAND ...",
        description = {
            "Fits scaling laws to a table of training runs, says how far they can be",
            "trusted, and predicts with them. Every command explains itself with --help.",
        },
        footer = {"  isoflop fit runs.csv --save runs.fit.json", "  isoflop predict runs.fit.json N=70B D=1.4T"},
        versionProvider = Isoflop.Manifest.class)
public final class Isoflop extends CliCommand {
    static final int DONE = 0;
    static final int IMPOSSIBLE = 1;
    static final int WRONG_CALL = 2;

    /** Each command by its name, in the order of the help page. */
    private static final Map<String, Supplier<CliCommand>> COMMANDS = commands();

    private static Map<String, Supplier<CliCommand>> commands() {
        var commands = new LinkedHashMap<String, Supplier<CliCommand>>();
        commands.put("fit", FitCommand::new);
        commands.put("chain", ChainCommand::new);
        commands.put("predict", PredictCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("backtest", BacktestCommand::new);
        commands.put("select", SelectCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("profile", ProfileCommand::new);
        commands.put("design", DesignCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("hyper", HyperCommand::new);
        commands.put("transfer", TransferCommand::new);
        commands.put("simulate", SimulateCommand::new);
        commands.put("time", TimeCommand::new);
        commands.put("memory", MemoryCommand::new);
        commands.put("inference", InferenceCommand::new);
        commands.put("models", ModelsCommand::new);
        commands.put("accelerators", AcceleratorsCommand::new);
        commands.put("plot", PlotCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("laws", LawsCommand::new);
        commands.put("serve", ServeCommand::new);
        return commands;
    }

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            order = LAST + 1,
            description = "Show the version.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean version;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            order = LAST + 2,
            description = "Show where in the program an error arose.")
    private boolean stacktrace;

    private final Connection connection;

    private Isoflop(Connection connection) {
        this.connection = connection;
    }

    /** Runs one command; the JVM ends with its exit code. */
    public static void main(String[] args) {
        var output = StandardOutput.ofProcess();
        var out = new PrintWriter(output, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        AtomicBoolean ended = saysWhenStopped(err);
        int code = run(out, err, args);
        out.flush();
        String complaint = output.complaint();
        if (complaint != null) {
            err.println("isoflop: the answer cannot be written to standard output: " + complaint);
            code = IMPOSSIBLE;
        }
        ended.set(true);
        // System.exit asks every jar for a logger first.
        if (code != DONE) {
            System.exit(code);
        }
    }

    /** On Ctrl-C the JVM ends at once, with exit code 130; only a word is missing. */
    private static AtomicBoolean saysWhenStopped(PrintWriter err) {
        var ended = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!ended.get()) {
                err.println((Style.isTerminal() ? "\n" : "") + "isoflop: stopped");
            }
        }));
        return ended;
    }

    /** Runs one command with the given streams; what tests call. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(Connection.of(out, err), args);
    }

    /** Runs one command for somebody. */
    static int run(Connection connection, String... args) {
        // Numbers look the same everywhere: 1,000 is never 1.000.
        Locale.setDefault(Locale.ROOT);
        var isoflop = new Isoflop(connection);
        CommandLine line = isoflop.line(args);
        try {
            return line.execute(args);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return isoflop.impossible(e);
        }
    }

    /** All commands with what they say of themselves, not to be run. */
    static CommandLine allCommands() {
        var nowhere = new PrintWriter(Writer.nullWriter());
        return new Isoflop(Connection.of(nowhere, nowhere)).line(new String[0]);
    }

    private CommandLine line(String... args) {
        var line = new CommandLine(this);
        // To read the options of a command takes longer than to run many of them: only the one that is called is read.
        boolean isKnown = args.length > 0 && COMMANDS.containsKey(args[0]);
        COMMANDS.forEach((name, command) -> {
            if (!isKnown || name.equals(args[0])) {
                line.addSubcommand(name, command.get());
            }
        });
        line.setOut(connection.out())
                .setErr(connection.err())
                .setExpandAtFiles(false)
                .setHelpFactory(HelpPage::new)
                .setColorScheme(Help.defaultColorScheme(Style.ofTerminal().active() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setParameterExceptionHandler((e, all) -> wrongCall(e))
                .setExecutionExceptionHandler((e, command, result) -> impossible(e));
        if (!connection.defaults().isEmpty()) {
            line.setDefaultValueProvider(argument -> argument instanceof OptionSpec option
                    ? connection.defaults().get(option.longestName())
                    : null);
        }
        NumberTexts.register(line);
        return line;
    }

    /** Who hears how far the work of a command has come. */
    static Progress progress(CommandSpec spec) {
        return connection(spec).flatMap(Connection::progress).orElse(Progress.NONE);
    }

    /** Whether somebody hears of it, in place of a person at a terminal. */
    static boolean isListenedTo(CommandSpec spec) {
        return connection(spec).flatMap(Connection::progress).isPresent();
    }

    private static Optional<Connection> connection(CommandSpec spec) {
        return spec.root().userObject() instanceof Isoflop isoflop ? Optional.of(isoflop.connection) : Optional.empty();
    }

    private int wrongCall(ParameterException e) {
        return complain(e, ErrorText.ofCall(e), WRONG_CALL);
    }

    private int impossible(Throwable e) {
        return complain(e, ErrorText.of(e), IMPOSSIBLE);
    }

    private int complain(Throwable e, ErrorText text, int code) {
        connection.err().println(text);
        connection.complaints().accept(e);
        if (stacktrace) {
            e.printStackTrace(connection.err());
        }
        return code;
    }

    /** Without a command there is nothing to do but to explain. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return WRONG_CALL;
    }

    /** The version that Maven wrote beside the classes. */
    static final class Manifest implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"isoflop " + Version.current()};
        }
    }
}
