/**
 * Transfer: from a small tuned model to a large one.
 *
 * <pre>
 *   {@link org.isoflop.transfer.RuleSet}  "hidden: lr = 1/fan_in"  ┐
 *   {@link org.isoflop.transfer.Shape}    of proxy and target      ┴─► {@link org.isoflop.transfer.Transfer}  hidden: lr x 0.0625
 * </pre>
 *
 * <p>A rule is a formula over the sizes of a tensor and its model. It says how a quantity goes with them, up to a factor
 * that was found by tuning: what is carried over is the value at the target divided by the value at the proxy.
 *
 * <table>
 * <caption>Names in rules</caption>
 * <tr><td>{@code width, depth, head_dim, ffn, vocab}</td><td>of the model; depth counts blocks of attention and MLP</td></tr>
 * <tr><td>{@code fan_in, fan_out}</td><td>of the tensor; a norm or bias has one input</td></tr>
 * <tr><td>{@code batch, tokens, rank}</td><td>tokens of a step and of the run; rank of an adapter or a factor</td></tr>
 * <tr><td>{@code NAME_ratio, NAME_base}</td><td>of each of them: target over proxy, and the value of the proxy</td></tr>
 * </table>
 *
 * <p>{@link org.isoflop.transfer.CoordinateCheck} tries rules on random networks: do activations and their changes by one
 * step keep their size while the network grows?
 */
@NullMarked
package org.isoflop.transfer;

import org.jspecify.annotations.NullMarked;
