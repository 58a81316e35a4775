package org.isoflop.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Entry;
import org.isoflop.data.FitJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop laws}: what has been published, and can I use it. */
@Command(
        name = "laws",
        header = "List the laws of the catalogue, search them, show one.",
        footer = {
            "",
            "Examples:",
            "  isoflop laws",
            "  isoflop laws search fine-tuning",
            "  isoflop laws show chinchilla-besiroglu-2024"
        },
        subcommands = {LawsCommand.Search.class, LawsCommand.Show.class})
final class LawsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        return list(spec, Catalogue.builtIn().entries(), json);
    }

    private static int list(CommandSpec spec, List<Entry> entries, boolean json) {
        var out = spec.commandLine().getOut();
        out.print(json ? FitJson.text(LawText.list(entries)) : new LawText(Style.ofTerminal()).table(entries));
        out.flush();
        return Isoflop.DONE;
    }

    /** {@code isoflop laws search TEXT}. */
    @Command(name = "search", header = "Find laws by words in their names, formulas and notes.")
    static final class Search implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(arity = "1..*", paramLabel = "WORD", description = "Every word must occur.")
        private List<String> words = List.of();

        @Option(names = "--json", description = "Print one JSON document and nothing else.")
        private boolean json;

        @Override
        public Integer call() {
            return list(spec, Catalogue.builtIn().search(String.join(" ", words)), json);
        }
    }

    /** {@code isoflop laws show ID}. */
    @Command(name = "show", header = "Show a law: formula, coefficients, units, range, source.")
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "ID", description = "As isoflop laws lists it.")
        private String id = "";

        @Option(names = "--json", description = "Print one JSON document and nothing else.")
        private boolean json;

        @Override
        public Integer call() {
            Entry entry = Catalogue.builtIn().entry(id);
            var out = spec.commandLine().getOut();
            out.print(json ? FitJson.text(document(entry)) : new LawText(Style.ofTerminal()).show(entry));
            out.flush();
            return Isoflop.DONE;
        }

        private static ObjectNode document(Entry entry) {
            ObjectNode node = LawText.node(entry);
            ArrayNode sets = node.putArray("coefficients");
            entry.coefficients().forEach(set -> {
                ObjectNode one = sets.addObject().put("name", set.name());
                one.set("values", FitJson.numbers(set.values()));
                one.set("errors", FitJson.numbers(set.errors()));
            });
            ObjectNode ranges = node.putObject("ranges");
            entry.ranges().forEach((name, range) ->
                    ranges.putObject(name).put("low", range.low()).put("high", range.high()));
            node.putObject("source")
                    .put("citation", entry.source().citation())
                    .put("arxiv", entry.source().arxiv())
                    .put("checkedAgainst", entry.source().checkedAgainst());
            entry.notes().forEach(node.putArray("notes")::add);
            node.set("warnings", JsonNodeFactory.instance.arrayNode());
            return node.put("version", Version.current());
        }
    }
}
