package org.isoflop.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.architecture.FlopCount;
import org.isoflop.architecture.ParameterCount;
import org.isoflop.architecture.Transformer;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.KnownModel;
import org.isoflop.data.FitJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop models}: shapes of published models, and what a shape comes to. */
@Command(
        name = "models",
        header = "List published models, or count a shape: parameters, FLOP, cache.",
        customSynopsis = {"isoflop models [options]", "       isoflop models ID|N=70B|--layers K --width K [options]"},
        description = "N=70B proposes a shape of so many parameters, as practice has it.",
        footer = {
            "  isoflop models",
            "  isoflop models llama-3-70b",
            "  isoflop models N=7B --vocabulary 128256",
            "  isoflop models --layers 32 --width 4096 --kv-heads 8 --experts 8/2",
            "  isoflop models --vit 12,768,12,16,224 --grow 8"
        })
final class ModelsCommand extends CliCommand {
    @Parameters(arity = "0..1", paramLabel = "ID|N=…", description = "A published model, or parameters.")
    private List<String> what = List.of();

    @Mixin
    private ModelOptions model;

    @Mixin
    private VisionOptions images;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        if (images.isGiven()) {
            if (!what.isEmpty() || model.isGiven()) {
                throw Call.wrong(spec, "--vit describes a model, and another is described too", "Give one of them.");
            }
            return answer(Call.check(
                    spec, () -> json ? FitJson.text(images.document()) : images.text(new Page(Style.ofTerminal()))));
        }
        if (what.isEmpty() && !model.isGiven()) {
            List<KnownModel> all = Catalogue.builtIn().models().stream()
                    .map(Catalogue.builtIn()::model)
                    .toList();
            return answer(json ? FitJson.text(list(all)) : ModelText.list(Style.ofTerminal(), all));
        }
        Described described = Call.check(spec, this::described);
        return answer(json ? FitJson.text(document(described)) : new ModelText(Style.ofTerminal(), described).text());
    }

    private Described described() {
        if (what.size() > 1) {
            throw new InputException(
                    "models tells of one model, and %s are named".formatted(String.join(" and ", what)),
                    "Give one of them.");
        }
        if (!what.isEmpty() && !what.getFirst().contains("=")) {
            return model.named(what.getFirst());
        }
        Map<String, Double> numbers = Assignments.numbers("models", what);
        numbers.keySet().stream().filter(name -> !name.equals("N")).findFirst().ifPresent(name -> {
            throw new InputException("models counts a shape, and %s is no part of one".formatted(name), "Give N=70B.");
        });
        return model.described(Optional.ofNullable(numbers.get("N")));
    }

    private static ObjectNode list(List<KnownModel> all) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode models = node.putArray("models");
        all.forEach(known -> models.add(shape(known.transformer())
                .put("id", known.id())
                .put("name", known.name())
                .put("source", known.source().citation())));
        node.putArray("warnings");
        return node.put("version", Version.current());
    }

    private static ObjectNode document(Described described) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", described.name());
        node.put("source", described.origin());
        node.set("model", shape(described.transformer()));
        node.putArray("warnings");
        return node.put("version", Version.current());
    }

    /** What programs want of a shape; other commands show it too. */
    static ObjectNode shape(Transformer model) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("layers", model.layers())
                .put("width", model.width())
                .put("heads", model.attention().heads())
                .put("feedForward", model.feedForward().width())
                .put("gated", model.feedForward().gated())
                .put("vocabulary", model.embedding().vocabulary())
                .put("tied", model.embedding().tied())
                .put("context", model.context());
        model.experts()
                .ifPresent(experts -> node.putObject("experts")
                        .put("layers", experts.layers())
                        .put("count", experts.count())
                        .put("active", experts.active())
                        .put("shared", experts.shared())
                        .put("width", experts.width()));
        ParameterCount count = model.parameters();
        node.putObject("parameters")
                .put("total", count.total())
                .put("active", count.active())
                .put("withoutEmbeddings", count.withoutEmbeddings());
        ObjectNode flop = node.putObject("flopPerToken");
        for (FlopCount convention : FlopCount.values()) {
            flop.put(convention.id(), convention.trainingPerToken(model));
        }
        return node.put("cacheBytesPerToken", model.cacheBytesPerToken(2));
    }
}
