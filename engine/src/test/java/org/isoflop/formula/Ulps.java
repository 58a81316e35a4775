package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;

/** Closeness in units in the last place. AssertJ's own compares decimal texts, which is too coarse for one unit. */
final class Ulps {
    private Ulps() {}

    static void assertWithin(int ulps, double actual, double expected, String what) {
        boolean close =
                Double.compare(actual, expected) == 0 || Math.abs(actual - expected) <= ulps * Math.ulp(expected);
        assertThat(close).as("%s is %s, not %s", what, actual, expected).isTrue();
    }
}
