package org.isoflop.transfer;

/**
 * Softmax attention of tokens to those before them.
 *
 * @param heads among which the width is divided
 * @param scale what products of queries and keys are multiplied with
 */
record CausalAttention(int heads, double scale) {

    /**
     * What was computed on the way forward.
     *
     * @param shares for each head the share of each token in what another becomes
     * @param logits of all heads
     * @param mixed what tokens become
     */
    record Passed(Matrix q, Matrix k, Matrix v, Matrix[] shares, Matrix logits, Matrix mixed) {}

    /** What flows back. */
    record Gradient(Matrix q, Matrix k, Matrix v) {}

    Passed of(Matrix q, Matrix k, Matrix v) {
        int n = q.rows;
        int size = q.columns / heads;
        var shares = new Matrix[heads];
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
                    logits.values[(h * n + i) * n + j] = scale * logit;
                    shares[h].values[i * n + j] = Math.exp(scale * logit);
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
        return new Passed(q, k, v, shares, logits, mixed);
    }

    /** @param d what flows into the mixed tokens */
    Gradient back(Passed p, Matrix d) {
        int n = d.rows;
        int width = d.columns;
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
                        towards[j] += d.values[i * width + c] * p.v.values[j * width + c];
                        v.values[j * width + c] += share.values[i * n + j] * d.values[i * width + c];
                    }
                    mean += share.values[i * n + j] * towards[j];
                }
                for (int j = 0; j <= i; j++) {
                    double logit = scale * share.values[i * n + j] * (towards[j] - mean);
                    for (int c = h * size; c < (h + 1) * size; c++) {
                        q.values[i * width + c] += logit * p.k.values[j * width + c];
                        k.values[j * width + c] += logit * p.q.values[i * width + c];
                    }
                }
            }
        }
        return new Gradient(q, k, v);
    }
}
