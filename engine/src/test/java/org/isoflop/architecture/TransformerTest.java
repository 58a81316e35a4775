package org.isoflop.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TransformerTest {
    private static final Transformer GPT3 = Transformer.gpt(96, 12288, 96, 51200, 2048);

    /** Narayanan et al. 2021, equation 2: 12 l h^2 (1 + 13/12h + (V + s)/12lh), which leaves out the last norm, 2h. */
    @Test
    void parametersOfMegatronsFormula() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 50; i++) {
            double l = random.nextInt(1, 130);
            int heads = random.nextInt(1, 128);
            double h = heads * 64.0;
            double v = random.nextInt(1000, 100_000);
            double s = random.nextInt(64, 8192);
            double formula = 12 * l * h * h * (1 + 13 / (12 * h) + (v + s) / (12 * l * h));
            var count =
                    Transformer.gpt((int) l, (int) h, heads, (int) v, (int) s).parameters();
            // A relative 1e-14 is what the doubles of the formula lose.
            assertThat(count.total() - 2 * h).isCloseTo(formula, within(formula * 1e-14));
        }
    }

    /** Narayanan et al. 2021, equation 3: 96 B s l h^2 (1 + s/6h + V/16lh) with the forward pass done twice. */
    @Test
    void operationsOfMegatronsFormula() {
        double l = 96;
        double h = 12288;
        double perToken = 96 * l * h * h * (1 + 2048 / (6 * h) + 51200 / (16 * l * h));
        double recomputed = 2 * (GPT3.matrixWeights() + GPT3.reach() * 2048);
        assertThat(FlopCount.EXACT.trainingPerToken(GPT3) + recomputed).isCloseTo(perToken, within(perToken * 1e-14));
    }

    /** Kaplan et al. 2020, table 1: 2 N + 2 n_layer n_ctx d_attn forward. */
    @Test
    void operationsOfKaplansTable() {
        var model = Transformer.gpt(36, 1280, 20, 50257, 1024);
        double n = model.parameters().withoutEmbeddings();
        assertThat(FlopCount.KAPLAN.forwardPerToken(model)).isEqualTo(2 * n + 2.0 * 36 * 1024 * 1280);
    }

    /** By hand: embedding 2Vh, per layer 8h^2 of attention and 16h^2, 4sh of scores and values, 3as of softmax; logits 2Vh. */
    @Test
    void operationsOfChinchillasAppendix() {
        var model = Transformer.gpt(8, 512, 8, 32000, 2048);
        double byHand = 2.0 * 2 * 32000 * 512 + 8 * (24.0 * 512 * 512 + 4.0 * 2048 * 512 + 3.0 * 8 * 2048);
        assertThat(FlopCount.CHINCHILLA.forwardPerToken(model)).isEqualTo(byHand);
    }

    @Test
    void aCausalKernelSavesHalfOfAttention() {
        double all = FlopCount.EXACT.forwardPerToken(GPT3);
        assertThat(all - FlopCount.EXACT_CAUSAL.forwardPerToken(GPT3)).isCloseTo(GPT3.reach() * 2048, within(1e-3));
        assertThat(all)
                .isCloseTo(2 * GPT3.matrixWeights() + 4.0 * 96 * 12288 * 2048 + 2.0 * 51200 * 12288, within(1e-3));
    }

    /** By hand for Llama 3 70B: 2 x 80 layers x 8 heads x 128 x 2 bytes. */
    @Test
    void cachePerToken() {
        var llama = new Transformer(
                80,
                8192,
                new Attention.Grouped(64, 8, 128),
                new FeedForward(28672, true),
                Optional.empty(),
                new Embedding(128_256, false, 0),
                Trimmings.LLAMA,
                8192);
        assertThat(llama.cacheBytesPerToken(2)).isEqualTo(327_680);
        assertThat(llama.parameters().total()).isEqualTo(70_553_706_496L);
    }

    /** DeepSeek-V2, 2.1.4: latent attention keeps (d_c + d_R) l numbers per token. */
    @Test
    void cacheOfLatentAttention() {
        var attention = new Attention.Latent(128, 1536, 512, 64, 128, 128);
        assertThat(attention.cached()).isEqualTo(576);
    }

    @Test
    void matricesAndTrimmingsAreAllThereIs() {
        var model = Transformer.gpt(6, 256, 4, 1000, 128);
        var count = model.parameters();
        long matrices = model.matrices().stream().mapToLong(Matrix::weights).sum();
        assertThat(matrices + count.trimmings() + count.positions()).isEqualTo(count.total());
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Attention.Grouped(64, 7, 128))
                .hasMessage("64 heads cannot share 7 kv heads evenly");
        assertThatThrownBy(() -> Transformer.gpt(12, 770, 12, 50257, 1024))
                .hasMessage("a width of 770 cannot be cut into 12 heads");
        assertThatThrownBy(() -> new Experts(4, 8, 9, 0, 100)).hasMessage("a token cannot pass 9 of 8 experts");
        assertThatThrownBy(() -> Transformer.gpt(0, 768, 12, 50257, 1024)).hasMessage("layers: at least 1, not 0");
    }
}
