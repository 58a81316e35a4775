package org.isoflop.cli;

import java.util.List;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.data.FitJson;
import org.isoflop.transfer.RuleSet;
import org.isoflop.transfer.Shape;
import org.isoflop.transfer.Transfer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code isoflop transfer}: how to carry what was tuned on a small model to a large one. */
@Command(
        name = "transfer",
        header = "Carry hyperparameters from a small tuned model to a large one.",
        customSynopsis = {"isoflop transfer --proxy SIZES --target SIZES [options]", "       isoflop transfer --list"},
        description = {
            "A set of rules (muP, CompleteP, …) says for every class of tensors how initial",
            "scale, learning rate, weight decay, epsilon and multipliers go with the sizes of",
            "the model. SIZES are width=256,depth=4 and as many of head_dim or heads, ffn,",
            "vocab, batch, tokens, rank as matter, or a model of the catalogue; depth counts",
            "blocks."
        },
        footer = {
            "  isoflop transfer --proxy width=256,depth=4 --target width=4096,depth=32",
            "  isoflop transfer --proxy gpt-2 --target gpt-3-175b --rules mup-adam",
            "  isoflop transfer --proxy width=256,depth=4 --target width=4096,depth=4 \\",
            "      --rules mup-adam --lr 0.01 --weight-decay 0.1 --pytorch"
        })
final class TransferCommand extends CliCommand {
    @Option(names = "--proxy", paramLabel = "SIZES", description = "The model that was tuned.")
    private List<String> proxy = List.of();

    @Option(names = "--target", paramLabel = "SIZES", description = "The model that is to be trained.")
    private List<String> target = List.of();

    @Option(
            names = "--rules",
            paramLabel = "ID",
            description = "Which rules (default: mup-adam, and completep where the depth changes).")
    private @Nullable String rules;

    @Option(names = "--list", description = "List all rules.")
    private boolean list;

    @Option(names = "--lr", paramLabel = "RATE", description = "The learning rate that was best on the proxy.")
    private @Nullable Double lr;

    @Option(names = "--weight-decay", paramLabel = "VALUE", description = "Its weight decay.")
    private @Nullable Double weightDecay;

    @Option(names = "--epsilon", paramLabel = "VALUE", description = "Its epsilon of Adam.")
    private @Nullable Double epsilon;

    @Option(names = "--init", paramLabel = "STD", description = "The initial standard deviation of its weights.")
    private @Nullable Double init;

    @Option(names = "--pytorch", description = "Print parameter groups for an optimizer of PyTorch.")
    private boolean pytorch;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Catalogue catalogue = Catalogue.builtIn();
        if (list) {
            List<RuleSet> all = all(catalogue);
            return answer(json ? FitJson.text(TransferJson.list(all)) : new TransferText(Style.ofTerminal()).list(all));
        }
        if (json && pytorch) {
            throw Call.wrong(spec, "--json and --pytorch exclude each other", "Give one of them.");
        }
        Call.check(spec, this::requireModels);
        Shape small = Call.check(spec, () -> ShapeText.parse("--proxy", proxy, null));
        Shape large = Call.check(spec, () -> ShapeText.parse("--target", target, small));
        String id = rules == null ? (small.depth() == large.depth() ? "mup-adam" : "completep") : rules;
        RuleSet chosen = Call.check(spec, () -> catalogue.rules(id));
        var study = new TransferStudy(
                new Transfer(chosen, small, large), new Tuned(lr, weightDecay, epsilon, init), all(catalogue));
        return answer(
                json
                        ? FitJson.text(TransferJson.of(study))
                        : pytorch ? PyTorchText.of(study) : new TransferText(Style.ofTerminal()).of(study));
    }

    private static List<RuleSet> all(Catalogue catalogue) {
        return catalogue.ruleIds().stream().map(catalogue::rules).toList();
    }

    private void requireModels() {
        if (proxy.isEmpty() || target.isEmpty()) {
            throw new InputException(
                    "from which model to which? Give --proxy and --target",
                    "For example --proxy width=256,depth=4 --target width=4096,depth=32.");
        }
        for (Double value : new Double[] {lr, epsilon, init}) {
            if (value != null && !(value > 0)) {
                throw new InputException(
                        "a learning rate, epsilon or initial scale of %s is not above zero".formatted(value), "");
            }
        }
    }
}
