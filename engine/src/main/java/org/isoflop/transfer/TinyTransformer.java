package org.isoflop.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A decoder-only transformer small enough for a test: embedding, blocks of causal attention and of an MLP behind norms
 * without gains, a last norm, an output matrix, cross-entropy. Forward and backward are written out; there is no past
 * and no batch but one sequence.
 */
final class TinyTransformer {
    private final double residual;
    private final CausalAttention attention;
    private final Weight embedding;
    private final List<Block> blocks = new ArrayList<>();
    private final Weight output;

    /** One attention and one MLP branch. */
    private record Block(Weight query, Weight key, Weight value, Weight out, Weight in, Weight bias, Weight down) {
        List<Weight> weights() {
            return List.of(query, key, value, out, in, bias, down);
        }
    }

    /** What a block computed on the way forward. */
    private record Passed(
            Matrix stream,
            Matrix normed,
            CausalAttention.Passed attention,
            Matrix middle,
            Matrix normedMiddle,
            Matrix before,
            Matrix hidden) {}

    private int[] tokens = {};
    private final List<Passed> passed = new ArrayList<>();
    private Matrix last = new Matrix(0, 0);
    private Matrix normedLast = new Matrix(0, 0);

    /** Every activation that is watched, by its name. */
    private final Map<String, Matrix> seen = new LinkedHashMap<>();

    /**
     * @param plan makes the weights of a class of tensors, rows by columns
     * @param residual what branches are multiplied with
     * @param logitScale what products of queries and keys are multiplied with
     */
    TinyTransformer(Shape shape, Plan plan, double residual, double logitScale, SplittableRandom random) {
        int width = (int) shape.width();
        int ffn = (int) shape.ffn();
        this.residual = residual;
        attention = new CausalAttention((int) Math.round(shape.width() / shape.headDim()), logitScale);
        embedding = plan.weight(TensorClass.EMBEDDING, (int) shape.vocab(), width, random);
        for (int l = 0; l < shape.depth(); l++) {
            blocks.add(new Block(
                    plan.weight(TensorClass.ATTENTION, width, width, random),
                    plan.weight(TensorClass.ATTENTION, width, width, random),
                    plan.weight(TensorClass.ATTENTION, width, width, random),
                    plan.weight(TensorClass.ATTENTION_OUT, width, width, random),
                    plan.weight(TensorClass.MLP_IN, ffn, width, random),
                    plan.weight(TensorClass.VECTOR, 1, ffn, random),
                    plan.weight(TensorClass.MLP_OUT, width, ffn, random)));
        }
        output = plan.weight(TensorClass.OUTPUT, (int) shape.vocab(), width, random);
    }

    /** Makes weights as a rule set wants them. */
    @FunctionalInterface
    interface Plan {
        Weight weight(TensorClass tensor, int rows, int columns, SplittableRandom random);
    }

    /** What is watched, at these tokens. */
    Map<String, Matrix> forward(int[] sequence) {
        tokens = sequence;
        passed.clear();
        seen.clear();
        Matrix stream = looked(sequence);
        for (Block block : blocks) {
            stream = through(block, stream);
        }
        last = stream;
        normedLast = RootMeanSquare.norm(stream);
        seen.put("stream", stream);
        seen.put("output", output.of(normedLast));
        return new LinkedHashMap<>(seen);
    }

    private Matrix looked(int[] sequence) {
        Matrix table = embedding.values();
        var stream = new Matrix(sequence.length, table.columns);
        for (int t = 0; t < sequence.length; t++) {
            for (int j = 0; j < table.columns; j++) {
                stream.values[t * table.columns + j] =
                        embedding.multiplier() * table.values[sequence[t] * table.columns + j];
            }
        }
        return stream;
    }

