package org.isoflop.cli;

import java.util.OptionalDouble;
import org.isoflop.transfer.Quantity;
import org.isoflop.transfer.TensorClass;
import org.isoflop.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * What was tuned on the proxy, one value for all tensors of it.
 *
 * @param init standard deviation of matrices at the start
 */
record Tuned(
        @Nullable Double lr,
        @Nullable Double weightDecay,
        @Nullable Double epsilon,
        @Nullable Double init) {

    /** The value on the proxy, if it was given. */
    OptionalDouble of(Quantity quantity) {
        Double value = switch (quantity) {
            case LEARNING_RATE -> lr;
            case WEIGHT_DECAY -> weightDecay;
            case EPSILON -> epsilon;
            case INIT -> init;
            case MULTIPLIER -> 1.0;
        };
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The value in the target; empty if it was not given or the rules are silent. */
    OptionalDouble in(Transfer transfer, TensorClass tensor, Quantity quantity) {
        if (quantity == Quantity.MULTIPLIER) {
            return transfer.value(tensor, quantity);
        }
        OptionalDouble factor = transfer.factor(tensor, quantity);
        OptionalDouble value = of(quantity);
        return factor.isPresent() && value.isPresent()
                ? OptionalDouble.of(factor.getAsDouble() * value.getAsDouble())
                : OptionalDouble.empty();
    }
}
