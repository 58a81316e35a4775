package org.isoflop.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help of a command: first its options under their headings, then those that all commands have. */
final class HelpPage extends Help {
    private static final String BLANK_LINE = System.lineSeparator();

    HelpPage(CommandSpec spec, ColorScheme colors) {
        super(spec, colors);
    }

    @Override
    public String parameterList() {
        String list = super.parameterList();
        return list.isEmpty() ? "" : BLANK_LINE + list;
    }

    @Override
    public String optionList() {
        List<OptionSpec> others = commandSpec().options().stream()
                .filter(option -> option.group() == null && !option.hidden())
                .toList();
        return optionListGroupSections() + BLANK_LINE + optionListExcludingGroups(others);
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
