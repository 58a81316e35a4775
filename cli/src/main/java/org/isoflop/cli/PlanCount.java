package org.isoflop.cli;

import java.util.Optional;
import org.isoflop.architecture.Counted;
import org.isoflop.architecture.FlopCount;
import org.isoflop.architecture.ShapeStyle;
import org.isoflop.architecture.Transformer;
import org.isoflop.plan.TokenCost;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How FLOPs are counted, and the shape of the model. */
@Command(optionListHeading = "%nCounting and shape:%n")
final class PlanCount {
    @Option(
            names = "--count",
            paramLabel = "NAME",
            description =
                    "Convention of FLOPs: 6nd, 6nd-without-embeddings, kaplan, palm, chinchilla, exact, exact-causal "
                            + "(default: 6 times the N of the law). All but the default follow proposed shapes.")
    private @Nullable String count;

    @Option(
            names = "--params-are",
            paramLabel = "NAME",
            description = "What the N of the law counts: total, without-embeddings or active (default: total).")
    private @Nullable String counted;

    @Option(names = "--shape", description = "Propose layers, width, heads and feed-forward for N.")
    private boolean shape;

    @Option(names = "--vocabulary", paramLabel = "V", description = "Tokens of the vocabulary (default: 50304).")
    private @Nullable Integer vocabulary;

    @Option(names = "--context", paramLabel = "S", description = "Tokens of a sequence (default: 4096).")
    private @Nullable Integer context;

    private ShapeStyle style() {
        ShapeStyle style = ShapeStyle.usual();
        style = vocabulary == null ? style : style.withVocabulary(vocabulary);
        return context == null ? style : style.withContext(context);
    }

    Counted counted() {
        return counted == null ? Counted.TOTAL : Call.choice("--params-are", Counted.values(), Counted::id, counted);
    }

    /** The convention that is asked for. */
    TokenCost cost() {
        return count == null
                ? TokenCost.SIX_ND
                : TokenCost.of(Call.choice("--count", FlopCount.values(), FlopCount::id, count), style(), counted());
    }

    /** The shape that practice gives so many parameters. */
    Transformer proposed(double parameters) {
        return style().propose(parameters, counted());
    }

    /** A shape for so many parameters, if one is wanted. */
    Optional<Transformer> shape(double parameters) {
        return shape ? Optional.of(proposed(parameters)) : Optional.empty();
    }
}
