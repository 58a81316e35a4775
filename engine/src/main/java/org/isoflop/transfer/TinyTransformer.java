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
    private static final double EPS = 1e-12;

    private final int heads;
    private final double residual;
    private final double logitScale;
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
            Matrix q,
            Matrix k,
            Matrix v,
            Matrix[] shares,
            Matrix mixed,
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
        heads = (int) Math.round(shape.width() / shape.headDim());
        this.residual = residual;
        this.logitScale = logitScale;
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
        normedLast = norm(stream);
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
        Matrix normed = norm(stream);
        Matrix q = block.query.of(normed);
        Matrix k = block.key.of(normed);
        Matrix v = block.value.of(normed);
        var shares = new Matrix[heads];
        Matrix mixed = mixed(q, k, v, shares);
        Matrix attention = block.out.of(mixed);
        Matrix middle = stream.plus(attention, residual);
        Matrix normedMiddle = norm(middle);
        Matrix before = biased(block.in.of(normedMiddle), block.bias);
        Matrix hidden = before.map(x -> Math.max(0, x));
        Matrix mlp = block.down.of(hidden);
        passed.add(new Passed(stream, normed, q, k, v, shares, mixed, middle, normedMiddle, before, hidden));
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

    /** Causal softmax attention of all heads; the shares of each are kept for the way back. */
    private Matrix mixed(Matrix q, Matrix k, Matrix v, Matrix[] shares) {
        int n = q.rows;
        int size = q.columns / heads;
        var mixed = new Matrix(n, q.columns);
        var logits = new Matrix(n * heads, n);
        for (int h = 0; h < heads; h++) {
            shares[h] = new Matrix(n, n);
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j <= i; j++) {
                    double logit = 0;
                    for (int c = h * size; c < (h + 1) * size; c++) {
                        logit += q.values[i * q.columns + c] * k.values[j * k.columns + c];
                    }
                    logits.values[(h * n + i) * n + j] = logitScale * logit;
                    shares[h].values[i * n + j] = Math.exp(logitScale * logit);
                    sum += shares[h].values[i * n + j];
                }
                for (int j = 0; j <= i; j++) {
                    shares[h].values[i * n + j] /= sum;
                    for (int c = h * size; c < (h + 1) * size; c++) {
                        mixed.values[i * q.columns + c] += shares[h].values[i * n + j] * v.values[j * v.columns + c];
                    }
                }
            }
        }
        seen.put("attention logits", logits);
        return mixed;
    }

    /** Rows divided by the root of their mean square. */
    private static Matrix norm(Matrix x) {
        var y = new Matrix(x.rows, x.columns);
        for (int i = 0; i < x.rows; i++) {
            double root = root(x, i);
            for (int j = 0; j < x.columns; j++) {
                y.values[i * x.columns + j] = x.values[i * x.columns + j] / root;
            }
        }
        return y;
    }

    private static double root(Matrix x, int row) {
        double sum = 0;
        for (int j = 0; j < x.columns; j++) {
            double value = x.values[row * x.columns + j];
            sum += value * value;
        }
        return Math.sqrt(sum / x.columns + EPS);
    }

    /** What flows back through {@link #norm}: {@code (dy - y mean(dy y))/root}. */
    private static Matrix normBack(Matrix dy, Matrix x, Matrix y) {
        var dx = new Matrix(x.rows, x.columns);
        for (int i = 0; i < x.rows; i++) {
            double root = root(x, i);
            double mean = 0;
            for (int j = 0; j < x.columns; j++) {
                mean += dy.values[i * x.columns + j] * y.values[i * x.columns + j] / x.columns;
            }
            for (int j = 0; j < x.columns; j++) {
                int at = i * x.columns + j;
                dx.values[at] = (dy.values[at] - y.values[at] * mean) / root;
            }
        }
        return dx;
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
        Matrix stream = normBack(output.back(d, normedLast), last, normedLast);
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
        Matrix middle = d.plus(normBack(block.in.back(before, p.normedMiddle), p.middle, p.normedMiddle), 1);
        Matrix mixed = block.out.back(middle.map(x -> residual * x), p.mixed);
        Matrix normed = mixedBack(block, p, mixed);
        return middle.plus(normBack(normed, p.stream, p.normed), 1);
    }

    private Matrix mixedBack(Block block, Passed p, Matrix mixed) {
        int n = mixed.rows;
        int width = mixed.columns;
        int size = width / heads;
        var q = new Matrix(n, width);
        var k = new Matrix(n, width);
        var v = new Matrix(n, width);
        for (int h = 0; h < heads; h++) {
            Matrix share = p.shares[h];
            for (int i = 0; i < n; i++) {
                double[] towards = new double[i + 1];
                double mean = 0;
                for (int j = 0; j <= i; j++) {
                    for (int c = h * size; c < (h + 1) * size; c++) {
                        towards[j] += mixed.values[i * width + c] * p.v.values[j * width + c];
                        v.values[j * width + c] += share.values[i * n + j] * mixed.values[i * width + c];
                    }
                    mean += share.values[i * n + j] * towards[j];
                }
                for (int j = 0; j <= i; j++) {
                    double logit = logitScale * share.values[i * n + j] * (towards[j] - mean);
                    for (int c = h * size; c < (h + 1) * size; c++) {
                        q.values[i * width + c] += logit * p.k.values[j * width + c];
                        k.values[j * width + c] += logit * p.q.values[i * width + c];
                    }
                }
            }
        }
        return block.query
                .back(q, p.normed)
                .plus(block.key.back(k, p.normed), 1)
                .plus(block.value.back(v, p.normed), 1);
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
