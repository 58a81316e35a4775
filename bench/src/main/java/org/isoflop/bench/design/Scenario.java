package org.isoflop.bench.design;

/** A truth, and what is believed of it beforehand. */
enum Scenario {
    BELIEVED("the law that was assumed", "chinchilla-besiroglu-2024", "chinchilla-besiroglu-2024", 0, 0),
    OTHER("another law than assumed", "chinchilla-hoffmann-2022", "chinchilla-besiroglu-2024", 0, 0),
    NOISY("noise that halves over two decades", "chinchilla-besiroglu-2024", "chinchilla-hoffmann-2022", -0.15, 0),
    DRIFTING("a truth that drifts from the law", "chinchilla-besiroglu-2024", "chinchilla-hoffmann-2022", 0, 0.003);

    /** What the designs believe of every run. */
    static final double NOISE = 0.004;

    private final String text;
    private final String truth;
    private final String assumed;
    private final double slope;
    private final double drift;

    Scenario(String text, String truth, String assumed, double slope, double drift) {
        this.text = text;
        this.truth = truth;
        this.assumed = assumed;
        this.slope = slope;
        this.drift = drift;
    }

    String text() {
        return text;
    }

    Truth truth() {
        return Truth.of(truth);
    }

    Truth assumed() {
        return Truth.of(assumed);
    }

    /** The standard deviation of the truth from the law over a factor of ten, in the logarithm of the loss. */
    double drift() {
        return drift;
    }

    /** The standard deviation of a run around the truth. */
    double noise(double flops) {
        return NOISE * Math.exp(slope * Math.log(flops / 1e19));
    }
}
