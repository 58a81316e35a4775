package org.isoflop.training;

import java.util.Arrays;

/** Which activations are thrown away in the forward pass and computed again in the backward pass. */
public enum Recompute {
    /** None. */
    NONE("none"),

    /** Scores, softmax and their dropout, which are large and cheap (Korthikanti et al. 2022, 5). Fused attention does so by itself. */
    SELECTIVE("selective"),

    /** Everything but the input of each layer. */
    FULL("full");

    private final String id;

    Recompute(String id) {
        this.id = id;
    }

    /** How it is called in options. */
    public String id() {
        return id;
    }

    /**
     * The one that is called so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Recompute of(String id) {
        return Arrays.stream(values())
                .filter(one -> one.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("recompute none, selective or full, not " + id));
    }
}
