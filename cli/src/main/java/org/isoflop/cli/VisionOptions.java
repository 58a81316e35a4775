package org.isoflop.cli;

import java.util.Arrays;
import java.util.List;
import org.isoflop.InputException;
import org.isoflop.architecture.CompoundScaling;
import org.isoflop.architecture.VisionTransformer;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A network for images, and how it grows. */
@Command(optionListHeading = "%nImages:%n")
final class VisionOptions {
    private static final int CLASSES = 1000;

    @Option(
            names = "--vit",
            paramLabel = "LAYERS,WIDTH,HEADS,PATCH,SIDE",
            description = "A vision transformer: 12,768,12,16,224 is ViT-B/16.")
    private @Nullable String vit;

    @Option(names = "--grow", paramLabel = "S", description = "Grow it to so many times the operations.")
    private @Nullable Double grow;

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            defaultValue = "fast",
            description = "fast (Dollar 2021), efficientnet, resnet-rs (long training) or resnet-rs-short "
                    + "(default: ${DEFAULT-VALUE}).")
    private String rule = "fast";

    /** A network before and after. */
    record Grown(VisionTransformer base, CompoundScaling factors, VisionTransformer grown) {}

    boolean isGiven() {
        return vit != null || grow != null;
    }

    Grown grown() {
        if (vit == null) {
            throw new InputException("--grow has nothing to grow", "Give --vit 12,768,12,16,224.");
        }
        String text = vit;
        List<Integer> sizes = Arrays.stream(text.split(",", -1))
                .map(part -> (int) Magnitude.parse(part).orElse(0))
                .toList();
        if (sizes.size() != 5) {
            throw new InputException(
                    "--vit is LAYERS,WIDTH,HEADS,PATCH,SIDE, not '%s'".formatted(text), "Write 12,768,12,16,224.");
        }
        var base = new VisionTransformer(
                sizes.get(0), sizes.get(1), 4 * sizes.get(1), sizes.get(2), sizes.get(3), sizes.get(4), CLASSES);
        CompoundScaling factors = grow == null ? new CompoundScaling(1, 1, 1) : factors(grow);
        return new Grown(base, factors, base.scaled(factors));
    }

    private CompoundScaling factors(double operations) {
        if (!(operations > 0) || Double.isInfinite(operations)) {
            throw new InputException("--grow is a factor above zero, not " + Magnitude.exact(operations), "");
        }
        return switch (rule) {
            case "fast" -> CompoundScaling.fast(operations, 0.8);
            case "efficientnet" -> CompoundScaling.efficientNet(phi(operations));
            case "resnet-rs" -> CompoundScaling.resNetRs(operations, true);
            case "resnet-rs-short" -> CompoundScaling.resNetRs(operations, false);
            default ->
                throw new InputException(
                        "--rule is fast, efficientnet, resnet-rs or resnet-rs-short, not '%s'".formatted(rule), "");
        };
    }

    /** The exponent with which EfficientNet's factors come to so many times the operations. */
    private static double phi(double operations) {
        return Math.log(operations) / Math.log(CompoundScaling.efficientNet(1).operations());
    }

    String text(Page page) {
        Grown found = grown();
        boolean grows = grow != null;
        List<VisionTransformer> both = grows ? List.of(found.base(), found.grown()) : List.of(found.base());
        new TextTable()
                .left("", grows ? List.of("given", "grown") : List.of("given"))
                .right("layers", both.stream().map(v -> "" + v.layers()).toList())
                .right("width", both.stream().map(v -> "" + v.width()).toList())
                .right("heads", both.stream().map(v -> "" + v.heads()).toList())
                .right("side", both.stream().map(v -> "" + v.side()).toList())
                .right(
                        "parameters",
                        both.stream()
                                .map(v -> Magnitude.count((double) v.parameters()))
                                .toList())
                .right(
                        "FLOP",
                        both.stream()
                                .map(v -> Magnitude.digits(v.operations(), 3))
                                .toList())
                .right(
                        "activations",
                        both.stream().map(v -> Magnitude.count(v.activations())).toList())
                .print(page);
        if (grows) {
            CompoundScaling factors = found.factors();
            page.blank()
                    .fact(
                            "rule",
                            "%s: depth x %s, width x %s, resolution x %s; parameters x %s, activations x %s of a convolution"
                                    .formatted(
                                            rule,
                                            Magnitude.digits(factors.depth(), 3),
                                            Magnitude.digits(factors.width(), 3),
                                            Magnitude.digits(factors.resolution(), 3),
                                            Magnitude.digits(factors.parameters(), 3),
                                            Magnitude.digits(factors.activations(), 3)));
            page.fact("mind", "layers, heads and patches are whole; accelerators take time by activations too");
        }
        return page.toString();
    }

    ObjectNode document() {
        Grown found = grown();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("given", shape(found.base()));
        node.set("grown", shape(found.grown()));
        node.putObject("factors")
                .put("depth", found.factors().depth())
                .put("width", found.factors().width())
                .put("resolution", found.factors().resolution());
        node.putArray("warnings");
        return node.put("version", Version.current());
    }

    private static ObjectNode shape(VisionTransformer model) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("layers", model.layers())
                .put("width", model.width())
                .put("heads", model.heads())
                .put("patch", model.patch())
                .put("side", model.side())
                .put("parameters", model.parameters())
                .put("flop", model.operations())
                .put("activations", model.activations());
    }
}
