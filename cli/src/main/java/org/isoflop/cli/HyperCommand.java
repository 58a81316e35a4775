package org.isoflop.cli;

import java.util.List;
import java.util.Map;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.data.FitJson;
import org.isoflop.runs.Magnitude;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code isoflop hyper N=… D=…}: learning rate, batch, weight decay of a run. */
@Command(
        name = "hyper",
        header = "Learning rate, batch and weight decay, from published laws or a sweep.",
        customSynopsis = {
            "isoflop hyper N=7B D=1T [NAME=VALUE]... [options]",
            "       isoflop hyper fit RUNS... [options]",
            "       isoflop hyper check RUNS... [options]",
            "       isoflop hyper schedule steps=… lr=… [options]"
        },
        description = {
            "Asks every law of the catalogue that sets a hyperparameter, shows the answers side",
            "by side, and says which to take. Laws that start from a tuned run of yours take",
            "lr_base, batch_base, D_base and the like."
        },
        footer = {
            "  isoflop hyper N=7B D=1T",
            "  isoflop hyper N=7B D=1T batch=4M lr_base=3e-4 batch_base=1M",
            "  isoflop hyper fit sweep.csv --at N=7B,D=1T"
        },
        subcommands = {SweepCommand.class, TrajectoryCommand.class, ScheduleCommand.class})
final class HyperCommand extends CliCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "NAME=VALUE",
            description = "N parameters, D tokens; also C, loss, batch (tokens), lr and what the laws ask for.")
    private List<String> place = List.of();

    @Option(
            names = "--sequence",
            paramLabel = "TOKENS",
            defaultValue = "2048",
            description = "Tokens of a sequence (default: ${DEFAULT-VALUE}).")
    private double sequence;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            defaultValue = "AdamW",
            description = "Whose recipes may be taken (default: ${DEFAULT-VALUE}).")
    private String optimizer = "AdamW";

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    /** No run has more than that, and laws far beyond it say 0 or infinity. */
    private static final double MOST = 1e24;

    private static void requireRun(String name, double value) {
        if (List.of("N", "D").contains(name) && value > MOST) {
            throw new InputException(
                    "the place: %s=%s is more than any run has".formatted(name, Magnitude.exact(value)),
                    "Give it as in N=7B D=1T.");
        }
    }

    @Override
    public Integer call() {
        Map<String, Double> given = Call.check(spec, this::given);
        Advisor advisor = Advisor.of(Recipe.of(Catalogue.builtIn().entries()), given, optimizer, sequence);
        return answer(
                json
                        ? FitJson.text(new HyperJson(advisor, sequence).document())
                        : new HyperText(Style.ofTerminal(), advisor, sequence).of(given));
    }

    private Map<String, Double> given() {
        if (place.isEmpty()) {
            throw new InputException(
                    "for which run? Give its parameters and tokens", "For example isoflop hyper N=7B D=1T.");
        }
        Map<String, Double> given = Assignments.positives("the place", place);
        given.forEach(HyperCommand::requireRun);
        if (!(sequence >= 1)) {
            throw new InputException("--sequence is at least 1, not " + Magnitude.exact(sequence), "");
        }
        return given;
    }
}
