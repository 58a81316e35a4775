package org.isoflop.hyper;

/**
 * How far back AdamW remembers: its weights are an average of past updates over {@code 1/(lr weight_decay)} steps, which
 * is {@code tau} of the run (Wang and Aitchison 2024; Bergsma et al. 2025, arXiv:2505.13738).
 *
 * @param rate peak learning rate
 * @param decay decoupled weight decay, times the learning rate as in PyTorch
 * @param steps optimizer steps of the run
 */
public record Timescale(double rate, double decay, double steps) {

    /** The memory as a share of the run: {@code 1/(lr weight_decay steps)}; infinite without weight decay. */
    public double tau() {
        return 1 / (rate * decay * steps);
    }

    /** The weight decay that has some memory, the learning rate and the steps being what they are. */
    public double decayFor(double tau) {
        return 1 / (rate * tau * steps);
    }
}
