package org.isoflop.cli;

import java.util.List;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Entry;
import org.isoflop.data.FitJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code isoflop laws}: what has been published, and can I use it. */
@Command(
        name = "laws",
        header = "List the laws of the catalogue, search them, show one.",
        customSynopsis = {
            "isoflop laws [options]",
            "       isoflop laws search WORD... [options]",
            "       isoflop laws show LAW [options]"
        },
        description = {
            "A law is a formula that was published, with its units, range and source;",
            "some have coefficients too and can be asked for predictions as they are."
        },
        footer = {"  isoflop laws", "  isoflop laws search fine-tuning", "  isoflop laws show chinchilla-besiroglu-2024"
        },
        subcommands = {LawsCommand.Search.class, LawsCommand.Show.class})
final class LawsCommand extends CliCommand {
    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Option(names = "--markdown", description = "Print all that is known of all laws, as docs/laws.md has it.")
    private boolean markdown;

    @Override
    public Integer call() {
        if (json && markdown) {
            throw Call.wrong(spec, "--json and --markdown exclude each other", "Give one of them.");
        }
        List<Entry> entries = Catalogue.builtIn().entries();
        return answer(
                json
                        ? FitJson.text(LawJson.list(entries))
                        : markdown ? LawMarkdown.document(entries) : new LawText(Style.ofTerminal()).list(entries));
    }

    /** {@code isoflop laws search WORD...}. */
    @Command(
            name = "search",
            header = "Find laws by words in their names, meanings, sources and notes.",
            customSynopsis = "isoflop laws search WORD... [options]",
            description = "Upper and lower case are the same.",
            footer = {"  isoflop laws search fine-tuning", "  isoflop laws search \"batch size\""})
    static final class Search extends CliCommand {
        @Parameters(
                arity = "1..*",
                paramLabel = "WORD",
                description = "Words to look for; a common one may be missing.")
        private List<String> words = List.of();

        @Option(names = "--json", description = "Print one JSON document and nothing else.")
        private boolean json;

        @Override
        public Integer call() {
            Catalogue catalogue = Catalogue.builtIn();
            return answer(
                    json
                            ? FitJson.text(LawJson.list(catalogue.search(String.join(" ", words))))
                            : new LawText(Style.ofTerminal()).found(catalogue, words));
        }
    }

    /** {@code isoflop laws show LAW}. */
    @Command(
            name = "show",
            header = "Show a law: formula, coefficients, units, range, source.",
            customSynopsis = "isoflop laws show LAW [options]",
            description = "A colon chooses one of several sets of coefficients: parscale-2025:pile.",
            footer = "  isoflop laws show chinchilla-besiroglu-2024")
    static final class Show extends CliCommand {
        @Parameters(paramLabel = "LAW", description = "Its name, as isoflop laws lists it.")
        private String id = "";

        @Option(names = "--json", description = "Print one JSON document and nothing else.")
        private boolean json;

        @Override
        public Integer call() {
            Entry entry = Call.check(spec, () -> Catalogue.builtIn().entry(id));
            return answer(
                    json ? FitJson.text(LawJson.document(id, entry)) : new LawText(Style.ofTerminal()).show(id, entry));
        }
    }
}
