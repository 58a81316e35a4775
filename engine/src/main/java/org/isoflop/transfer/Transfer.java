package org.isoflop.transfer;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A rule set applied to a proxy and a target.
 *
 * @param rules the rule set
 * @param proxy the model that was tuned
 * @param target the model that is to be trained
 */
public record Transfer(RuleSet rules, Shape proxy, Shape target) {

    /** The classes of tensors that the rule set speaks of. */
    public List<TensorClass> tensors() {
        return Stream.of(TensorClass.values())
                .filter(tensor -> rules.tensors().containsKey(tensor))
                .toList();
    }

    /** By what a quantity of the proxy is to be multiplied; empty if the rule set is silent. */
    public OptionalDouble factor(TensorClass tensor, Quantity quantity) {
        return rules.rule(tensor, quantity)
                .map(rule -> OptionalDouble.of(ratio(at(rule, tensor, target), at(rule, tensor, proxy))))
                .orElse(OptionalDouble.empty());
    }

    /** Zero stays zero: vectors without weight decay. */
    private static double ratio(double target, double proxy) {
        return target == 0 && proxy == 0 ? 0 : target / proxy;
    }

    /** The value of a quantity itself in the target, as far as the formula fixes it. */
    public OptionalDouble value(TensorClass tensor, Quantity quantity) {
        return rules.rule(tensor, quantity)
                .map(rule -> OptionalDouble.of(at(rule, tensor, target)))
                .orElse(OptionalDouble.empty());
    }

    /** The multiplier of residual branches in the target; 1 in the proxy if the formula is over ratios. */
    public OptionalDouble residual() {
        return rules.residual()
                .map(rule -> OptionalDouble.of(at(rule, TensorClass.MLP_OUT, target)))
                .orElse(OptionalDouble.empty());
    }

    /** The scale of attention logits in the target. */
    public OptionalDouble attention() {
        return rules.attention()
                .map(rule -> OptionalDouble.of(at(rule, TensorClass.ATTENTION, target)))
                .orElse(OptionalDouble.empty());
    }

    private double at(Rule rule, TensorClass tensor, Shape shape) {
        return rule.at(tensor, proxy, shape);
    }
}
