package org.isoflop.cli;

import java.util.Locale;
import org.isoflop.hardware.Cluster;
import org.isoflop.training.Assumptions;
import org.isoflop.training.Layout;
import org.isoflop.training.Memory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Machines, layouts and what they need, for programs. */
final class MachineJson {
    private MachineJson() {}

    static ObjectNode cluster(Cluster cluster) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("accelerator", cluster.accelerator().id()).put("count", cluster.count());
        cluster.perHour().ifPresent(price -> node.put("usdPerHour", price));
        cluster.accelerator().watts().ifPresent(watts -> node.put("watts", watts));
        return node.put("powerFactor", cluster.powerFactor())
                .put("memoryBytes", cluster.accelerator().memoryBytes());
    }

    static ObjectNode layout(Layout layout) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("data", layout.data())
                .put("tensor", layout.tensor())
                .put("pipeline", layout.pipeline())
                .put("sequence", layout.sequence())
                .put("expert", layout.expert())
                .put("chunks", layout.chunks())
                .put("splitNorms", layout.splitNorms())
                .put("zero", layout.zero())
                .put("microbatch", layout.microbatch())
                .put("recompute", layout.recompute().id());
        ArrayNode offload = node.putArray("offload");
        layout.offload().stream()
                .map(o -> o.id().toLowerCase(Locale.ROOT))
                .sorted()
                .forEach(offload::add);
        return node;
    }

    /** Bytes per accelerator. */
    static ObjectNode memory(Memory memory) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("weights", memory.weights())
                .put("gradients", memory.gradients())
                .put("master", memory.master())
                .put("optimizer", memory.optimizer())
                .put("gathered", memory.gathered())
                .put("activations", memory.activations())
                .put("working", memory.working())
                .put("host", memory.host())
                .put("total", memory.total());
    }

    /** An estimate with the range in which nine of ten published measurements lay. */
    static ObjectNode estimate(double value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("estimate", value)
                .put("low", value / Assumptions.SPREAD)
                .put("high", value * Assumptions.SPREAD);
    }

    static ArrayNode assumptions(Assumptions assumptions) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        assumptions
                .stated()
                .forEach(stated -> array.addObject()
                        .put("what", stated.what())
                        .put("value", stated.value())
                        .put("because", stated.because()));
        return array;
    }
}
