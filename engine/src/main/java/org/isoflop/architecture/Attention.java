package org.isoflop.architecture;

/** How a layer looks back: its weights, what it keeps per token, and how wide its products over the context are. */
public sealed interface Attention {
    /** Query heads, {@code a}. */
    int heads();

    /** Weights of the matrices of one layer, without biases and norms. */
    long weights(int width);

    /** Outputs of the matrices that make queries, keys and values: as many biases, where there are some. */
    long projected();

    /** Gains of norms inside of it. */
    long gains();

    /** Numbers kept per token and layer for later tokens. */
    long cached();

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
        public long weights(int width) {
            return (projected() + (long) heads * headWidth) * width;
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
        public long reach() {
            return 2L * heads * headWidth;
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

        private long queries() {
            return (long) heads * (headWidth + rotaryWidth);
        }

        @Override
        public long weights(int width) {
            long query = queryRank == 0 ? width * queries() : queryRank * (width + queries());
            long compressed = (long) width * (cacheRank + rotaryWidth);
            long expanded = (long) cacheRank * heads * (headWidth + valueWidth);
            return query + compressed + expanded + (long) heads * valueWidth * width;
        }

        @Override
        public long projected() {
            return queries() + cacheRank + rotaryWidth;
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
        public long reach() {
            return queries() + (long) heads * valueWidth;
        }
    }
}
