package org.isoflop.bench.serve;

import java.util.Arrays;
import java.util.List;
import org.isoflop.bench.Shown;

/**
 * How long people waited.
 *
 * @param sorted milliseconds, the shortest first
 * @param seconds that all of it took
 */
record Waits(double[] sorted, double seconds) {

    static Waits of(double[] millis, double seconds) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Waits(sorted, seconds);
    }

    /** What this share of the waits did not exceed. */
    double at(double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }

    /** A row of a table. */
    List<String> row(String what, int users) {
        return List.of(
                what,
                Integer.toString(users),
                Integer.toString(sorted.length),
                Shown.digits(at(0.5)),
                Shown.digits(at(0.9)),
                Shown.digits(at(0.99)),
                Shown.digits(sorted[sorted.length - 1]),
                Shown.digits(sorted.length / seconds));
    }
}
