package org.isoflop.inference;

/** The chance that at least one of {@code k} answers is right, pass@k. */
public sealed interface Coverage {
    /** With so many samples. */
    double at(double samples);

    /**
     * One problem whose answers are right with a fixed chance: {@code 1 - (1 - p)^k}.
     *
     * @param chance of one answer, pass@1
     */
    record Single(double chance) implements Coverage {
        public Single {
            if (!(chance >= 0 && chance <= 1)) {
                throw new IllegalArgumentException("a chance lies between 0 and 1, not at " + chance);
            }
        }

        @Override
        public double at(double samples) {
            return -Math.expm1(samples * Math.log1p(-chance));
        }
    }

    /**
     * Many problems of different difficulty: {@code exp(-a k^-b)} (Brown et al. 2024, arXiv:2407.21787).
     *
     * @param a minus the logarithm of pass@1
     * @param b exponent of the number of samples
     */
    record Power(double a, double b) implements Coverage {
        public Power {
            if (!(a > 0 && b > 0)) {
                throw new IllegalArgumentException("coverage exp(-a k^-b) has a and b above zero");
            }
        }

        /** Through two observed coverages, as of 1 and of 250 samples. */
        public static Power through(double samples1, double coverage1, double samples2, double coverage2) {
            double b = Math.log(Math.log(coverage1) / Math.log(coverage2)) / Math.log(samples2 / samples1);
            return new Power(-Math.log(coverage1) * Math.pow(samples1, b), b);
        }

        @Override
        public double at(double samples) {
            return Math.exp(-a * Math.pow(samples, -b));
        }
    }

    /**
     * Estimates pass@k without bias from n samples of which c are right: {@code 1 - C(n - c, k)/C(n, k)} (Chen et al. 2021,
     * equation 1).
     */
    static double estimate(int samples, int right, int k) {
        if (right < 0 || right > samples || k < 1 || k > samples) {
            throw new IllegalArgumentException(
                    "pass@%d cannot be estimated from %d of %d".formatted(k, right, samples));
        }
        double none = 1;
        for (int i = 0; i < k; i++) {
            none *= Math.max(0, samples - right - i) / (double) (samples - i);
        }
        return 1 - none;
    }
}
