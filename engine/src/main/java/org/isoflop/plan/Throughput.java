package org.isoflop.plan;

import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.hardware.Cluster;
import org.isoflop.hardware.Precision;

/**
 * What a cluster does: turns hours, days, money and energy into FLOPs, and FLOPs into a bill.
 *
 * @param cluster so many accelerators of one kind
 * @param precision of the products
 * @param utilisation share of the peak that a run uses (MFU)
 */
public record Throughput(Cluster cluster, Precision precision, double utilisation) {
    private static final double SECONDS_PER_HOUR = 3600;

    private static final double SECONDS_PER_DAY = 24 * SECONDS_PER_HOUR;

    private static final double JOULES_PER_KWH = 3.6e6;

    /** @throws InputException unless the utilisation lies between 0 and 1 */
    public Throughput {
        if (!(utilisation > 0 && utilisation <= 1)) {
            throw new InputException(
                    "a utilisation is a share of the peak, above 0 and up to 1, not " + utilisation,
                    "0.3 to 0.5 is usual for large runs.");
        }
    }

    /**
     * What FLOPs take.
     *
     * @param hours of accelerators
     * @param days on the cluster
     * @param money US dollars; empty without a price
     * @param energy kilowatt-hours; empty where the power is not known
     */
    public record Bill(double hours, double days, OptionalDouble money, OptionalDouble energy) {}

    /** FLOPs per second of the whole cluster. */
    public double perSecond() {
        return cluster.peak(precision) * utilisation;
    }

    /** FLOPs per second of one accelerator. */
    public double perAccelerator() {
        return perSecond() / cluster.count();
    }

    /** FLOPs in so many accelerator-hours. */
    public double inHours(double hours) {
        return hours * SECONDS_PER_HOUR * perAccelerator();
    }

    /** FLOPs of the cluster in so many days. */
    public double inDays(double days) {
        return days * SECONDS_PER_DAY * perSecond();
    }

    /**
     * FLOPs for so many US dollars.
     *
     * @throws InputException without a price
     */
    public double forMoney(double money) {
        double price = cluster.perHour()
                .orElseThrow(() -> new InputException(
                        "no price is known for " + cluster.accelerator().name(), "Give one with --price."));
        return inHours(money / price);
    }

    /**
     * FLOPs for so many kilowatt-hours.
     *
     * @throws InputException where the power is not known
     */
    public double forEnergy(double kilowattHours) {
        double watts = cluster.accelerator()
                .watts()
                .orElseThrow(() -> new InputException(
                        "no power is known for " + cluster.accelerator().name(), "Give the budget in another unit."));
        return kilowattHours * JOULES_PER_KWH / (watts * cluster.powerFactor()) * perAccelerator();
    }

    /** What so many FLOPs take. */
    public Bill bill(double flops) {
        double seconds = flops / perSecond();
        return new Bill(
                cluster.hours(seconds), seconds / SECONDS_PER_DAY, cluster.cost(seconds), cluster.energy(seconds));
    }

    /**
     * A limit of days, however many accelerators there are.
     *
     * @param tokensAtATime that one accelerator takes in a step, at least
     */
    public Deadline within(double days, double tokensAtATime, CriticalBatch batch) {
        return new Deadline(days * SECONDS_PER_DAY * perAccelerator() / tokensAtATime, batch);
    }
}
