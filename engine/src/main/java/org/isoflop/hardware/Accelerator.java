package org.isoflop.hardware;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.isoflop.InputException;

/**
 * One accelerator and the node that it usually stands in.
 *
 * @param id its name in the catalogue, such as {@code h100-sxm}
 * @param name its full name
 * @param rates of its matrix units, by precision
 * @param memoryBytes its own memory
 * @param memoryBandwidth of that memory, bytes per second
 * @param node how it is wired
 * @param watts what it may draw; empty where the vendor says nothing
 * @param price what an hour of it has cost; an assumption, and so with its date
 */
public record Accelerator(
        String id,
        String name,
        Map<Precision, Rate> rates,
        double memoryBytes,
        double memoryBandwidth,
        Node node,
        OptionalDouble watts,
        Optional<Price> price) {

    /**
     * Operations per second.
     *
     * @param peak dense, as the data sheet has it
     * @param measured the most that somebody saw with large products; empty where nobody published any
     */
    public record Rate(double peak, OptionalDouble measured) {
        public Rate {
            requirePositive("peak", peak);
            measured.ifPresent(rate -> requirePositive("measured rate", rate));
            if (measured.orElse(0) > peak) {
                throw new IllegalArgumentException("a rate of %.4g above the peak of %.4g was not measured"
                        .formatted(measured.getAsDouble(), peak));
            }
        }

        /** One that nobody measured. */
        public static Rate of(double peak) {
            return new Rate(peak, OptionalDouble.empty());
        }
    }

    /**
     * The usual node.
     *
     * @param size accelerators that are joined by the fast links
     * @param link bytes per second and direction of one accelerator to the others of its node
     * @param network bytes per second and direction of one accelerator to other nodes
     * @param host bytes per second and direction of one accelerator to the memory of its host
     */
    public record Node(int size, double link, double network, double host) {
        public Node {
            if (size < 1) {
                throw new IllegalArgumentException("a node has at least 1 accelerator, not " + size);
            }
            requirePositive("link", link);
            requirePositive("network", network);
            requirePositive("host link", host);
        }
    }

    /**
     * A price as somebody asked for it.
     *
     * @param perHour in US dollars per accelerator and hour
     * @param date month in which it was seen, such as {@code 2026-04}
     * @param source where
     */
    public record Price(double perHour, String date, String source) {
        public Price {
            requirePositive("price", perHour);
        }
    }

    public Accelerator {
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("an accelerator has a peak for at least one precision");
        }
        rates = Collections.unmodifiableMap(new EnumMap<>(rates));
        requirePositive("memory", memoryBytes);
        requirePositive("memory bandwidth", memoryBandwidth);
        watts.ifPresent(power -> requirePositive("power", power));
    }

    /**
     * What its matrix units do in a precision.
     *
     * @throws InputException if it has none for that precision
     */
    public Rate rate(Precision precision) {
        Rate rate = rates.get(precision);
        if (rate == null) {
            throw new InputException(
                    "%s has no peak for %s".formatted(name, precision.id()),
                    "It has " + rates.keySet().stream().map(Precision::id).collect(Collectors.joining(", ")) + ".");
        }
        return rate;
    }

    /**
     * Dense operations per second.
     *
     * @throws InputException if it has no matrix units for that precision
     */
    public double peak(Precision precision) {
        return rate(precision).peak();
    }

    /** The 16-bit format that it trains in: bf16 where it has it. */
    public Precision training() {
        return rates.containsKey(Precision.BF16) ? Precision.BF16 : Precision.FP16;
    }

    /** Operations per byte of memory traffic at which both take as long (Williams et al. 2009, the ridge of the roofline). */
    public double ridge(Precision precision) {
        return peak(precision) / memoryBandwidth;
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("%s: a positive number, not %s".formatted(what, value));
        }
    }
}
