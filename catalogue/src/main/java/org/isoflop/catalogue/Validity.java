package org.isoflop.catalogue;

/**
 * The values of a variable over which a law was found, both ends included.
 *
 * @param low the smallest
 * @param high the largest
 */
public record Validity(double low, double high) {
    public Validity {
        if (!(low <= high)) {
            throw new IllegalArgumentException("no number lies between " + low + " and " + high);
        }
    }

    /** Whether the law was seen to hold there; never for NaN. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