    private Matrix through(Block block, Matrix stream) {
        Matrix normed = RootMeanSquare.norm(stream);
        CausalAttention.Passed attended =
                attention.of(block.query.of(normed), block.key.of(normed), block.value.of(normed));
        seen.put("attention logits", attended.logits());
        Matrix middle = stream.plus(block.out.of(attended.mixed()), residual);
        Matrix normedMiddle = RootMeanSquare.norm(middle);
        Matrix before = biased(block.in.of(normedMiddle), block.bias);
        Matrix hidden = before.map(x -> Math.max(0, x));
        Matrix mlp = block.down.of(hidden);
        passed.add(new Passed(stream, normed, attended, middle, normedMiddle, before, hidden));
        seen.put("hidden", before);
        return middle.plus(mlp, residual);
    }

    private static Matrix biased(Matrix x, Weight bias) {
        var y = new Matrix(x.rows, x.columns);
        for (int i = 0; i < x.values.length; i++) {
            y.values[i] = x.values[i] + bias.multiplier() * bias.values().values[i % x.columns];
        }
        return y;
    }

    /** Mean cross-entropy of the last forward pass; {@code targets} are the tokens that should have come. */
    double loss(int[] targets) {
        Matrix logits = output.of(normedLast);
        double loss = 0;
        for (int i = 0; i < logits.rows; i++) {
            double sum = 0;
            for (int j = 0; j < logits.columns; j++) {
                sum += Math.exp(logits.values[i * logits.columns + j]);
            }
            loss += (Math.log(sum) - logits.values[i * logits.columns + targets[i]]) / logits.rows;
        }
        return loss;
    }

    /** The gradient of that loss, to all weights. */
    void backward(int[] targets) {
        Matrix logits = output.of(normedLast);
        var d = new Matrix(logits.rows, logits.columns);
        for (int i = 0; i < logits.rows; i++) {
            double sum = 0;
            for (int j = 0; j < logits.columns; j++) {
                sum += Math.exp(logits.values[i * logits.columns + j]);
            }
            for (int j = 0; j < logits.columns; j++) {
                int at = i * logits.columns + j;
                d.values[at] = (Math.exp(logits.values[at]) / sum - (j == targets[i] ? 1 : 0)) / logits.rows;
            }
        }
        Matrix stream = RootMeanSquare.back(output.back(d, normedLast), last, normedLast);
        for (int l = blocks.size() - 1; l >= 0; l--) {
            stream = back(blocks.get(l), passed.get(l), stream);
        }
        for (int t = 0; t < tokens.length; t++) {
            for (int j = 0; j < stream.columns; j++) {
                embedding.flow(tokens[t], j, embedding.multiplier() * stream.values[t * stream.columns + j]);
            }
        }
    }

    private Matrix back(Block block, Passed p, Matrix d) {
        Matrix hidden = block.down.back(d.map(x -> residual * x), p.hidden);
        Matrix before = hidden.times(p.before.map(x -> x > 0 ? 1 : 0));
        for (int i = 0; i < before.values.length; i++) {
            block.bias.flow(0, i % before.columns, block.bias.multiplier() * before.values[i]);
        }
        Matrix middle = d.plus(RootMeanSquare.back(block.in.back(before, p.normedMiddle), p.middle, p.normedMiddle), 1);
        Matrix mixed = block.out.back(middle.map(x -> residual * x), p.attention.mixed());
        Matrix normed = attentionBack(block, p, mixed);
        return middle.plus(RootMeanSquare.back(normed, p.stream, p.normed), 1);
    }

    private Matrix attentionBack(Block block, Passed p, Matrix mixed) {
        CausalAttention.Gradient gradient = attention.back(p.attention, mixed);
        return block.query
                .back(gradient.q(), p.normed)
                .plus(block.key.back(gradient.k(), p.normed), 1)
                .plus(block.value.back(gradient.v(), p.normed), 1);
    }

    /** Changes every weight by one step. */
    void step(CoordinateCheck.Optimizer optimizer) {
        embedding.step(optimizer);
        blocks.forEach(block -> block.weights().forEach(weight -> weight.step(optimizer)));
        output.step(optimizer);
    }

    /** All weights, for tests of the gradient. */
    List<Weight> weights() {
        var all = new ArrayList<>(List.of(embedding));
        blocks.forEach(block -> all.addAll(block.weights()));
        all.add(output);
        return all;
    }
}
