package org.isoflop.cli;

import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The help of a command: the options of each mixin under the heading of that mixin, then all others.
 *
 * <p>Picocli's own way to headings, groups of arguments, forgets all of a group's options when one of them is given
 * twice.
 */
final class HelpPage extends Help {
    private static final String BLANK_LINE = System.lineSeparator();

    HelpPage(CommandSpec spec, ColorScheme colors) {
        super(spec, colors);
    }

    private Collection<CommandSpec> sections() {
        return commandSpec().mixins().values();
    }

    @Override
    public String parameterList() {
        List<PositionalParamSpec> others = commandSpec().positionalParameters().stream()
                .filter(parameter -> sections().stream()
                        .noneMatch(s -> s.positionalParameters().contains(parameter)))
                .toList();
        return others.isEmpty() ? "" : BLANK_LINE + list(others, List.of());
    }

    @Override
    public String optionListHeading(Object... none) {
        return "";
    }

    @Override
    public String optionList() {
        var text = new StringBuilder();
        for (CommandSpec section : sections()) {
            text.append(createHeading(section.usageMessage().optionListHeading()))
                    .append(list(section.positionalParameters(), section.options()));
        }
        List<OptionSpec> others = commandSpec().options().stream()
                .filter(option ->
                        sections().stream().noneMatch(s -> s.optionsMap().containsKey(option.longestName())))
                .toList();
        return text + BLANK_LINE + list(List.of(), others);
    }

    private String list(List<PositionalParamSpec> parameters, List<OptionSpec> options) {
        Layout layout = createDefaultLayout();
        layout.addPositionalParameters(parameters, parameterLabelRenderer());
        layout.addOptions(
                options.stream()
                        .sorted((a, b) -> Integer.compare(a.order(), b.order()))
                        .toList(),
                parameterLabelRenderer());
        return layout.toString();
    }

    /** What an option takes, as people type it: {@code --law ID} rather than {@code --law=ID}. */
    @Override
    public IParamLabelRenderer parameterLabelRenderer() {
        return new IParamLabelRenderer() {
            @Override
            public Text renderParameterLabel(ArgSpec argument, Ansi ansi, List<IStyle> styles) {
                boolean isFlag = argument.arity().max() == 0;
                String blank = argument.isOption() ? separator() : "";
                return colorScheme().apply(isFlag ? "" : blank + argument.paramLabel(), styles);
            }

            @Override
            public String separator() {
                return " ";
            }
        };
    }
}
