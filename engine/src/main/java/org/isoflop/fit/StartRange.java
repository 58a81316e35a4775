package org.isoflop.fit;

/**
 * Where to look for a parameter.
 *
 * @param low the smallest value, or with {@link Spacing#SIGNED} the smallest size
 * @param high the largest value or size
 * @param spacing how values are spread between them
 */
record StartRange(double low, double high, Spacing spacing) {
    enum Spacing {
        /** Evenly. */
        LINEAR,
        /** Evenly in the logarithm. */
        LOGARITHMIC,
        /** Evenly in the logarithm of the size, half of them negative. */
        SIGNED
    }

    /** A range without a sign that spans more than a decade and a half is searched by orders of magnitude. */
    static StartRange between(double low, double high) {
        return new StartRange(low, high, low > 0 && high / low > 30 ? Spacing.LOGARITHMIC : Spacing.LINEAR);
    }

    static StartRange sizes(double low, double high, double lower, double upper) {
        if (lower >= 0) {
            return new StartRange(low, high, Spacing.LOGARITHMIC);
        }
        if (upper <= 0) {
            return new StartRange(-low, -high, Spacing.LOGARITHMIC);
        }
        return new StartRange(low, high, Spacing.SIGNED);
    }

    /** The least extreme value: the middle of a range with a sign, next to nothing for a size without one. */
    double mildest() {
        return switch (spacing) {
            case LINEAR, LOGARITHMIC -> at(0.5);
            case SIGNED -> low;
        };
    }

    /** The value at the fraction {@code u} of the range. */
    double at(double u) {
        return switch (spacing) {
            case LINEAR -> low + u * (high - low);
            case LOGARITHMIC -> low * Math.pow(high / low, u);
            case SIGNED -> u < 0.5 ? -low * Math.pow(high / low, 1 - 2 * u) : low * Math.pow(high / low, 2 * u - 1);
        };
    }
}
