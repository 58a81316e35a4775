package org.isoflop.architecture;

import java.util.ArrayList;
import java.util.List;

/** How a layer looks back: its weights, what it keeps per token, and how wide its products over the context are. */
public sealed interface Attention {
    /** Query heads, {@code a}. */
    int heads();

    /** The matrices of one layer. */
    List<Matrix> matrices(int width);

    /** Weights of the matrices of one layer, without biases and norms. */
    default long weights(int width) {
        return matrices(width).stream().mapToLong(Matrix::weights).sum();
    }

    /** Outputs of the matrices that make queries, keys and values: as many biases, where there are some. */
    long projected();

    /** Gains of norms inside of it. */
    long gains();

    /** Numbers kept per token and layer for later tokens. */
    long cached();

    /** Numbers that a token brings to its products over the context, all heads: its queries. */
    long queryWidth();

    /** Multiply-adds per query token and token that it looks at: half of it scores, half of it values, in the plain case. */
    long reach();

    /**
     * Multi-head attention, with as many keys and values as queries or fewer (Shazeer 2019, Ainslie et al. 2023).
     *
     * @param heads query heads
     * @param kvHeads heads of keys and of values, a divisor of {@code heads}; 1 is multi-query
     * @param headWidth numbers per head
     */
    record Grouped(int heads, int kvHeads, int headWidth) implements Attention {
        public Grouped {
            Positive.require("heads", heads);
            Positive.require("kv heads", kvHeads);
            Positive.require("head width", headWidth);
            if (heads % kvHeads != 0) {
                throw new IllegalArgumentException(
                        "%d heads cannot share %d kv heads evenly".formatted(heads, kvHeads));
            }
        }

        @Override
        public List<Matrix> matrices(int width) {
            long queries = queryWidth();
            long keys = (long) kvHeads * headWidth;
            return List.of(
                    new Matrix("query", width, queries, 1),
                    new Matrix("key", width, keys, 1),
                    new Matrix("value", width, keys, 1),
                    new Matrix("attention output", queries, width, 1));
        }

        @Override
        public long projected() {
            return (heads + 2L * kvHeads) * headWidth;
        }

        @Override
        public long gains() {
            return 0;
        }

        @Override
        public long cached() {
            return 2L * kvHeads * headWidth;
        }

        @Override
        public long queryWidth() {
            return (long) heads * headWidth;
        }

        @Override
        public long reach() {
            return 2 * queryWidth();
        }
    }

    /**
     * Multi-head latent attention: keys and values are read from one narrow vector per token (DeepSeek-AI 2024,
     * arXiv:2405.04434, 2.1).
     *
     * @param heads query heads
     * @param queryRank width of the compressed queries; 0 if they are not compressed
     * @param cacheRank width of the compressed keys and values
     * @param rotaryWidth numbers per head that carry the position; shared by all heads in the keys
     * @param headWidth numbers per head that do not
     * @param valueWidth numbers per head of the values
     */
    record Latent(int heads, int queryRank, int cacheRank, int rotaryWidth, int headWidth, int valueWidth)
            implements Attention {
        public Latent {
            Positive.require("heads", heads);
            Positive.require("cache rank", cacheRank);
            Positive.require("rotary width", rotaryWidth);
            Positive.require("head width", headWidth);
            Positive.require("value width", valueWidth);
            if (queryRank < 0) {
                throw new IllegalArgumentException("the query rank is 0 or more, not " + queryRank);
            }
        }

        private int queries() {
            return heads * (headWidth + rotaryWidth);
        }

        @Override
        public List<Matrix> matrices(int width) {
            var all = new ArrayList<Matrix>();
            if (queryRank == 0) {
                all.add(new Matrix("query", width, queries(), 1));
            } else {
                all.add(new Matrix("query compression", width, queryRank, 1));
                all.add(new Matrix("query", queryRank, queries(), 1));
            }
            all.add(new Matrix("key and value compression", width, cacheRank + rotaryWidth, 1));
            all.add(new Matrix("key and value", cacheRank, (long) heads * (headWidth + valueWidth), 1));
            all.add(new Matrix("attention output", (long) heads * valueWidth, width, 1));
            return List.copyOf(all);
        }

        @Override
        public long projected() {
            return (long) queries() + cacheRank + rotaryWidth;
        }

        @Override
        public long gains() {
            return (long) queryRank + cacheRank;
        }

        @Override
        public long cached() {
            return (long) cacheRank + rotaryWidth;
        }

        @Override
        public long queryWidth() {
            return queries();
        }

        @Override
        public long reach() {
            return queries() + (long) heads * valueWidth;
        }
    }
}
