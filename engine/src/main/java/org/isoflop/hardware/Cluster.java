package org.isoflop.hardware;

import java.util.OptionalDouble;

/**
 * So many accelerators of one kind.
 *
 * @param accelerator of this kind
 * @param count how many in all
 * @param perHour US dollars per accelerator and hour; empty where no price is assumed
 * @param powerFactor what a data centre draws per watt of the accelerators: hosts, network and cooling
 */
public record Cluster(Accelerator accelerator, int count, OptionalDouble perHour, double powerFactor) {
    private static final double SECONDS_PER_HOUR = 3600;

    private static final double JOULES_PER_KWH = 3.6e6;

    public Cluster {
        if (count < 1) {
            throw new IllegalArgumentException("a cluster has at least 1 accelerator, not " + count);
        }
        if (!(powerFactor >= 1) || Double.isInfinite(powerFactor)) {
            throw new IllegalArgumentException("the power factor is 1 or more, not " + powerFactor);
        }
    }

    /** At the accelerator's own price, if it has one, and with nothing drawn but by the accelerators. */
    public static Cluster of(Accelerator accelerator, int count) {
        return new Cluster(
                accelerator,
                count,
                accelerator.price().stream()
                        .mapToDouble(Accelerator.Price::perHour)
                        .findFirst(),
                1);
    }

    /** Operations per second of all of it at its peak. */
    public double peak(Precision precision) {
        return count * accelerator.peak(precision);
    }

    /** Accelerator-hours in so many seconds. */
    public double hours(double seconds) {
        return count * seconds / SECONDS_PER_HOUR;
    }

    /** US dollars for so many seconds; empty without a price. */
    public OptionalDouble cost(double seconds) {
        return perHour.isPresent() ? OptionalDouble.of(perHour.getAsDouble() * hours(seconds)) : OptionalDouble.empty();
    }

    /** Kilowatt-hours for so many seconds at full power; empty where the power is not known. */
    public OptionalDouble energy(double seconds) {
        OptionalDouble watts = accelerator.watts();
        return watts.isPresent()
                ? OptionalDouble.of(watts.getAsDouble() * count * powerFactor * seconds / JOULES_PER_KWH)
                : OptionalDouble.empty();
    }
}
