package org.isoflop.training;

/**
 * What is kept in the memory of the host (or beyond) and fetched when it is needed (Ren et al. 2021, ZeRO-Offload;
 * Rajbhandari et al. 2021, ZeRO-Infinity).
 */
public enum Offload {
    /** The optimizer's state and the copy of the weights; the host does the update. */
    OPTIMIZER("optimizer"),

    /** Weights and gradients as well, brought layer by layer; needs ZeRO stage 3. */
    WEIGHTS("weights"),

    /** The inputs of layers that full recomputation keeps. */
    ACTIVATIONS("activations");

    private final String id;

    Offload(String id) {
        this.id = id;
    }

    /** How it is called in options. */
    public String id() {
        return id;
    }
}
