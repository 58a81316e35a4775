package org.isoflop.server.question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.isoflop.formula.Spelling;
import org.isoflop.runs.Magnitude;
import org.isoflop.server.Limits;
import org.isoflop.server.Problem;
import org.isoflop.server.question.CommandInfo.Kind;
import org.isoflop.server.question.CommandInfo.OptionInfo;

/** What may be asked: commands of a list, with the options that they describe, within limits. */
public final class Gate {
    /** Whatever else the command line learns stays shut until it is named here. */
    private static final Set<String> COMMANDS = Set.of(
            "fit",
            "chain",
            "predict",
            "plan",
            "backtest",
            "select",
            "compare",
            "profile",
            "design",
            "check",
            "hyper",
            "hyper fit",
            "hyper schedule",
            "hyper check",
            "transfer",
            "simulate",
            "time",
            "memory",
            "inference",
            "models",
            "accelerators",
            "plot",
            "report",
            "laws",
            "laws search",
            "laws show");

    /** What the server decides, what makes sense at a terminal only, and SQL, which nobody can stop half way. */
    private static final Set<String> SHUT =
            Set.of("help", "version", "stacktrace", "threads", "json", "force", "markdown", "sql");

    /** Options that say how often something is done, beside their commands. */
    private static final Set<String> COUNTS =
            Set.of("bootstrap", "starts", "tables", "resamples", "simulations", "draws", "cuts");

    private static final int MOST_WORDS = 1_000;

    private final Map<String, CommandInfo> commands;
    private final Limits limits;

    /** @param all that the command line has */
    public Gate(List<CommandInfo> all, Limits limits) {
        this.limits = limits;
        this.commands = all.stream()
                .filter(command -> COMMANDS.contains(command.name()))
                .collect(Collectors.toMap(
                        CommandInfo::name, Gate::withoutShut, (a, _) -> a, LinkedHashMap<String, CommandInfo>::new));
    }

    private static CommandInfo withoutShut(CommandInfo command) {
        List<OptionInfo> open = command.options().stream()
                .filter(option -> !SHUT.contains(option.name()))
                // Drawn in letters, below an answer that is JSON here.
                .filter(option -> !(option.name().equals("plot") && option.kind() == Kind.FLAG))
                .toList();
        return new CommandInfo(command.name(), command.header(), command.description(), command.parameters(), open);
    }

    /** The commands that may be asked, with the options that may be given. */
    public List<CommandInfo> commands() {
        return List.copyOf(commands.values());
    }

    /**
     * The arguments of the command line that a question means.
     *
     * @throws Problem if it may not be asked
     */
    public List<String> arguments(Question question) {
        CommandInfo command = command(question);
        var arguments = new ArrayList<>(Arrays.asList(command.name().split(" ", -1)));
        question.arguments().forEach(argument -> arguments.add(argument(argument)));
        question.options().forEach((name, values) -> add(arguments, option(command, name), values));
        if (arguments.size() > MOST_WORDS) {
            throw new Problem(
                    Problem.Code.TOO_LARGE,
                    "the call has %,d words, and at most %,d are taken".formatted(arguments.size(), MOST_WORDS),
                    "Ask for less at a time.");
        }
        return arguments;
    }

    private CommandInfo command(Question question) {
        CommandInfo command = commands.get(question.command());
        if (command == null) {
            throw wrong(
                    "there is no command '%s' to be asked".formatted(cut(question.command())),
                    near(question.command(), commands.keySet(), "GET /api/commands lists them."));
        }
        return command;
    }

    /**
     * Whether a question has a file written.
     *
     * @throws Problem if it may not be asked
     */
    public boolean writes(Question question) {
        return command(question).options().stream()
                .anyMatch(option ->
                        option.kind() == Kind.FILE && question.options().containsKey(option.name()));
    }

    private String argument(String argument) {
        if (argument.startsWith("-")) {
            throw wrong(
                    "the argument '%s' begins like an option".formatted(cut(argument)),
                    "Options stand in \"options\", by their names without dashes.");
        }
        return checked("an argument", argument);
    }

    private static OptionInfo option(CommandInfo command, String name) {
        List<String> names = command.options().stream().map(OptionInfo::name).toList();
        int at = names.indexOf(name);
        if (at < 0) {
            throw wrong(
                    "%s has no option '%s' to be given".formatted(command.name(), cut(name)),
                    near(name, names, "GET /api/commands lists its options."));
        }
        return command.options().get(at);
    }

    private void add(List<String> arguments, OptionInfo option, List<String> values) {
        String dashed = "--" + option.name();
        if (option.kind() == Kind.FLAG) {
            if (!values.isEmpty()) {
                throw wrong(option.name() + " is true or false", "");
            }
            arguments.add(dashed);
            return;
        }
        if (values.isEmpty()) {
            throw wrong("%s wants a value, %s".formatted(option.name(), option.label()), "");
        }
        if (values.size() > 1 && !option.isRepeatable()) {
            throw wrong(option.name() + " is given once", "");
        }
        for (String value : values) {
            checked(option.name(), value);
            if (COUNTS.contains(option.name())) {
                requireFew(option.name(), value);
            }
            if (value.startsWith("-")) {
                arguments.add(dashed + "=" + value);
            } else {
                arguments.add(dashed);
                arguments.add(value);
            }
        }
    }

    private void requireFew(String name, String value) {
        double count = Magnitude.parse(value).orElse(0);
        if (count > limits.resamples()) {
            throw new Problem(
                    Problem.Code.TOO_LARGE,
                    "%s is at most %,d on this server, not %s".formatted(name, limits.resamples(), cut(value)),
                    "Ask for fewer, or use the command line.");
        }
    }

    private String checked(String what, String text) {
        if (text.length() > limits.formulaLength()) {
            throw new Problem(
                    Problem.Code.TOO_LARGE,
                    "%s has %,d characters, and at most %,d are taken"
                            .formatted(what, text.length(), limits.formulaLength()),
                    "Shorten it.");
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\t' && c != '\r')) {
            throw wrong(what + " holds a control character", "");
        }
        return text;
    }

    private static String near(String name, Iterable<String> known, String otherwise) {
        var names = new ArrayList<String>();
        known.forEach(names::add);
        return name.length() > 40
                ? otherwise
                : Spelling.nearest(name, names)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse(otherwise);
    }

    private static String cut(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static Problem wrong(String detail, String wayOut) {
        return new Problem(Problem.Code.WRONG_CALL, detail, wayOut);
    }
}
