package org.isoflop.cli;

import java.util.Arrays;
import java.util.List;
import org.isoflop.architecture.Attention;
import org.isoflop.architecture.FlopCount;
import org.isoflop.architecture.ParameterCount;
import org.isoflop.architecture.Transformer;
import org.isoflop.catalogue.KnownModel;
import org.isoflop.runs.Magnitude;

/** A shape for a person. */
final class ModelText {
    private final Page page;
    private final Described described;

    ModelText(Style style, Described described) {
        page = new Page(style);
        this.described = described;
    }

    static String list(Style style, List<KnownModel> all) {
        var page = new Page(style);
        new TextTable()
                .left("id", all.stream().map(KnownModel::id).toList())
                .right(
                        "parameters",
                        all.stream().map(m -> parameters(m.transformer())).toList())
                .right(
                        "layers",
                        all.stream().map(m -> "" + m.transformer().layers()).toList())
                .right(
                        "width",
                        all.stream().map(m -> "" + m.transformer().width()).toList())
                .elastic("source", all.stream().map(m -> m.source().citation()).toList())
                .print(page);
        page.blank()
                .paragraph(
                        "",
                        2,
                        Page.count(all.size(), "model", "models")
                                + ". One of them: isoflop models ID. A shape of your own: isoflop models N=7B.");
        return page.toString();
    }

    /** The total, with what a token passes where that is less. */
    static String parameters(Transformer model) {
        ParameterCount count = model.parameters();
        return count.active() == count.total()
                ? Magnitude.count((double) count.total())
                : Magnitude.count((double) count.total()) + "/" + Magnitude.count((double) count.active());
    }

    /** A model on one or two lines, as several commands begin. */
    static void head(Page page, Described described) {
        Transformer model = described.transformer();
        page.line("%s   %s parameters".formatted(page.style().bold(described.name()), parameters(model)));
        page.paragraph("", 2, shape(model) + "; " + described.origin());
    }

    static String shape(Transformer model) {
        String heads = switch (model.attention()) {
            case Attention.Grouped grouped ->
                "%d heads of %d%s"
                        .formatted(
                                grouped.heads(),
                                grouped.headWidth(),
                                grouped.kvHeads() == grouped.heads()
                                        ? ""
                                        : " on %d of keys and values".formatted(grouped.kvHeads()));
            case Attention.Latent latent ->
                "%d heads on a latent vector of %d".formatted(latent.heads(), latent.cached());
        };
        String experts = model.experts()
                .map(e -> ", %s%d of %d experts of %,d in %d layers"
                        .formatted(
                                e.shared() > 0 ? e.shared() + " shared and " : "",
                                e.active(),
                                e.count(),
                                e.width(),
                                e.layers()))
                .orElse("");
        return "%d layers of %,d, %s, feed-forward %,d%s%s, vocabulary %,d%s, context %,d"
                .formatted(
                        model.layers(),
                        model.width(),
                        heads,
                        model.feedForward().width(),
                        model.feedForward().gated() ? " gated" : "",
                        experts,
                        model.embedding().vocabulary(),
                        model.embedding().tied() ? " tied" : "",
                        model.context());
    }

    String text() {
        Transformer model = described.transformer();
        head(page, described);
        ParameterCount count = model.parameters();
        page.blank();
        new TextTable()
                .left(
                        "parameters",
                        List.of(
                                "attention",
                                "feed-forward",
                                "norms, biases, routers",
                                "embeddings",
                                "all",
                                "without embeddings",
                                "that a token passes"))
                .right(
                        "",
                        List.of(
                                count(count.attention()),
                                count(count.feedForward()),
                                count(count.trimmings() + count.routers()),
                                count(count.input() + count.positions() + count.output()),
                                count(count.total()),
                                count(count.withoutEmbeddings()),
                                count(count.active())))
                .print(page);
        page.blank();
        List<FlopCount> all = Arrays.asList(FlopCount.values());
        new TextTable()
                .left("FLOP per token, trained", all.stream().map(FlopCount::id).toList())
                .right(
                        "",
                        all.stream()
                                .map(c -> Magnitude.digits(c.trainingPerToken(model), 4))
                                .toList())
                .elastic("", all.stream().map(FlopCount::description).toList())
                .print(page);
        page.blank()
                .fact(
                        "cache",
                        "%s per token of context in 16 bits, %s for %,d of them"
                                .formatted(
                                        Bytes.text(model.cacheBytesPerToken(2)),
                                        Bytes.text(model.cacheBytesPerToken(2) * model.context()),
                                        model.context()));
        page.blank()
                .fact("next", "isoflop memory and isoflop time take the same options, with a machine")
                .line("");
        return page.toString().stripTrailing() + "\n";
    }

    private static String count(long number) {
        return "%,d".formatted(number);
    }
}
