package org.isoflop.training;

import org.isoflop.architecture.Experts;
import org.isoflop.architecture.ParameterCount;
import org.isoflop.architecture.Transformer;

/**
 * The parameters that one accelerator works with, before ZeRO divides them. Layers count as the mean of all layers, which
 * matters only where a few of them have no experts.
 *
 * @param dense in its layers, without routed experts
 * @param experts routed ones in its layers
 * @param tables of tokens and positions
 * @param largest of a layer or a table: what ZeRO 3 gathers at once
 */
record Holdings(double dense, double experts, double tables, double largest) {

    /** Of the first stage; a pipeline's last stage holds another copy of a tied table or the output matrix. */
    static Holdings first(Transformer model, Layout layout) {
        ParameterCount count = model.parameters();
        long here = layout.pipeline() == 1 ? count.output() : 0;
        return of(model, layout, count.input() + count.positions() + here);
    }

    static Holdings last(Transformer model, Layout layout) {
        ParameterCount count = model.parameters();
        return layout.pipeline() == 1
                ? first(model, layout)
                : of(model, layout, model.embedding().tied() ? count.input() : count.output());
    }

    private static Holdings of(Transformer model, Layout layout, long tables) {
        ParameterCount count = model.parameters();
        double routed = routed(model);
        double layers = model.layers();
        // The last norm is too small to follow.
        double denseLayer = (count.withoutEmbeddings() - routed) / layers / layout.tensor();
        double expertLayer = routed / layers / layout.tensor() / layout.expert();
        // All stages together hold the model once: a stage is fuller than the mean only if the layers do not divide.
        double stage = layout.stageLayers(model);
        double onDevice = tables / (double) layout.tensor();
        double table = Math.max(count.input(), count.output()) / (double) layout.tensor();
        return new Holdings(
                stage * denseLayer, stage * expertLayer, onDevice, Math.max(denseLayer + expertLayer, table));
    }

    private static double routed(Transformer model) {
        if (model.experts().isEmpty()) {
            return 0;
        }
        Experts experts = model.experts().get();
        return (double) experts.layers()
                * experts.count()
                * model.expert(experts).weights(model.width());
    }

    double total() {
        return dense + experts + tables;
    }

    /** What is left on each accelerator when the replicas share it: experts have fewer replicas than the rest. */
    double shared(Layout layout) {
        double replicas = layout.data() * (double) layout.sequence();
        return (dense + tables) / replicas + experts * layout.expert() / replicas;
    }
}
