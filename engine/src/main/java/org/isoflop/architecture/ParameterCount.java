package org.isoflop.architecture;

/**
 * The parameters of a model by what they are for.
 *
 * @param attention matrices of attention, all layers
 * @param feedForward matrices of feed-forward blocks and experts, all layers
 * @param idleExperts those of {@code feedForward} that a token does not pass
 * @param routers matrices that choose experts
 * @param trimmings norms and biases
 * @param input the table of tokens
 * @param positions the table of positions
 * @param output the output matrix; 0 if it is the input table
 */
public record ParameterCount(
        long attention,
        long feedForward,
        long idleExperts,
        long routers,
        long trimmings,
        long input,
        long positions,
        long output) {

    /** Everything that is stored. */
    public long total() {
        return withoutEmbeddings() + input + positions + output;
    }

    /** Without input table, positions and output matrix: Kaplan's N. */
    public long withoutEmbeddings() {
        return attention + feedForward + routers + trimmings;
    }

    /** Everything that one token passes: the total without the experts that it does not choose. */
    public long active() {
        return total() - idleExperts;
    }

    /** What one token passes inside the layers. */
    public long activeWithoutEmbeddings() {
        return withoutEmbeddings() - idleExperts;
    }
}
