package org.isoflop.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.isoflop.server.question.CommandInfo;
import org.isoflop.server.question.CommandInfo.Kind;
import org.isoflop.server.question.CommandInfo.OptionInfo;
import org.isoflop.server.question.CommandInfo.ParameterInfo;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of all commands as data. */
final class CommandPages {
    private CommandPages() {}

    static List<CommandInfo> all() {
        var all = new ArrayList<CommandInfo>();
        Isoflop.allCommands().getSubcommands().forEach((name, line) -> add(name, line, all));
        return all;
    }

    private static void add(String name, CommandLine line, List<CommandInfo> all) {
        all.add(info(name, line.getCommandSpec()));
        line.getSubcommands().forEach((inner, sub) -> add(name + " " + inner, sub, all));
    }

    private static CommandInfo info(String name, CommandSpec spec) {
        return new CommandInfo(
                name,
                String.join(" ", spec.usageMessage().header()),
                String.join(" ", spec.usageMessage().description()),
                spec.positionalParameters().stream().map(CommandPages::info).toList(),
                spec.options().stream().map(CommandPages::info).toList());
    }

    private static ParameterInfo info(PositionalParamSpec parameter) {
        int most = parameter.arity().isVariable()
                ? Integer.MAX_VALUE
                : parameter.arity().max();
        return new ParameterInfo(
                parameter.paramLabel(),
                description(parameter),
                parameter.arity().min(),
                most);
    }

    private static OptionInfo info(OptionSpec option) {
        boolean isRepeatable = Collection.class.isAssignableFrom(option.type())
                || option.type().isArray();
        Kind kind = kind(option);
        return new OptionInfo(
                option.longestName().replaceFirst("^-+", ""),
                kind == Kind.FLAG ? "" : option.paramLabel(),
                description(option),
                kind,
                isRepeatable,
                option.required(),
                option.defaultValue() == null ? "" : option.defaultValue());
    }

    private static Kind kind(OptionSpec option) {
        Class<?> type = option.type();
        if (option.arity().max() == 0) {
            return Kind.FLAG;
        }
        if (type == Path.class || type == File.class) {
            return Kind.FILE;
        }
        boolean isWhole = type == int.class || type == long.class || type == Integer.class || type == Long.class;
        if (isWhole) {
            return Kind.INTEGER;
        }
        return type == double.class || type == Double.class ? Kind.NUMBER : Kind.TEXT;
    }

    private static String description(ArgSpec argument) {
        String value = argument.defaultValue() == null ? "" : argument.defaultValue();
        return List.of(argument.description()).stream()
                .collect(Collectors.joining(" "))
                .replace("${DEFAULT-VALUE}", value)
                .replace("%n", " ")
                .replace("%%", "%");
    }
}
